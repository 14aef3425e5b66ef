// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/dryrun.h"

#include "base/text.h"
#include "mapping/utf8.h"
#include "transfer/dryrun/comparison.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

/// Rows whose values are in memory together.
constexpr std::size_t rowsAtOnce = 1'000;

struct DryRunText
{
    Q_DECLARE_TR_FUNCTIONS(DryRun)
};

QString phrase(DryRunKind kind)
{
    switch (kind) {
    case DryRunKind::New:
        return DryRunText::tr("%1 new");
    case DryRunKind::Changed:
        return DryRunText::tr("%1 changed");
    case DryRunKind::Same:
        return DryRunText::tr("%1 the same");
    case DryRunKind::Exists:
        return DryRunText::tr("%1 there already (skipped)");
    case DryRunKind::NotFound:
        return DryRunText::tr("%1 not in the CRM");
    case DryRunKind::Refused:
        return DryRunText::tr("%1 refused");
    case DryRunKind::NotComparable:
        return DryRunText::tr("%1 not comparable");
    case DryRunKind::Ambiguous:
        return DryRunText::tr("%1 with a match key that is in the CRM more than once");
    }
    Q_UNREACHABLE();
}

/// Kinds that are told even when there are none of them.
bool isUsual(DryRunKind kind, Operation operation)
{
    switch (kind) {
    case DryRunKind::New:
        return operation != Operation::Update;
    case DryRunKind::Changed:
    case DryRunKind::Same:
        return operation != Operation::Insert;
    default:
        return kind == DryRunKind::Refused;
    }
}

} // namespace

QString dryRunFigures(const DryRunReport& report)
{
    QStringList parts;
    for (std::size_t kind = 0; kind < dryRunKinds; ++kind)
        if (!report.rows[kind].empty() || isUsual(DryRunKind(kind), report.operation))
            parts.append(phrase(DryRunKind(kind)).arg(grouped(qint64(report.rows[kind].size()))));
    return parts.join(QStringLiteral(", "));
}

QString dryRunWord(DryRunKind kind)
{
    static const std::array<QString, dryRunKinds> words{QStringLiteral("new"),
                                                        QStringLiteral("changed"),
                                                        QStringLiteral("same"),
                                                        QStringLiteral("skipped"),
                                                        QStringLiteral("not_found"),
                                                        QStringLiteral("refused"),
                                                        QStringLiteral("not_comparable"),
                                                        QStringLiteral("ambiguous")};
    return words[std::size_t(kind)];
}

DryRun::DryRun(std::shared_ptr<const CompareBasis> basis, DryRunReport report,
               std::array<std::vector<qint64>, dryRunKinds> records)
    : m_basis(std::move(basis)), m_report(std::move(report)), m_records(std::move(records))
{
}

Result<std::vector<CellChange>> DryRun::changes(RowNumber row) const
{
    std::vector<CellChange> out;
    const CancelFlag never = false;
    for (const DryRunKind kind : {DryRunKind::Changed, DryRunKind::NotComparable}) {
        const auto& rows = m_report.of(kind);
        const auto at = std::lower_bound(rows.begin(), rows.end(), row);
        if (at == rows.end() || *at != row)
            continue;
        const qint64 record = m_records[std::size_t(kind)][std::size_t(at - rows.begin())];
        const auto read = eachOf(
            {{row, record}},
            [&](const CellChange& change) {
                out.push_back(change);
                return Result<void>();
            },
            never);
        if (!read)
            return fail(read.error());
    }
    return out;
}

Result<void> DryRun::eachChange(const std::function<Result<void>(const CellChange&)>& take,
                                const CancelFlag& cancel) const
{
    std::vector<Place> places;
    for (const DryRunKind kind : {DryRunKind::Changed, DryRunKind::NotComparable}) {
        const auto& rows = m_report.of(kind);
        for (std::size_t i = 0; i < rows.size(); ++i)
            places.push_back({rows[i], m_records[std::size_t(kind)][i]});
    }
    std::sort(places.begin(), places.end());
    for (std::size_t at = 0; at < places.size(); at += rowsAtOnce) {
        const auto from = places.begin() + std::ptrdiff_t(at);
        const auto to = places.begin() + std::ptrdiff_t(std::min(at + rowsAtOnce, places.size()));
        if (auto done = eachOf({from, to}, take, cancel); !done)
            return done;
    }
    return {};
}

Result<void> DryRun::eachOf(const std::vector<Place>& places,
                            const std::function<Result<void>(const CellChange&)>& take, const CancelFlag& cancel) const
{
    std::vector<RowNumber> rows;
    rows.reserve(places.size());
    for (const Place& place : places)
        rows.push_back(place.row);
    const auto sent = readSentRows(
        *m_basis->source, RowSet(rows), [](qint64, qint64) {}, cancel);
    if (!sent)
        return fail(sent.error());
    RowComparer comparer(*m_basis);
    RowReader reader(m_basis->records, RowNumber(1));
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (cancel)
            return fail(FailureKind::Cancelled, DryRunText::tr("Reading the changes was stopped."));
        reader.seek(RowNumber(places[i].record));
        const RowView* record = reader.next();
        if (!record)
            return fail(reader.failure().value_or(
                Failure{FailureKind::Disk,
                        DryRunText::tr("The records that were read from the CRM are gone. Try again."),
                        {},
                        {}}));
        for (std::size_t column = 0; column < sent->columns.size(); ++column) {
            const std::string& value = sent->values[i][column];
            const Agreement agreement = comparer.compareCell(column, value, *record);
            if (agreement == Agreement::Same)
                continue;
            const CellChange change{places[i].row,
                                    sent->columns[column]->column,
                                    sent->columns[column]->field,
                                    toQt(comparer.cellOf(column, *record)),
                                    toQt(value),
                                    agreement == Agreement::Changed};
            if (auto taken = take(change); !taken)
                return taken;
        }
    }
    return {};
}

} // namespace stevedore
