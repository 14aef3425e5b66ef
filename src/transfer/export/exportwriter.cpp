// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/exportwriter.h"

#include "csv/memorycsv.h"
#include "transfer/export/calendar.h"
#include "transfer/export/csvrowsink.h"
#include "transfer/export/pageids.h"
#include "transfer/export/xlsxrowsink.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>
#include <QScopeGuard>

#include <algorithm>

namespace stevedore {

namespace {

struct ExportWriterText
{
    Q_DECLARE_TR_FUNCTIONS(ExportWriter)
};

/// The sinks of one file, in the order in which bytes go through them.
class Sinks
{
public:
    Sinks(DurableFile& file, const ExportFile& how, const QString& sheetName) : m_file(file)
    {
        m_bytes = &m_file;
        if (how.format == ExportFormat::CsvGz) {
            m_gzip.emplace(*m_bytes);
            m_bytes = &*m_gzip;
        }
        if (!isUtf8(how)) {
            m_encoding.emplace(*m_bytes, how.encoding);
            m_bytes = &*m_encoding;
        }
        if (how.format == ExportFormat::Xlsx)
            m_rows = std::make_unique<XlsxRowSink>(file, sheetName);
        else
            m_rows = std::make_unique<CsvRowSink>(*m_bytes, how.delimiter, how.safe);
    }

    static bool isUtf8(const ExportFile& how)
    {
        return how.format == ExportFormat::Xlsx || how.format == ExportFormat::Ics ||
               how.encoding.compare(QLatin1String("UTF-8"), Qt::CaseInsensitive) == 0;
    }
    ByteSink& bytes() { return *m_bytes; }
    RowSink& rows() { return *m_rows; }
    qint64 replaced() const { return m_encoding ? m_encoding->replaced() : 0; }

private:
    FileSink m_file;
    std::optional<GzipSink> m_gzip;
    std::optional<EncodingSink> m_encoding;
    ByteSink* m_bytes;
    std::unique_ptr<RowSink> m_rows;
};

class Writer
{
public:
    Writer(const ExportPages& source, DurableFile& file, const std::function<void(qint64)>& progress,
           const CancelFlag& cancel)
        : m_source(source), m_how(source.request.file), m_sinks(file, m_how, source.request.module),
          m_progress(progress), m_cancel(cancel)
    {
    }

    Result<WrittenExport> run()
    {
        auto repeated =
            repeatedRecords(int(m_source.pages.size()), [this](int page) -> Result<std::vector<std::uint64_t>> {
                const PageRecord& record = m_source.pages[std::size_t(page)];
                return record.zipName.isEmpty() ? Result<std::vector<std::uint64_t>>() : m_source.spool.ids(record);
            });
        if (!repeated)
            return fail(repeated.error());
        m_asItCame = std::all_of(repeated->begin(), repeated->end(), [](const auto& rows) { return rows.empty(); });
        if (m_how.mark && m_how.format != ExportFormat::Xlsx && m_how.format != ExportFormat::Ics &&
            Sinks::isUtf8(m_how))
            if (auto marked = m_sinks.bytes().write("\xEF\xBB\xBF"); !marked)
                return fail(marked.error());
        for (std::size_t i = 0; i < m_source.pages.size(); ++i) {
            if (m_cancel)
                return fail(FailureKind::Cancelled, ExportWriterText::tr("Writing was stopped."));
            if (auto done = page(m_source.pages[i], (*repeated)[i]); !done)
                return fail(done.error());
            m_progress(m_out.records);
        }
        if (auto done = end(); !done)
            return fail(done.error());
        m_out.replaced = m_sinks.replaced();
        return m_out;
    }

private:
    Result<void> page(const PageRecord& record, const std::vector<std::uint32_t>& repeated)
    {
        if (record.zipName.isEmpty())
            return {};
        auto content = m_source.spool.content(record, std::move(m_room));
        if (!content)
            return fail(content.error());
        const auto givenBack = qScopeGuard([&] { m_room = std::move(*content); });
        m_out.twice += qint64(repeated.size());
        if (m_how.format == ExportFormat::Ics)
            return m_calendar.append(*content, repeated, m_sinks.bytes(), m_out.records);
        const auto table = MemoryCsv::open(*content);
        if (!table)
            return fail(table.error());
        if (m_header.isEmpty()) {
            m_header = table->header();
            m_columns = exportColumns(m_header, m_source.request.fields);
        } else if (table->header() != m_header) {
            return fail(FailureKind::Server,
                        ExportWriterText::tr(
                            "The pages that the CRM sent do not have the same columns. Cancel the export and begin it "
                            "anew."));
        }
        if (m_asItCame && staysAsItCame())
            return copy(*content, record);
        if (auto headed = head(); !headed)
            return headed;
        return rows(*table, repeated);
    }

    /// The bytes of the page are those of the file, too.
    bool staysAsItCame() const
    {
        const bool plain = (m_how.format == ExportFormat::Csv || m_how.format == ExportFormat::CsvGz) &&
                           m_how.delimiter == ',' && !m_how.safe && !m_how.labels && Sinks::isUtf8(m_how);
        return plain && m_columns.size() == std::size_t(m_header.size()) &&
               std::is_sorted(m_columns.begin(), m_columns.end());
    }

    Result<void> copy(const QByteArray& content, const PageRecord& record)
    {
        QByteArrayView bytes(content);
        if (bytes.startsWith("\xEF\xBB\xBF"))
            bytes = bytes.sliced(3);
        // Names of fields have no line breaks.
        if (m_headed)
            bytes = bytes.sliced(bytes.indexOf('\n') + 1);
        m_headed = true;
        if (auto done = m_sinks.bytes().write(bytes); !done)
            return done;
        // What the CRM does not announce is counted.
        const auto ids = record.count < 0 ? m_source.spool.ids(record) : Result<std::vector<std::uint64_t>>();
        if (!ids)
            return fail(ids.error());
        m_out.records += record.count < 0 ? qint64(ids->size()) : record.count;
        return bytes.endsWith('\n') ? Result<void>() : m_sinks.bytes().write("\r\n");
    }

    Result<void> head()
    {
        if (std::exchange(m_headed, true))
            return {};
        QStringList names;
        for (std::size_t i = 0; i < m_columns.size(); ++i) {
            const QString name =
                m_columns[i] < 0 ? m_source.request.fields.value(qsizetype(i)) : m_header[m_columns[i]];
            names.append(m_how.labels ? m_source.request.heads.value(name, name) : name);
        }
        return m_sinks.rows().head(names);
    }

    Result<void> rows(const MemoryCsv& table, const std::vector<std::uint32_t>& repeated)
    {
        std::vector<std::string_view> cells(m_columns.size());
        MemoryRows rows(table);
        auto skip = repeated.begin();
        for (std::uint32_t number = 0; const RowView* row = rows.next(); ++number) {
            if (skip != repeated.end() && *skip == number) {
                ++skip;
                continue;
            }
            for (std::size_t i = 0; i < m_columns.size(); ++i)
                cells[i] = m_columns[i] < 0 ? std::string_view() : row->cells[std::size_t(m_columns[i])];
            if (auto done = m_sinks.rows().row(cells); !done)
                return done;
            ++m_out.records;
            constexpr qint64 recordsBetweenLooks = 4096;
            if (m_out.records % recordsBetweenLooks == 0 && m_cancel)
                return fail(FailureKind::Cancelled, ExportWriterText::tr("Writing was stopped."));
        }
        return {};
    }

    Result<void> end()
    {
        if (m_how.format == ExportFormat::Ics)
            return m_calendar.finish(m_sinks.bytes());
        // Without any record there is a head all the same, so that whoever reads the file knows what it is.
        if (!m_headed) {
            m_header = m_source.request.fields;
            if (idColumn(m_header) < 0)
                m_header.prepend(QStringLiteral("id"));
            m_columns = exportColumns(m_header, m_source.request.fields);
            if (auto headed = head(); !headed)
                return headed;
        }
        return m_sinks.rows().finish();
    }

    const ExportPages& m_source;
    const ExportFile& m_how;
    Sinks m_sinks;
    const std::function<void(qint64)>& m_progress;
    const CancelFlag& m_cancel;
    WrittenExport m_out;
    CalendarMerger m_calendar;
    QByteArray m_room;    ///< for the next page
    QStringList m_header; ///< of the CRM's pages
    std::vector<int> m_columns;
    bool m_headed = false;
    bool m_asItCame = false; ///< no page lacks a record, so that all of them may be copied
};

} // namespace

std::vector<int> exportColumns(const QStringList& sent, const QStringList& asked)
{
    std::vector<int> out;
    const int id = idColumn(sent);
    const bool idAsked = idColumn(asked) >= 0;
    const auto add = [&](int column) {
        if (column < 0 || std::find(out.begin(), out.end(), column) == out.end())
            out.push_back(column);
    };
    if (!idAsked && id == 0)
        add(0);
    for (const QString& name : asked)
        add(name.compare(QLatin1String("id"), Qt::CaseInsensitive) == 0 ? id : int(sent.indexOf(name)));
    for (int i = 0; i < sent.size(); ++i)
        add(i);
    return out;
}

Result<WrittenExport> writeExport(const ExportPages& pages, const QString& path,
                                  const std::function<void(qint64)>& progress, const CancelFlag& cancel)
{
    DurableFile file(path);
    if (auto opened = file.open(); !opened)
        return fail(opened.error());
    auto written = Writer(pages, file, progress, cancel).run();
    if (!written)
        return written;
    // Whoever stops it counts on the old file.
    if (cancel)
        return fail(FailureKind::Cancelled, ExportWriterText::tr("Writing was stopped."));
    file.device().flush();
    written->bytes = file.device().size();
    if (auto committed = file.commit(); !committed)
        return fail(committed.error());
    return written;
}

} // namespace stevedore
