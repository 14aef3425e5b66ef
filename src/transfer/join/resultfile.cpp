// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/resultfile.h"

#include "transfer/join/echo.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

struct ResultFileText
{
    Q_DECLARE_TR_FUNCTIONS(ResultFile)
};

/// Where a column of the CRM's own stands: spelled exactly, else in another case; the last one, because the CRM writes
/// its columns behind those that it repeats, and a field may have the same name.
std::optional<std::size_t> ownColumn(const QStringList& names, QLatin1String name)
{
    for (const auto sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive})
        for (qsizetype i = names.size(); i-- > 0;)
            if (names[i].trimmed().compare(name, sensitivity) == 0)
                return std::size_t(i);
    return std::nullopt;
}

Unexpected damagedCopy()
{
    return fail(FailureKind::Disk, ResultFileText::tr("The stored copy of what was sent is damaged."));
}

std::string echoOf(const RowView& row, const std::vector<std::size_t>& columns)
{
    std::size_t size = columns.size();
    for (const std::size_t column : columns)
        size += row.cells[column].size();
    std::string echo;
    echo.reserve(size);
    for (const std::size_t column : columns)
        appendEchoCell(echo, row.cells[column]);
    return echo;
}

} // namespace

Result<ResultTable> readResult(const MemoryCsv& csv, const QStringList& sent)
{
    const QStringList& names = csv.header();
    const auto status = ownColumn(names, QLatin1String("STATUS"));
    const auto id = ownColumn(names, QLatin1String("RECORD_ID"));
    const auto errors = ownColumn(names, QLatin1String("ERRORS"));
    if (!status || !id || !errors)
        return fail(FailureKind::Server,
                    ResultFileText::tr(
                        "The CRM's result has no columns STATUS, RECORD_ID and ERRORS; its rows cannot be told apart."),
                    names.join(QLatin1Char('|')));
    ResultTable out;
    std::vector<std::size_t> echoed;
    for (std::size_t i = 0; i < std::size_t(names.size()); ++i) {
        const QString name = names[qsizetype(i)].trimmed();
        if (i == *status || i == *id || i == *errors || !sent.contains(name) || out.columns.contains(name))
            continue;
        out.columns.append(name);
        echoed.push_back(i);
    }
    MemoryRows reader(csv);
    while (const RowView* row = reader.next()) {
        // A row with more or fewer cells than the header may have been cut anywhere, or be shifted: it proves nothing.
        const bool whole = !(row->flags & (RowFlag::TooFewCells | RowFlag::TooManyCells | RowFlag::UnclosedQuote));
        out.rows.push_back({echoOf(*row, echoed), whole ? std::string(row->cells[*status]) : std::string(),
                            std::string(row->cells[*id]), std::string(row->cells[*errors])});
    }
    return out;
}

Result<SentTable> readSent(const MemoryCsv& csv, const std::vector<RowNumber>& rows, const QStringList& echoed)
{
    SentTable out{rows, {}};
    std::vector<std::size_t> columns;
    for (const QString& name : echoed)
        columns.push_back(std::size_t(csv.header().indexOf(name)));
    out.echo.reserve(rows.size());
    MemoryRows reader(csv);
    while (const RowView* row = reader.next())
        out.echo.push_back(echoOf(*row, columns));
    if (out.echo.size() != rows.size())
        return damagedCopy();
    return out;
}

Result<SentValues> readSentValues(const MemoryCsv& csv, const std::vector<RowNumber>& rows,
                                  const std::vector<RowNumber>& wanted, const ModuleMeta& meta)
{
    SentValues out;
    for (const QString& name : csv.header()) {
        const Field* known = meta.field(name);
        Field text;
        text.apiName = name;
        out.fields.append(known ? *known : text);
    }
    MemoryRows reader(csv);
    std::size_t at = 0;
    const RowView* row = nullptr;
    while ((row = reader.next()) && at < rows.size()) {
        if (std::binary_search(wanted.begin(), wanted.end(), rows[at]))
            out.rows.emplace(rows[at],
                             std::vector<std::string>(row->cells.begin(), row->cells.begin() + csv.header().size()));
        ++at;
    }
    return out;
}

} // namespace stevedore
