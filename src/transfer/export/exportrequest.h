// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crm/condition/condition.h"

#include <QMap>
#include <QStringList>

namespace stevedore {

enum class ExportFormat {
    Csv,
    CsvGz,
    Xlsx, ///< at most 1,048,575 records and 32,767 characters a cell
    Ics,  ///< of the module Events only; takes no fields
};
/// "csv", "csv.gz", "xlsx", "ics": stable words, and what file names end with.
QString formatWord(ExportFormat format);
std::optional<ExportFormat> formatFrom(const QString& word);
/// By the end of a file's name; CSV if it says nothing.
ExportFormat formatOf(const QString& path);

/// How the file is written.
struct ExportFile
{
    ExportFormat format = ExportFormat::Csv;
    bool labels = false;  ///< column heads as people see the fields; else api_names, with which it can be sent back
    char delimiter = ','; ///< of CSV
    QString encoding = QStringLiteral("UTF-8"); ///< of CSV; a name that QStringEncoder or ICU knows
    bool mark = false;                          ///< a byte order mark in front of UTF-8
    bool safe = false; ///< an apostrophe in front of what a spreadsheet would take for a formula

    bool operator==(const ExportFile&) const = default;
};

/// What is asked of the CRM, and how it is written down.
struct ExportRequest
{
    QString module;
    QStringList fields; ///< in the order of the columns, at most 200, dotted ones reach parents; empty: all
    Condition where;    ///< relative times count from the start of the export
    QString view;       ///< id of a custom view whose conditions hold, too; empty: none
    QString viewName;
    ExportFile file;
    QMap<QString, QString> heads = {}; ///< labels of the fields as they were at the start, by api_name; set by start()

    bool operator==(const ExportRequest&) const = default;
};

/// The form in which requests lie in the journal and in saved files; `where` is in its text form.
QByteArray exportRequestJson(const ExportRequest& request);
/// Fails with FailureKind::Usage and names what is wrong.
Result<ExportRequest> exportRequestFrom(const QByteArray& json);

} // namespace stevedore
