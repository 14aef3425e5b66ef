// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/undowords.h"

#include "base/text.h"

#include <QCoreApplication>

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
    const auto say = [&](std::size_t rows, const QString& sentence) {
        if (rows > 0)
            out.append(sentence.arg(grouped(qint64(rows)), things));
    };
    say(plan.deletes.size(), UndoWordsText::tr("%1 %2 that the import created are deleted."));
    say(plan.restores.size(), UndoWordsText::tr("%1 %2 get back the values that they had before."));
    say(std::size_t(plan.changed()),
        UndoWordsText::tr("%1 %2 were changed by somebody since; they are left alone unless you say so."));
    say(plan.nothingToDo.size(), UndoWordsText::tr("%1 %2 are gone already, or as they were; there is nothing to do."));
    say(plan.noOldValues.size(),
        UndoWordsText::tr(
            "%1 %2 were updated and cannot be given back their values: those were not kept, or the records were not "
            "there yet when they were."));
    say(plan.noRecord.size(), UndoWordsText::tr("Of %1 rows it is not known which record they became; they stay."));
    out.append(
        UndoWordsText::tr("What workflows, e-mails and other automation did because of the import stays as it is."));
    return out;
}

} // namespace stevedore
