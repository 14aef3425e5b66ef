// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/keys.h"

#include "transfer/partplan.h"

#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

/// As the CRM compares.
QByteArray folded(const std::string& key)
{
    return QString::fromStdString(key).toCaseFolded().toUtf8();
}

/// Where each source column stands in the rows as they are sent; -1 if it does not.
int placeOf(const SentRows& rows, int column)
{
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        if (rows.columns[i]->column == column)
            return int(i);
    }
    return -1;
}

class Collector
{
public:
    Collector(std::vector<KeyGroup> groups, qint64 most)
        : m_groups(std::move(groups)), m_seen(m_groups.size()), m_most(most)
    {
    }

    void take(const SentRows& rows)
    {
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            for (const int column : m_groups[g].columns) {
                if (const int place = placeOf(rows, column); place >= 0)
                    takeColumn(g, rows, size_t(place));
            }
        }
    }

    void forgetOwn(const SentRows& rows)
    {
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            const int place = m_groups[g].ownColumn ? placeOf(rows, *m_groups[g].ownColumn) : -1;
            for (std::size_t row = 0; place >= 0 && row < rows.values.size(); ++row)
                m_seen[g].remove(folded(rows.values[row][size_t(place)]));
        }
    }

    bool hasOwn() const
    {
        return std::any_of(m_groups.begin(), m_groups.end(), [](const KeyGroup& g) { return g.ownColumn.has_value(); });
    }

    FoundKeys result()
    {
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            std::vector<std::string>& keys = m_groups[g].keys;
            keys.erase(std::remove_if(keys.begin(), keys.end(),
                                      [&](const std::string& key) { return !m_seen[g].contains(folded(key)); }),
                       keys.end());
        }
        return {std::move(m_groups), std::move(m_beyond)};
    }

private:
    void takeColumn(std::size_t g, const SentRows& rows, std::size_t place)
    {
        KeyGroup& group = m_groups[g];
        for (std::size_t row = 0; row < rows.values.size(); ++row) {
            const std::string& key = rows.values[row][place];
            if (key.empty())
                continue;
            const QByteArray known = folded(key);
            if (m_seen[g].contains(known))
                continue;
            if (qint64(m_seen[g].size()) < m_most) {
                m_seen[g].insert(known);
                group.keys.push_back(key);
                continue;
            }
            group.tooMany = true;
            if (group.matches && (m_beyond.empty() || m_beyond.back() < rows.rows[row]))
                m_beyond.push_back(rows.rows[row]);
        }
    }

    std::vector<KeyGroup> m_groups;
    std::vector<QSet<QByteArray>> m_seen;
    std::vector<RowNumber> m_beyond;
    qint64 m_most;
};

} // namespace

std::vector<KeyGroup> keyGroups(const Mapping& mapping, const ModuleMeta& meta)
{
    std::vector<KeyGroup> out;
    const auto add = [&](const QString& module, const QString& keyField, int column, bool matches) {
        auto group = std::find_if(out.begin(), out.end(), [&](const KeyGroup& g) {
            return g.module == module && g.keyField == keyField && g.matches == matches;
        });
        if (group == out.end())
            group = out.insert(out.end(), KeyGroup{module, keyField, {}, matches, {}, {}, false});
        group->columns.push_back(column);
        return group;
    };
    const bool updates = mapping.operation == Operation::Update;
    if (const ColumnMapping* key = mapping.columnFor(mapping.findBy); key && updates)
        add(mapping.module, mapping.findBy, key->column, true);
    for (const ColumnMapping* const column : mapping.feeds()) {
        const Field* field = meta.field(column->field);
        if (!field || field->type != FieldType::Lookup || field->lookupModule.isEmpty())
            continue;
        const QString keyField = column->findBy.isEmpty() ? QStringLiteral("id") : column->findBy;
        const auto group = add(field->lookupModule, keyField, column->column, false);
        const ColumnMapping* own = mapping.columnFor(keyField);
        if (field->lookupModule == mapping.module && own && keyField != QLatin1String("id"))
            group->ownColumn = own->column;
    }
    return out;
}

Result<FoundKeys> findKeys(const PackSource& source, const RowSet& rows, std::vector<KeyGroup> groups, qint64 most,
                           const RowProgress& progress, const CancelFlag& cancel)
{
    if (groups.empty())
        return FoundKeys{};
    Collector collector(std::move(groups), most);
    const qint64 total = rows.count().value;
    const auto forChunks = [&](const auto& take) -> Result<void> {
        qint64 done = 0;
        // Pieces of the size of a part, so that memory stays flat.
        for (const PartRecord& piece : planParts(ImportId(0), 1, Route::Job, rows)) {
            const auto read = readSentRows(
                source, RowSet::decoded(piece.rows).value_or(RowSet()), [](qint64, qint64) {}, cancel);
            if (!read)
                return fail(read.error());
            take(*read);
            done += piece.rowCount;
            progress(done, total);
        }
        return {};
    };
    if (auto read = forChunks([&](const SentRows& some) { collector.take(some); }); !read)
        return fail(read.error());
    if (collector.hasOwn()) {
        if (auto read = forChunks([&](const SentRows& some) { collector.forgetOwn(some); }); !read)
            return fail(read.error());
    }
    return collector.result();
}

} // namespace stevedore
