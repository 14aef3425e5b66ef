// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/stampreader.h"

#include "crm/jsonvalue.h"
#include "transfer/pacing.h"
#include "transfer/poolwork.h"
#include "transfer/undo/beforeimage.h"

namespace stevedore {

namespace {

/// By id, 100 cost a credit and a second; a read job costs 50 credits and at least as many seconds (Zoho CRM API v8,
/// API limits).
constexpr qsizetype mostById = 2'000;
constexpr qsizetype idsInCall = 100;
const QStringList stampFields{QStringLiteral("Modified_Time"), QStringLiteral("Modified_By")};

QDateTime timeFrom(const QString& text)
{
    return QDateTime::fromString(text.trimmed(), Qt::ISODate);
}

Result<RecordStamps> stampsIn(const std::shared_ptr<const CsvFile>& file)
{
    RecordStamps out;
    if (!file)
        return out;
    const QStringList& header = file->rawHeader();
    const int id = idColumn(header);
    const auto time = header.indexOf(stampFields[0]);
    const auto by = header.indexOf(stampFields[1]);
    if (id < 0 || time < 0)
        return fail(FailureKind::Server,
                    StampReader::tr("The CRM does not say when its records were changed. Nothing was undone."),
                    header.join(QLatin1Char('|')));
    const auto text = [](const RowView& row, qsizetype column) {
        if (column < 0)
            return QString();
        const std::string_view cell = row.cells[std::size_t(column)];
        return QString::fromUtf8(cell.data(), qsizetype(cell.size()));
    };
    out.reserve(qsizetype(file->knownRows().value));
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next())
        out.insert(text(*row, id), {timeFrom(text(*row, time)), text(*row, by)});
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

} // namespace

StampReader::StampReader(const ReadTools& tools, QString scratchFolder, QString module, QStringList ids,
                         const QDateTime& since)
    : m_tools(tools), m_scratch(std::move(scratchFolder)), m_module(std::move(module)), m_ids(std::move(ids)),
      m_since(since)
{
}

StampReader::~StampReader()
{
    *m_cancel = true;
}

void StampReader::start(const ReadProgress& progress, const Done& done)
{
    m_progress = progress;
    m_done = done;
    if (m_ids.size() <= mostById)
        readById(0);
    else
        readInBulk();
}

void StampReader::readById(qsizetype from)
{
    m_progress(from, {});
    if (from >= m_ids.size()) {
        QMetaObject::invokeMethod(
            this, [this] { m_done(m_stamps); }, Qt::QueuedConnection);
        return;
    }
    const QStringList some = m_ids.mid(from, idsInCall);
    m_tools.api.recordsById(m_module, some, stampFields, this, [this, from](const Result<QList<QJsonObject>>& records) {
        if (!records) {
            failedById(from, records.error());
            return;
        }
        m_tries = 0;
        for (const QJsonObject& record : *records) {
            const QJsonObject by = record.value(stampFields[1]).toObject();
            m_stamps.insert(textOf(record.value(QLatin1String("id"))),
                            {timeFrom(textOf(record.value(stampFields[0]))), textOf(by.value(QLatin1String("id"))),
                             textOf(by.value(QLatin1String("name")))});
        }
        readById(from + idsInCall);
    });
}

/// Reading does no harm: it is tried again for a few seconds.
void StampReader::failedById(qsizetype from, const Failure& failure)
{
    // Somebody waits for it and can ask again.
    constexpr int mostTries = 4;
    ++m_tries;
    if (nextTry(failure) != NextTry::Later || m_tries >= mostTries) {
        m_done(fail(failure));
        return;
    }
    m_progress(from, failure.sentence);
    m_tools.clock.callAfter(retryDelay(failure, m_tries), this, [this, from] { readById(from); });
}

void StampReader::readInBulk()
{
    auto file = RecordsFile::make(m_scratch);
    if (!file) {
        QMetaObject::invokeMethod(
            this, [this, failure = file.error()] { m_done(fail(failure)); }, Qt::QueuedConnection);
        return;
    }
    m_file = *file;
    ReadJobRequest request;
    request.module = m_module;
    request.fields = stampFields;
    // Zoho CRM API v8, Bulk read, criteria.
    request.criteria = {{QStringLiteral("field"), QJsonObject{{QStringLiteral("api_name"), stampFields[0]}}},
                        {QStringLiteral("comparator"), QStringLiteral("greater_equal")},
                        {QStringLiteral("value"),
                         m_since.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss")) + QStringLiteral("+00:00")}};
    m_bulk = std::make_unique<BulkReader>(m_tools, request, m_file);
    m_bulk->start(m_progress, [this](const Result<void>& result) { readBulkDone(result); });
}

void StampReader::readBulkDone(const Result<void>& result)
{
    if (!result) {
        m_done(fail(result.error()));
        return;
    }
    runOnPool(
        m_tools.pool, this,
        [file = m_file, records = m_bulk->records(), cancel = m_cancel]() -> Result<RecordStamps> {
            const auto opened = file->open(records, *cancel);
            if (!opened)
                return fail(opened.error());
            return stampsIn(*opened);
        },
        [this](const Result<RecordStamps>& stamps) { m_done(stamps); });
}

} // namespace stevedore
