// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace stevedore {

/// One code of a row's error text with the columns it names.
struct RowError
{
    QString code;
    QStringList fields; ///< api_names; may be empty
    bool operator==(const RowError&) const = default;
};

/// Reads "MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email" (Zoho CRM API v8, Bulk write, Download result).
/// Text of another form becomes one error without fields. Empty text gives nothing.
QList<RowError> parseErrors(const QString& text);

/// The reverse.
QString errorText(const QList<RowError>& errors);

} // namespace stevedore
