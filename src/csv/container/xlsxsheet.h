// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/cellformat.h"
#include "csv/container/sharedstrings.h"
#include "csv/container/sheetwriter.h"

#include <QXmlStreamReader>

namespace stevedore {

/// What the cells of all sheets of a workbook refer to.
struct XlsxContext
{
    SharedStrings strings;
    QList<CellFormat> styles;
    bool since1904 = false;
};

/// Reads the XML of one sheet.
class XlsxSheet
{
public:
    XlsxSheet(const UnpackWork& work, const XlsxContext& context, SheetWriter& out)
        : m_work(work), m_context(context), m_out(out)
    {
    }

    Result<void> read(QXmlStreamReader& xml);

private:
    Result<void> readRow(QXmlStreamReader& xml);
    Result<void> readCell(QXmlStreamReader& xml);
    Result<void> putShared(qint64 column, const QString& number);
    QString cellText(QStringView type, const QString& value, qint64 style) const;

    const UnpackWork& m_work;
    const XlsxContext& m_context;
    SheetWriter& m_out;
    qint64 m_row = 0;    ///< behind the last one
    qint64 m_column = 0; ///< behind the last one
};

} // namespace stevedore
