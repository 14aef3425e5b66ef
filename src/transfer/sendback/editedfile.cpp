// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sendback/editedfile.h"

#include "base/hash.h"
#include "csv/csvwriter.h"
#include "mapping/utf8.h"
#include "transfer/corrected/celldamage.h"
#include "transfer/dryrun/keyindex.h"
#include "transfer/undo/beforeimage.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace stevedore {

namespace {

constexpr std::size_t blockRows = 20'000;

struct EditedFileText
{
    Q_DECLARE_TR_FUNCTIONS(EditedFile)
};

Unexpected noIds(const QString& path)
{
    return fail(
        FailureKind::Source,
        EditedFileText::tr("%1 has no column with the records' ids, so its rows cannot be told. Keep the column id.")
            .arg(path));
}

/// A column that both files have.
struct Pair
{
    int inEdited = 0;
    int inBase = 0;
};

struct Line
{
    RowNumber fileRow;
    RowNumber row; ///< of the base, once it is known
    std::string id;
    std::vector<std::string> cells; ///< as the pairs
    bool outOfShape = false;
};

class Comparer
{
public:
    Comparer(const std::shared_ptr<const CsvFile>& base, const std::shared_ptr<const CsvFile>& edited,
             const EditedOptions& options, const CancelFlag& cancel)
        : m_base(base), m_edited(edited), m_options(options), m_cancel(cancel), m_baseId(idColumn(base->rawHeader())),
          m_editedId(idColumn(edited->rawHeader())), m_index(base->knownRows()),
          m_seen(std::size_t(base->knownRows().value) + 1),
          m_text(edited->dialect().encoding.toUpper().startsWith("UTF") ? FileText::Unicode : FileText::OldCodePage)
    {
    }

    Result<EditedFile> run()
    {
        if (m_baseId < 0 || m_editedId < 0)
            return noIds(m_baseId < 0 ? m_base->path() : m_edited->path());
        pairColumns();
        if (auto indexed = indexBase(); !indexed)
            return fail(indexed.error());
        if (auto compared = compareAll(); !compared)
            return fail(compared.error());
        m_out.missingRows = std::count(m_seen.begin() + 1, m_seen.end(), false);
        return std::move(m_out);
    }

private:
    void pairColumns()
    {
        const QStringList& names = m_edited->columns();
        for (int i = 0; i < names.size(); ++i) {
            if (i == m_editedId)
                continue;
            const auto at = m_base->columns().indexOf(names[i]);
            if (at >= 0 && int(at) != m_baseId)
                m_pairs.push_back({i, int(at)});
            else
                m_out.unknownColumns.append(names[i]);
        }
    }

    Result<void> indexBase()
    {
        RowReader reader(m_base, RowNumber(1));
        while (const RowView* row = reader.next()) {
            if (m_cancel)
                return fail(FailureKind::Cancelled, {});
            m_index.add(hashBytes(row->cells[std::size_t(m_baseId)]), row->number);
        }
        m_index.finish();
        return reader.failure() ? fail(*reader.failure()) : Result<void>();
    }

    Result<void> compareAll()
    {
        RowReader reader(m_edited, RowNumber(1));
        std::vector<Line> block;
        while (const RowView* row = reader.next()) {
            if (m_cancel)
                return fail(FailureKind::Cancelled, {});
            if (std::all_of(row->cells.begin(), row->cells.end(), [](std::string_view cell) { return cell.empty(); }))
                continue;
            ++m_out.rows;
            block.push_back(lineOf(*row));
            if (block.size() < blockRows)
                continue;
            if (auto compared = compareBlock(block); !compared)
                return compared;
        }
        return reader.failure() ? fail(*reader.failure()) : compareBlock(block);
    }

    Line lineOf(const RowView& row) const
    {
        Line out;
        out.fileRow = row.number;
        const std::string id(row.cells[std::size_t(m_editedId)]);
        out.id = m_options.safe ? withoutSafety(QString::fromStdString(id)).toStdString() : id;
        out.outOfShape = row.cellsInFile != m_edited->columnCount();
        for (const Pair& pair : m_pairs)
            out.cells.emplace_back(row.cells[std::size_t(pair.inEdited)]);
        return out;
    }

    /// Of the rows with the hash of this id, the one that has it; 0 if none does.
    Result<RowNumber> rowOf(const std::string& id, RowReader& base) const
    {
        for (const KeyIndex::Entry& entry : m_index.find(hashBytes(id))) {
            base.seek(RowNumber(entry.record));
            const RowView* row = base.next();
            if (!row)
                return fail(base.failure().value_or(Failure{
                    FailureKind::Source, EditedFileText::tr("The exported file can no longer be read."), {}, {}}));
            if (row->cells[std::size_t(m_baseId)] == id)
                return row->number;
        }
        return RowNumber(0);
    }

    Result<void> compareBlock(std::vector<Line>& block)
    {
        // Hashes of ids rise as little as the ids do; by their rows the base is walked through once.
        RowReader base(m_base, RowNumber(1));
        for (Line& line : block) {
            const auto entries = m_index.find(hashBytes(line.id));
            line.row = entries.empty() ? RowNumber(0) : RowNumber(entries.front().record);
        }
        std::stable_sort(block.begin(), block.end(), [](const Line& a, const Line& b) { return a.row < b.row; });
        for (const Line& line : block) {
            const auto row = rowOf(line.id, base);
            if (!row)
                return fail(row.error());
            if (*row == RowNumber(0)) {
                ++m_out.unknownRows;
                found({DamageKind::RowUnknown, {}, -1, {}, QString::fromStdString(line.id), line.fileRow});
                continue;
            }
            base.seek(*row);
            const RowView* const view = base.next();
            if (!view)
                return fail(FailureKind::Source, EditedFileText::tr("The exported file can no longer be read."));
            compareRow(line, *view);
        }
        block.clear();
        return {};
    }

    void compareRow(const Line& line, const RowView& row)
    {
        if (line.outOfShape || m_seen[std::size_t(row.number.value)]) {
            found(
                {line.outOfShape ? DamageKind::RowShape : DamageKind::RowTwice, row.number, -1, {}, {}, line.fileRow});
            m_seen[std::size_t(row.number.value)] = true;
            return;
        }
        m_seen[std::size_t(row.number.value)] = true;
        for (std::size_t i = 0; i < m_pairs.size(); ++i)
            if (row.cells[std::size_t(m_pairs[i].inBase)] != line.cells[i])
                compareCell(line, row, i);
    }

    void compareCell(const Line& line, const RowView& row, std::size_t pair)
    {
        const auto plain = [this](const QString& value) { return m_options.safe ? withoutSafety(value) : value; };
        const int column = m_pairs[pair].inBase;
        const QString before = plain(toQt(row.cells[std::size_t(column)]));
        const QString after = plain(toQt(line.cells[pair]));
        if (before == after)
            return;
        if (const auto kind = cellDamage(before, after, m_text)) {
            found({*kind, row.number, column, before, after, line.fileRow});
            if (!m_options.takeAll)
                return;
        }
        m_out.edits.set({row.number, column, after});
    }

    void found(Damage damage)
    {
        ++m_out.counts[std::size_t(damage.kind)];
        if (!isHarmless(damage.kind) && m_out.damages.size() < mostEditedDamages)
            m_out.damages.push_back(std::move(damage));
    }

    std::shared_ptr<const CsvFile> m_base;
    std::shared_ptr<const CsvFile> m_edited;
    EditedOptions m_options;
    const CancelFlag& m_cancel;
    int m_baseId;
    int m_editedId;
    std::vector<Pair> m_pairs;
    KeyIndex m_index;
    std::vector<bool> m_seen; ///< rows of the base
    FileText m_text;
    EditedFile m_out;
};

} // namespace

qint64 EditedFile::damaged() const
{
    return std::accumulate(counts.begin() + int(DamageKind::TruthForm) + 1, counts.end(), qint64(0));
}

Result<EditedFile> compareEdited(const std::shared_ptr<const CsvFile>& base,
                                 const std::shared_ptr<const CsvFile>& edited, const EditedOptions& options,
                                 const CancelFlag& cancel)
{
    return Comparer(base, edited, options, cancel).run();
}

} // namespace stevedore
