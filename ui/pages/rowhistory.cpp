// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowhistory.h"

#include "base/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("stevedore::ui::RowHistory", text);
}

QString shortId(const QString& id)
{
    return id.size() <= 12 ? id : id.left(4) + u"…"_s + id.right(4);
}

} // namespace

QString fateName(Fate fate)
{
    switch (fate) {
    case Fate::Added:
        return tr("added");
    case Fate::Updated:
        return tr("updated");
    case Fate::Skipped:
        return tr("there already");
    case Fate::Refused:
        return tr("refused");
    case Fate::Unprocessed:
        return tr("not worked on");
    case Fate::Unknown:
        return tr("in doubt");
    case Fate::Deleted:
        return tr("deleted");
    case Fate::LeftOut:
        break;
    }
    return tr("left out");
}

QString historyText(RowNumber row, const QList<AttemptRecord>& history)
{
    QStringList lines;
    for (const AttemptRecord& attempt : history) {
        const QString where = attempt.route != Route::Job ? tr("as a record")
                              : attempt.jobId.isEmpty()   ? tr("held back")
                                                          : tr("job %1").arg(shortId(attempt.jobId));
        QString what = fateName(attempt.outcome.fate);
        if (!attempt.outcome.errors.isEmpty())
            what += u", "_s + shownValue(attempt.outcome.errors, 120);
        if (!attempt.outcome.recordId.isEmpty())
            what += u", "_s + tr("record %1").arg(attempt.outcome.recordId);
        const QString when = attempt.at.isValid() ? attempt.at.toLocalTime().toString(u"HH:mm:ss"_s) : u"–"_s;
        lines.append(tr("round %1, part %2, %3, %4: %5").arg(attempt.round).arg(attempt.part).arg(where, when, what));
    }
    return tr("Row %1").arg(grouped(row)) + u"  ·  "_s + (lines.isEmpty() ? tr("not sent yet") : lines.join(u"\n"_s));
}

} // namespace stevedore::ui
