// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportwords.h"

#include "base/text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(stevedore::ui::ExportForm)
};

QString timeWords(qint64 seconds)
{
    constexpr qint64 few = 10;
    constexpr qint64 minute = 60;
    if (seconds < few)
        return Words::tr("a few seconds");
    if (seconds < 2 * minute)
        return Words::tr("at least %1 seconds").arg(grouped(seconds));
    return Words::tr("at least %1 minutes").arg(grouped((seconds + minute - 1) / minute));
}

} // namespace

EstimateWords estimateWords(const ExportEstimate& estimate)
{
    const QString credits =
        estimate.credits == 1 ? Words::tr("1 credit") : Words::tr("%1 credits").arg(grouped(estimate.credits));
    if (estimate.records < 0)
        return {
            Words::tr("The CRM cannot count the records that meet these conditions."),
            Words::tr("How many there are shows while they are fetched; every %1 are a page.").arg(grouped(200'000))};
    if (estimate.records == 0)
        return {Words::tr("No record meets this."), Words::tr("The file would have its heads only.")};
    const QString pages =
        estimate.pages == 1 ? Words::tr("1 page") : Words::tr("%1 pages").arg(grouped(estimate.pages));
    const QString rest = Words::tr("%1, %2, %3.").arg(pages, credits, timeWords(estimate.seconds));
    if (estimate.atMost)
        return {Words::tr("At most %1 records, the conditions aside:").arg(grouped(estimate.records)), rest};
    return {estimate.records == 1 ? Words::tr("About 1 record:")
                                  : Words::tr("About %1 records:").arg(grouped(estimate.records)),
            rest};
}

QString exportAction(const ModuleInfo& module, qint64 records)
{
    if (module.plural.isEmpty())
        return Words::tr("Export");
    if (records < 0)
        return Words::tr("Export %1").arg(module.plural.toLower());
    return Words::tr("Export %1 %2")
        .arg(grouped(records), records == 1 ? module.singular.toLower() : module.plural.toLower());
}

QString tooManyForWorkbook()
{
    return Words::tr("A workbook takes %1 records at most. Choose CSV, or fewer records.")
        .arg(grouped(mostRecordsOfWorkbook));
}

} // namespace stevedore::ui
