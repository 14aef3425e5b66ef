// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/senttry.h"

#include "base/rowset.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

namespace {

using Cells = QMap<QString, QString>;

QString sentText(const QJsonValue& value)
{
    if (value.isObject())
        return value.toObject().value(QLatin1String("id")).toString();
    if (value.isArray()) {
        QStringList all;
        for (const auto& one : value.toArray())
            all.append(sentText(one));
        return all.join(QLatin1Char(';'));
    }
    return value.toVariant().toString();
}

/// The records of a request stand in the order of the part's rows.
Cells fromRequest(const QByteArray& body, qsizetype place)
{
    const QJsonArray records = QJsonDocument::fromJson(body).object().value(QLatin1String("data")).toArray();
    const QJsonObject record = records.at(place).toObject();
    Cells out;
    for (auto field = record.begin(); field != record.end(); ++field)
        out.insert(field.key(), sentText(field.value()));
    return out;
}

Cells fromZip(const Spool& spool, const PartRecord& part, RowNumber row)
{
    const auto values = spool.sentValues(part, {row}, {});
    Cells out;
    if (!values || values->rows.empty())
        return out;
    const auto& cells = values->rows.begin()->second;
    for (qsizetype i = 0; i < values->fields.size(); ++i)
        out.insert(values->fields[i].apiName, QString::fromStdString(cells[std::size_t(i)]));
    return out;
}

} // namespace

QMap<QString, QString> sentCellsOf(const Spool& spool, const SentTry& sent, RowNumber row)
{
    if (!sent.part.zipName.isEmpty())
        return fromZip(spool, sent.part, row);
    const auto rows = RowSet::decoded(sent.part.rows);
    if (sent.request.isEmpty() || !rows)
        return {};
    qsizetype place = 0;
    for (const RowNumber one : rows->rows()) {
        if (one == row)
            return fromRequest(sent.request, place);
        ++place;
    }
    return {};
}

} // namespace stevedore
