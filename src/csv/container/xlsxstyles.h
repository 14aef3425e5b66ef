// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/cellformat.h"
#include "csv/container/unpacker.h"

namespace stevedore {

/// What each of a workbook's cell styles makes of a number, in their order.
Result<QList<CellFormat>> readXlsxStyles(const UnpackWork& work, const QString& member);

} // namespace stevedore
