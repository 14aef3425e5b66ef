// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/sheetwriter.h"

#include <QXmlStreamReader>

namespace stevedore {

/// Reads the table that the XML reader is at.
class OdsSheet
{
public:
    explicit OdsSheet(SheetWriter& out) : m_out(out) {}

    Result<void> read(QXmlStreamReader& xml);

private:
    Result<void> readRow(QXmlStreamReader& xml);

    SheetWriter& m_out;
};

} // namespace stevedore
