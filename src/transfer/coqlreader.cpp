// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/coqlreader.h"

#include "crm/jsonvalue.h"
#include "csv/csvwriter.h"
#include "transfer/pacing.h"

#include <QJsonArray>
#include <QLocale>
#include <QVariant>

namespace stevedore {

namespace {

/// Of one answer, for one credit (Zoho CRM API v8, Query).
constexpr qint64 recordsInAnswer = 200;

QString cellOf(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        // A whole number keeps all its digits, which a double would not.
        const QVariant number = value.toVariant();
        return number.typeId() == QMetaType::LongLong
                   ? QString::number(number.toLongLong())
                   : QString::number(value.toDouble(), 'f', QLocale::FloatingPointShortest);
    }
    case QJsonValue::Object:
        return textOf(value.toObject().value(QLatin1String("id")));
    case QJsonValue::Array: {
        QStringList parts;
        for (const auto& part : value.toArray())
            parts.append(cellOf(part));
        return parts.join(QLatin1Char(';'));
    }
    default:
        return value.toString();
    }
}

} // namespace

QStringList cellsOfRecord(const QJsonObject& record, const QStringList& columns)
{
    QStringList cells;
    for (const QString& column : columns)
        cells.append(cellOf(record.value(column)));
    return cells;
}

CoqlReader::CoqlReader(const ReadTools& tools, QStringList queries, QStringList columns,
                       std::shared_ptr<RecordsFile> into)
    : m_tools(tools), m_queries(std::move(queries)), m_columns(std::move(columns)), m_into(std::move(into))
{
}

void CoqlReader::start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done)
{
    m_progress = progress;
    m_done = done;
    next();
}

void CoqlReader::next()
{
    const QString query = QStringLiteral("%1 limit %2, %3").arg(m_queries.first()).arg(m_offset).arg(recordsInAnswer);
    m_tools.api.query(query, this, [this](const Result<CoqlPage>& page) { answered(page); });
}

void CoqlReader::answered(const Result<CoqlPage>& page)
{
    if (!page) {
        ++m_tries;
        if (nextTry(page.error()) != NextTry::Later ||
            (m_tools.pace.mostTries > 0 && m_tries >= m_tools.pace.mostTries)) {
            m_done(fail(page.error()));
            return;
        }
        m_progress(m_records, page.error().sentence);
        m_tools.clock.callAfter(retryDelay(page.error(), m_tries), this, [this] { next(); });
        return;
    }
    m_tries = 0;
    ++m_credits;
    m_records += page->records.size();
    CsvWriter writer(m_csv);
    if (m_csv.empty())
        writer.row(m_columns);
    for (const QJsonObject& record : page->records)
        writer.row(cellsOfRecord(record, m_columns));
    m_progress(m_records, {});
    if (page->more && !page->records.isEmpty()) {
        m_offset += page->records.size();
        next();
        return;
    }
    if (auto stored = store(); !stored) {
        m_done(stored);
        return;
    }
    m_offset = 0;
    m_queries.removeFirst();
    if (m_queries.isEmpty())
        m_done({});
    else
        next();
}

Result<void> CoqlReader::store()
{
    auto stored = m_into->appendCsv(QByteArrayView(m_csv.data(), qsizetype(m_csv.size())));
    m_csv.clear();
    return stored;
}

} // namespace stevedore
