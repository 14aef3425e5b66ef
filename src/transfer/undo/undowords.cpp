// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/undowords.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace stevedore {

namespace {

struct UndoWordsText
{
    Q_DECLARE_TR_FUNCTIONS(UndoWords)
};

} // namespace

QStringList undoSentences(const UndoPlan& plan, const QString& things)
{
    QStringList out;
    const auto say = [&](const auto& rows, const char* sentence) {
        if (!rows.empty())
            out.append(UndoWordsText::tr(sentence, nullptr, int(rows.size())).arg(things));
    };
    say(plan.deletes, QT_TRANSLATE_N_NOOP("UndoWords", "%Ln %1 that the import created are deleted."));
    say(plan.restores, QT_TRANSLATE_N_NOOP("UndoWords", "%Ln %1 get back the values that they had before."));
    say(plan.changed,
        QT_TRANSLATE_N_NOOP("UndoWords",
                            "%Ln %1 were changed by somebody since; they are left alone unless you say so."));
    say(plan.nothingToDo,
        QT_TRANSLATE_N_NOOP("UndoWords", "%Ln %1 are gone already, or as they were; there is nothing to do."));
    say(plan.noOldValues,
        QT_TRANSLATE_N_NOOP("UndoWords",
                            "%Ln %1 were updated and cannot be given back their values: those were not kept, or the "
                            "records were not there yet when they were."));
    if (!plan.noRecord.empty())
        out.append(UndoWordsText::tr("Of %Ln rows it is not known which record they became; they stay.", nullptr,
                                     int(plan.noRecord.size())));
    out.append(
        UndoWordsText::tr("What workflows, e-mails and other automation did because of the import stays as it is."));
    return out;
}

QString changedAt(const ChangedRecord& record)
{
    return record.stamp.modified.isValid()
               ? QLocale().toString(record.stamp.modified.toLocalTime(), QLocale::ShortFormat)
               : UndoWordsText::tr("at an unknown time");
}

QString changedBy(const ChangedRecord& record)
{
    if (!record.stamp.userName.isEmpty())
        return record.stamp.userName;
    return record.stamp.userId.isEmpty() ? UndoWordsText::tr("somebody")
                                         : UndoWordsText::tr("user %1").arg(record.stamp.userId);
}

QString changedSentence(const ChangedRecord& record)
{
    return UndoWordsText::tr("Row %1, record %2: changed %3 by %4.")
        .arg(grouped(record.row.row), record.row.recordId, changedAt(record), changedBy(record));
}

} // namespace stevedore
