// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

namespace stevedore {

/// Where LibreOffice is on this machine; empty if nowhere.
QString libreOfficeProgram();

/// Has LibreOffice write the workbook in a format of long ago as an OpenDocument one at `odsPath`, whose folder exists.
/// Fails with what to do instead if LibreOffice is not there. Its process is gone when this returns.
///
/// Only for what is not read here. LibreOffice's own CSV is no way for any workbook: it rounds long numbers to 15
/// digits and writes dates as they look, day and month in an order that depends on the machine.
Result<void> convertToOds(const UnpackWork& work, const QString& odsPath);

} // namespace stevedore
