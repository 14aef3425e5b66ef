// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "transfer/export/exports.h"

namespace stevedore::ui {

/// Records in one sheet, its head aside.
inline constexpr qint64 mostRecordsOfWorkbook = 1'048'575;

/// An estimate in words: "About 41,200 records:", "1 page, 52 credits, a few seconds."
struct EstimateWords
{
    QString fact;
    QString rest;
};
EstimateWords estimateWords(const ExportEstimate& estimate);

/// "Export 41,200 contacts"; -1 records: "Export contacts".
QString exportAction(const ModuleInfo& module, qint64 records);

/// Why a workbook cannot hold them, and what can.
QString tooManyForWorkbook();

} // namespace stevedore::ui
