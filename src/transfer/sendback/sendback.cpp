// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sendback/sendback.h"

#include "base/durablefile.h"
#include "base/planted.h"
#include "csv/durablecsv.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>
#include <QMultiHash>
#include <QUuid>

#include <algorithm>
#include <map>
#include <set>

namespace stevedore {

namespace {

struct SendBackText
{
    Q_DECLARE_TR_FUNCTIONS(SendBack)
};

/// A cell that is another value than before.
struct Changed
{
    RowNumber row;
    std::map<int, QString> cells; ///< by column of the base
};

class FileWriter
{
public:
    FileWriter(const SendBackSource& source, QString folder, const CancelFlag& cancel)
        : m_source(source), m_folder(std::move(folder)), m_cancel(cancel), m_id(idColumn(source.base->rawHeader())),
          m_fields(exportedFields(source.base->rawHeader(), source.meta, source.request))
    {
        m_out.crmTimeZone = source.crmTimeZone;
    }

    Result<SendBack> run()
    {
        if (m_id < 0)
            return fail(FailureKind::Usage,
                        SendBackText::tr(
                            "The exported file has no column with the records' ids, so its records cannot be found."));
        if (auto found = findChanges(); !found)
            return fail(found.error());
        if (m_columns.empty())
            return fail(FailureKind::Usage,
                        m_out.columns.isEmpty()
                            ? SendBackText::tr("Nothing is another value than before.")
                            : SendBackText::tr("Only columns were changed that cannot be written: %1.")
                                  .arg(m_out.columns.join(QStringLiteral(", "))));
        if (auto judged = judge(); !judged)
            return fail(judged.error());
        if (auto written = write(); !written)
            return fail(written.error());
        return m_out;
    }

private:
    QString valueOf(const RowView& row, int column) const
    {
        const QString value = toQt(row.cells[std::size_t(column)]);
        return m_source.safe ? withoutSafety(value) : value;
    }

    /// The edits that change something, with the rows in their order.
    Result<void> findChanges()
    {
        std::vector<RowNumber> rows;
        for (auto it = m_source.edits.cells.keyBegin(); it != m_source.edits.cells.keyEnd(); ++it)
            if (!m_source.edits.leftOut.contains(*it))
                rows.push_back(*it);
        std::sort(rows.begin(), rows.end());
        return eachRow(rows, [this](const RowView& row) {
            const QMap<int, QString> edits = m_source.edits.cells.value(row.number);
            Changed changed{row.number, {}};
            for (auto edit = edits.begin(); edit != edits.end(); ++edit)
                if (edit.value() != valueOf(row, edit.key()) && isWritable(edit.key()))
                    changed.cells.emplace(edit.key(), edit.value());
            if (!changed.cells.empty())
                m_changes.push_back(std::move(changed));
            return Result<void>();
        });
    }

    bool isWritable(int column)
    {
        const QString name = m_source.base->rawHeader().value(column);
        const Field* field = m_source.meta.field(m_fields.value(column));
        const bool isTimeless = field && field->type == FieldType::DateTime && m_source.crmTimeZone.isEmpty();
        if (field && isTarget(*field, Operation::Update) && column != m_id && !isTimeless) {
            m_columns.insert(column);
            return true;
        }
        if (!m_out.columns.contains(name))
            m_out.columns.append(name);
        return false;
    }

    Result<void> eachRow(const std::vector<RowNumber>& rows, const std::function<Result<void>(const RowView&)>& take)
    {
        RowReader reader(m_source.base, rows.empty() ? RowNumber(1) : rows.front());
        for (const RowNumber number : rows) {
            if (m_cancel)
                return fail(FailureKind::Cancelled, SendBackText::tr("Sending back was stopped."));
            reader.seek(number);
            const RowView* row = reader.next();
            if (!row)
                return fail(reader.failure().value_or(
                    Failure{FailureKind::Source,
                            SendBackText::tr("The exported file is not what it was. Export it again."),
                            {},
                            {}}));
            if (auto taken = take(*row); !taken)
                return taken;
        }
        return {};
    }

    /// Whether all rows were changed in the same columns, and whether something was emptied.
    Result<void> judge()
    {
        m_uniform = std::all_of(m_changes.begin(), m_changes.end(),
                                [this](const Changed& changed) { return changed.cells.size() == m_columns.size(); });
        m_out.erases = std::any_of(m_changes.begin(), m_changes.end(), [](const Changed& changed) {
            return std::any_of(changed.cells.begin(), changed.cells.end(),
                               [](const auto& cell) { return cell.second.isEmpty(); });
        });
        if (m_out.erases && !m_uniform)
            return fail(
                FailureKind::Usage,
                SendBackText::tr(
                    "Cells were emptied, and other cells were changed in other columns. What is empty either erases "
                    "or is left alone, for all records that are sent at a time: send the emptied column back by "
                    "itself."));
        return {};
    }

    Result<void> write()
    {
        const QString folder = m_folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces);
        if (auto made = makePrivateFolder(folder); !made)
            return made;
        m_out.changesPath = folder + QStringLiteral("/changes.csv");
        const QString beforePath = folder + QStringLiteral("/before.csv");
        if (m_uniform)
            m_out.beforePath = beforePath;
        QStringList header{QStringLiteral("id")};
        for (const int column : m_columns)
            m_out.fields.append(m_fields.value(column));
        header += m_out.fields;
        DurableCsv changes(m_out.changesPath);
        DurableCsv before(beforePath);
        if (auto opened = changes.open(header); !opened)
            return opened;
        if (auto opened = before.open(header); !opened)
            return opened;
        std::vector<RowNumber> rows;
        for (const Changed& changed : m_changes)
            rows.push_back(changed.row);
        auto change = m_changes.begin();
        auto done = eachRow(rows, [&](const RowView& row) { return writeRow(row, *change++, changes, before); });
        if (done && m_uniform)
            done = before.commit();
        return done ? changes.commit() : done;
    }

    Result<void> writeRow(const RowView& row, const Changed& change, DurableCsv& changes, DurableCsv& before)
    {
        const QString id = toQt(row.cells[std::size_t(m_id)]);
        changes.cell(id);
        before.cell(id);
        for (const int column : m_columns) {
            const auto changed = change.cells.find(column);
            const QString untouched =
                STEVEDORE_PLANTED_BUG("untouched-cells-sent-back") ? valueOf(row, column) : QString();
            changes.cell(changed == change.cells.end() ? untouched : changed->second);
            before.cell(valueOf(row, column));
        }
        ++m_out.rows;
        m_out.cells += qint64(change.cells.size());
        if (auto ended = before.endRow(); !ended)
            return ended;
        return changes.endRow();
    }

    const SendBackSource& m_source;
    QString m_folder;
    const CancelFlag& m_cancel;
    int m_id;
    QStringList m_fields; ///< of the columns
    bool m_uniform = false;
    std::vector<Changed> m_changes; ///< by row
    std::set<int> m_columns;        ///< in which something changed
    SendBack m_out;
};

} // namespace

QStringList exportedFields(const QStringList& columns, const ModuleMeta& meta,
                           const std::optional<ExportRequest>& request)
{
    QMultiHash<QString, QString> byLabel;
    for (const Field& field : meta.fields)
        byLabel.insert(request ? request->heads.value(field.apiName, field.label) : field.label, field.apiName);
    const bool labels =
        request ? request->file.labels : !std::all_of(columns.begin(), columns.end(), [&](const QString& name) {
            return name.contains(QLatin1Char('.')) || meta.field(name) ||
                   name.compare(QLatin1String("id"), Qt::CaseInsensitive) == 0;
        });
    QStringList out;
    for (const QString& name : columns) {
        if (!labels)
            out.append(meta.field(name) ? name : QString());
        else
            out.append(byLabel.count(name) == 1 ? byLabel.value(name) : QString());
    }
    return out;
}

Result<SendBack> writeSendBack(const SendBackSource& source, const QString& folder, const CancelFlag& cancel)
{
    return FileWriter(source, folder, cancel).run();
}

ColumnMapping columnAsExported(int column, const QString& field, const ModuleMeta& meta, const QString& crmTimeZone)
{
    ColumnMapping out;
    out.column = column;
    out.header = field;
    out.field = field;
    out.match = MatchKind::Exact;
    // What the CRM gave goes back as it stands.
    out.conversion.trim = false;
    const Field* const known = meta.field(field);
    if (!known)
        return out;
    if (known->type == FieldType::Lookup || known->type == FieldType::Owner)
        out.findBy = QStringLiteral("id");
    if (known->type == FieldType::MultiPicklist)
        out.conversion.separator = ',';
    if (known->type == FieldType::DateTime && !crmTimeZone.isEmpty()) {
        out.conversion.datePattern = QStringLiteral("yyyy-MM-dd'T'HH:mm:sst");
        out.conversion.crmTimeZone = crmTimeZone;
    }
    return out;
}

Mapping sendBackMapping(const SendBack& back, const ModuleMeta& meta)
{
    Mapping out;
    out.module = meta.module.apiName;
    out.operation = Operation::Update;
    out.findBy = QStringLiteral("id");
    out.eraseEmpty = back.erases;
    for (const QString& name : QStringList(QStringLiteral("id")) + back.fields)
        out.columns.push_back(columnAsExported(int(out.columns.size()), name, meta, back.crmTimeZone));
    return out;
}

} // namespace stevedore
