// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowhistory.h"

#include "base/text.h"
#include "transfer/errortext.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct RowHistoryText
{
    Q_DECLARE_TR_FUNCTIONS(RowHistory)
};

QString shortId(const QString& id)
{
    return id.size() <= 12 ? id : id.left(4) + u"…"_s + id.right(4);
}

/// The values at fault, and those that are others than in the try before: "Email “a(at)b”, Phone “030”".
QString tellingValues(const QMap<QString, QString>& now, const QMap<QString, QString>& before, const QString& errors,
                      const ModuleMeta& meta)
{
    QSet<QString> refused;
    for (const RowError& error : parseErrors(errors))
        refused.unite(QSet<QString>(error.fields.begin(), error.fields.end()));
    QStringList out;
    for (auto cell = now.begin(); cell != now.end(); ++cell) {
        const bool changed = !before.isEmpty() && before.value(cell.key()) != cell.value();
        if (!refused.contains(cell.key()) && !changed)
            continue;
        const Field* const field = meta.field(cell.key());
        out.append(u"%1 “%2”"_s.arg(field ? field->label : cell.key(), shownValue(cell.value(), 40)));
    }
    return out.join(u", "_s);
}

} // namespace

QString fateName(Fate fate)
{
    switch (fate) {
    case Fate::Added:
        return RowHistoryText::tr("added");
    case Fate::Updated:
        return RowHistoryText::tr("updated");
    case Fate::Skipped:
        return RowHistoryText::tr("there already");
    case Fate::Refused:
        return RowHistoryText::tr("refused");
    case Fate::Unprocessed:
        return RowHistoryText::tr("not worked on");
    case Fate::Unknown:
        return RowHistoryText::tr("in doubt");
    case Fate::Deleted:
        return RowHistoryText::tr("deleted");
    case Fate::LeftOut:
        break;
    }
    return RowHistoryText::tr("left out");
}

QString historyText(RowNumber row, const QList<AttemptRecord>& history, const QList<QMap<QString, QString>>& values,
                    const ModuleMeta& meta)
{
    QStringList lines;
    QMap<QString, QString> before;
    for (qsizetype i = 0; i < history.size(); ++i) {
        const AttemptRecord& attempt = history[i];
        const QString where = attempt.route != Route::Job ? RowHistoryText::tr("as a record")
                              : attempt.jobId.isEmpty()   ? RowHistoryText::tr("held back")
                                                          : RowHistoryText::tr("job %1").arg(shortId(attempt.jobId));
        QString what = fateName(attempt.outcome.fate);
        if (!attempt.outcome.errors.isEmpty())
            what += u", "_s + shownValue(attempt.outcome.errors, 120);
        if (!attempt.outcome.recordId.isEmpty())
            what += u", "_s + RowHistoryText::tr("record %1").arg(attempt.outcome.recordId);
        if (const QString told = tellingValues(values.value(i), before, attempt.outcome.errors, meta); !told.isEmpty())
            what += u" · "_s + told;
        before = values.value(i);
        const QString when = attempt.at.isValid() ? attempt.at.toLocalTime().toString(u"HH:mm:ss"_s) : u"–"_s;
        lines.append(RowHistoryText::tr("round %1, part %2, %3, %4: %5")
                         .arg(attempt.round)
                         .arg(attempt.part)
                         .arg(where, when, what));
    }
    return RowHistoryText::tr("Row %1").arg(grouped(row)) + u"  ·  "_s +
           (lines.isEmpty() ? RowHistoryText::tr("not sent yet") : lines.join(u"\n"_s));
}

} // namespace stevedore::ui
