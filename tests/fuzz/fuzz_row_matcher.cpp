// SPDX-License-Identifier: GPL-3.0-or-later
// A part is sent, and a server that shuffles, tidies and forgets rows answers for it: no row may get another row's
// fate. Cells end with 0x1F and rows with 0x1E; the first character of a row says what becomes of it.
#include "fuzz/require.h"
#include "transfer/join/echo.h"
#include "transfer/resultjoin.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>

using namespace stevedore;
using test::require;

namespace {

struct Row
{
    QStringList values;
    RowOutcome truth;
    int tidied = 0; ///< how the server repeats its cells
    int place = 0;  ///< in the result
    bool lost = false;
};

constexpr qsizetype mostColumns = 3;
constexpr qsizetype mostRows = 60;

/// In other forms of the same bits: fate, tidying, place, and whether the server forgets the row.
Row rowFrom(const QString& line, qsizetype columns, int number)
{
    Row row;
    const int said = line.isEmpty() ? 0 : line[0].unicode();
    row.values = line.mid(1).split(QChar(0x1F));
    row.values.resize(columns);
    constexpr std::array fates{Fate::Added, Fate::Updated, Fate::Skipped, Fate::Refused};
    row.truth.fate = fates[std::size_t(said % 4)];
    if (row.truth.fate == Fate::Added || row.truth.fate == Fate::Updated)
        row.truth.recordId = QString::number(4'876'876'000'000'000 + number);
    if (row.truth.fate == Fate::Refused)
        row.truth.errors = QStringLiteral("INVALID_DATA-Email");
    row.tidied = said / 4 % 4;
    row.place = said * 31 % 61;
    row.lost = said / 16 % 8 == 7;
    return row;
}

/// What a server may do with a value that it repeats.
QString repeated(const QString& value, int how)
{
    constexpr qsizetype most = 40;
    switch (how) {
    case 1:
        return value.trimmed();
    case 2:
        return value.toUpper();
    case 3:
        return value.left(most).simplified();
    default:
        return value;
    }
}

std::string echoOf(const QStringList& values, int how)
{
    std::string out;
    for (const QString& value : values)
        appendEchoCell(out, repeated(value, how).toStdString());
    return out;
}

ResultRow resultOf(const Row& row)
{
    const bool in = !row.truth.recordId.isEmpty();
    return {echoOf(row.values, row.tidied),
            !in                               ? "skipped"
            : row.truth.fate == Fate::Updated ? "updated"
                                              : "added",
            row.truth.recordId.toStdString(), row.truth.errors.toStdString()};
}

void requireTrue(const std::vector<Row>& rows, const JoinedPart& part)
{
    require(part.outcomes.size() == rows.size() && part.reasons.size() == rows.size());
    // Rows that are the same in every value may be dealt each other's outcomes, but none that was nobody's.
    std::map<QStringList, QStringList> left;
    const auto textOf = [](Fate fate, const QString& record) { return QString::number(int(fate)) + record; };
    for (const Row& row : rows)
        left[row.values].append(textOf(row.truth.fate, row.truth.recordId));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const OutcomeRecord& got = part.outcomes[i];
        if (got.fate == Fate::Unknown)
            continue;
        if (part.reasons[i] == JoinReason::Interchangeable) {
            require(left[rows[i].values].removeOne(textOf(got.fate, got.recordId)));
            continue;
        }
        require(got.fate == rows[i].truth.fate && got.errors == rows[i].truth.errors);
        require(got.recordId == rows[i].truth.recordId || got.recordId.isEmpty());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const qsizetype columns = 1 + data[0] % mostColumns;
    // What cannot be sent is not sent: no cell has a zero or half a character in it.
    QString text = QString::fromUtf8(reinterpret_cast<const char*>(data) + 1, qsizetype(size) - 1);
    text.remove(QChar(0));
    const QStringList lines = text.split(QChar(0x1E)).mid(0, mostRows);
    std::vector<Row> rows;
    SentTable sent;
    for (const QString& line : lines) {
        rows.push_back(rowFrom(line, columns, int(rows.size())));
        sent.rows.push_back(RowNumber(qint64(rows.size())));
        sent.echo.push_back(echoOf(rows.back().values, 0));
    }
    std::vector<const Row*> order;
    for (const Row& row : rows)
        if (!row.lost)
            order.push_back(&row);
    std::stable_sort(order.begin(), order.end(), [](const Row* a, const Row* b) { return a->place < b->place; });
    ResultTable result;
    JobCounts counts;
    for (qsizetype i = 0; i < columns; ++i)
        result.columns.append(QStringLiteral("Column_%1").arg(i));
    for (const Row* const row : order) {
        result.rows.push_back(resultOf(*row));
        counts.added += row->truth.fate == Fate::Added;
        counts.updated += row->truth.fate == Fate::Updated;
        counts.skipped += row->truth.fate == Fate::Skipped || row->truth.fate == Fate::Refused;
    }
    requireTrue(rows, joinResult(sent, result, counts));
    requireTrue(rows, joinResult(sent, result));
    return 0;
}
