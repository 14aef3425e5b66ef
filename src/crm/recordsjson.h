// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace stevedore {

/// The answer for one record of an insert, update or upsert call (Zoho CRM API v8, Insert records); positional.
struct RecordAnswer
{
    bool success = false; ///< carried out, and `id` says as which record
    bool refused = false; ///< not carried out, and `code` says why; neither: the answer does not tell
    bool updated = false; ///< upsert found the record and changed it
    QString id;           ///< of the record; with DUPLICATE_DATA that of the existing one, if the CRM says it
    QString code;
    QString field; ///< api_name at fault, if the CRM says it
    QString message;
    bool operator==(const RecordAnswer&) const = default;
};

QByteArray recordsBody(const QList<QJsonObject>& records, const QString& duplicateCheckField);
/// Nothing unless the body has data[] with exactly `expected` elements.
std::optional<QList<RecordAnswer>> recordAnswers(const QByteArray& body, qsizetype expected);

} // namespace stevedore
