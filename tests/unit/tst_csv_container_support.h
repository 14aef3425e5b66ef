// SPDX-License-Identifier: GPL-3.0-or-later
// Workbooks and archives made for the tests.
#pragma once

#include "csv/container/container.h"
#include "tst_csv_support.h"

namespace stevedore::csvtest {

using Members = QList<std::pair<QString, QByteArray>>;

/// With `password`, all members are encrypted.
QByteArray zipOf(const Members& members, const char* password = nullptr);
QByteArray gzipOf(const QByteArray& content);

struct XlsxPieces
{
    /// Name and what is within <sheetData>.
    QList<std::pair<QString, QByteArray>> sheets;
    QByteArray strings;    ///< <si>s
    QByteArray formats;    ///< <numFmt>s
    QByteArray styles;     ///< <xf>s
    QByteArray workbookPr; ///< attributes
    QByteArray prolog = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
};
QByteArray xlsxOf(const XlsxPieces& pieces);
/// A workbook of one sheet.
QByteArray xlsxOf(const QByteArray& sheetData);

/// What is within <office:spreadsheet>.
QByteArray odsOf(const QByteArray& tables, const QByteArray& manifest = {});
/// A table of that name with these rows.
QByteArray odsTable(const QByteArray& rows, const QByteArray& name = "Sheet1");

/// A folder to unpack to, and how what was unpacked there is told.
class Unpacked
{
public:
    QString folder() const { return m_dir.filePath(u"sources"_s); }
    Result<UnpackedSource> from(const QString& path, const QString& choice = {}) const
    {
        const CancelFlag never = false;
        return unpackSource(path, choice, folder(), {}, never);
    }
    /// The CSV with LF line ends, or "kind: sentence".
    QString text(const QString& path, const QString& choice = {}) const;
    /// Names of all files there.
    QStringList files() const;

private:
    QTemporaryDir m_dir;
};

} // namespace stevedore::csvtest
