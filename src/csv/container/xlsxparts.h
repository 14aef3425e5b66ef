// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

namespace stevedore {

/// Where the parts of an Office Open XML workbook are in its zip.
struct XlsxParts
{
    struct Sheet
    {
        QString name;
        QString member;
    };
    QList<Sheet> sheets; ///< those with cells, in the workbook's order
    QString strings;     ///< empty if there are none
    QString styles;      ///< empty if there are none
    bool since1904 = false;
};

Result<XlsxParts> readXlsxParts(const UnpackWork& work);

} // namespace stevedore
