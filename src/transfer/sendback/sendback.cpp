// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sendback/sendback.h"

#include "base/durablefile.h"
#include "csv/durablecsv.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>
#include <QUuid>

#include <algorithm>
#include <map>
#include <set>

namespace stevedore {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("SendBack", text);
}

/// A cell that is another value than before.
struct Changed
{
    RowNumber row;
    std::map<int, QString> cells; ///< by column of the base
};

class Writer
{
public:
    Writer(const SendBackSource& source, const QString& folder, const CancelFlag& cancel)
        : m_source(source), m_folder(folder), m_cancel(cancel), m_id(idColumn(source.base->rawHeader()))
    {
    }

    Result<SendBack> run()
    {
        if (m_id < 0)
            return fail(FailureKind::Usage,
                        tr("The exported file has no column with the records' ids, so its records cannot be found."));
        if (auto found = findChanges(); !found)
            return fail(found.error());
        if (m_columns.empty())
            return fail(FailureKind::Usage, m_out.columns.isEmpty()
                                                ? tr("Nothing is another value than before.")
                                                : tr("Only columns were changed that cannot be written: %1.")
                                                      .arg(m_out.columns.join(QStringLiteral(", "))));
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
        const Field* field = exportedField(name, m_source.meta);
        if (field && isTarget(*field, Operation::Update) && column != m_id) {
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
                return fail(FailureKind::Cancelled, tr("Sending back was stopped."));
            reader.seek(number);
            const RowView* row = reader.next();
            if (!row)
                return fail(reader.failure().value_or(Failure{
                    FailureKind::Source, tr("The exported file is not what it was. Export it again."), {}, {}}));
            if (auto taken = take(*row); !taken)
                return taken;
        }
        return {};
    }

    Result<void> write()
    {
        const QString folder = m_folder + QLatin1Char('/') + QUuid::createUuid().toString(QUuid::WithoutBraces);
        if (auto made = makePrivateFolder(folder); !made)
            return made;
        m_out.changesPath = folder + QStringLiteral("/changes.csv");
        m_out.beforePath = folder + QStringLiteral("/before.csv");
        QStringList header{QStringLiteral("id")};
        for (const int column : m_columns)
            m_out.fields.append(exportedField(m_source.base->rawHeader().value(column), m_source.meta)->apiName);
        header += m_out.fields;
        DurableCsv changes(m_out.changesPath);
        DurableCsv before(m_out.beforePath);
        if (auto opened = changes.open(header); !opened)
            return opened;
        if (auto opened = before.open(header); !opened)
            return opened;
        std::vector<RowNumber> rows;
        for (const Changed& changed : m_changes)
            rows.push_back(changed.row);
        auto change = m_changes.begin();
        auto done = eachRow(rows, [&](const RowView& row) { return writeRow(row, *change++, changes, before); });
        if (done)
            done = before.commit();
        return done ? changes.commit() : done;
    }

    Result<void> writeRow(const RowView& row, const Changed& change, DurableCsv& changes, DurableCsv& before)
    {
        const QString id = toQt(row.cells[std::size_t(m_id)]);
        changes.cell(id);
        before.cell(id);
        for (const int column : m_columns) {
            const QString value = valueOf(row, column);
            const auto changed = change.cells.find(column);
            changes.cell(changed == change.cells.end() ? value : changed->second);
            before.cell(value);
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
    std::vector<Changed> m_changes; ///< by row
    std::set<int> m_columns;        ///< in which something changed
    SendBack m_out;
};

} // namespace

const Field* exportedField(const QString& column, const ModuleMeta& meta)
{
    if (const Field* field = meta.field(column))
        return field;
    const Field* found = nullptr;
    for (const Field& field : meta.fields) {
        if (field.label != column)
            continue;
        if (found)
            return nullptr;
        found = &field;
    }
    return found;
}

Result<SendBack> writeSendBack(const SendBackSource& source, const QString& folder, const CancelFlag& cancel)
{
    return Writer(source, folder, cancel).run();
}

Mapping sendBackMapping(const SendBack& back, const ModuleMeta& meta)
{
    const auto columnOf = [](int column, const QString& name) {
        ColumnMapping out;
        out.column = column;
        out.header = name;
        out.field = name;
        out.match = MatchKind::Exact;
        // What the CRM gave goes back as it stands.
        out.conversion.trim = false;
        return out;
    };
    Mapping out;
    out.module = meta.module.apiName;
    out.operation = Operation::Update;
    out.findBy = QStringLiteral("id");
    out.eraseEmpty = true;
    out.columns.push_back(columnOf(0, QStringLiteral("id")));
    for (const QString& name : back.fields) {
        ColumnMapping column = columnOf(int(out.columns.size()), name);
        const Field* field = meta.field(name);
        if (field && (field->type == FieldType::Lookup || field->type == FieldType::Owner))
            column.findBy = QStringLiteral("id");
        // Bulk read joins several values with a comma (Zoho CRM API v8, Bulk read, Download result).
        if (field && field->type == FieldType::MultiPicklist)
            column.conversion.separator = ',';
        out.columns.push_back(std::move(column));
    }
    return out;
}

} // namespace stevedore
