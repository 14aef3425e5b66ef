// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellreplacer.h"

#include <algorithm>

namespace stevedore::ui {

Result<CellReplacer> CellReplacer::forQuery(const CellQuery& query)
{
    // It says what is wrong with an expression.
    if (auto matcher = RowMatcher::forQuery(query.find); !matcher)
        return fail(matcher.error());
    CellReplacer out;
    out.m_query = query;
    out.m_case = query.find.caseSensitive ? Qt::CaseSensitive : Qt::CaseInsensitive;
    if (query.find.how == RowQuery::How::Expression) {
        auto options = QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::DotMatchesEverythingOption;
        if (!query.find.caseSensitive)
            options |= QRegularExpression::CaseInsensitiveOption;
        out.m_expression = QRegularExpression(query.find.text, options);
    }
    return out;
}

std::optional<QString> CellReplacer::replaced(const QString& value) const
{
    const QString& text = m_query.find.text;
    switch (m_query.find.how) {
    case RowQuery::How::Contains:
        if (!value.contains(text, m_case))
            return std::nullopt;
        return QString(value).replace(text, m_query.with, m_case);
    case RowQuery::How::Whole:
        if (value.trimmed().compare(text.trimmed(), m_case) != 0)
            return std::nullopt;
        return m_query.with;
    case RowQuery::How::Expression:
        if (!m_expression.match(value).hasMatch())
            return std::nullopt;
        return QString(value).replace(m_expression, m_query.with);
    }
    Q_UNREACHABLE();
}

Result<CellHits> findCells(const std::shared_ptr<const CsvFile>& file, std::vector<RowNumber> rows,
                           const CellQuery& query, const Fixes& fixes, const CancelFlag& cancel)
{
    const auto replacer = CellReplacer::forQuery(query);
    if (!replacer)
        return fail(replacer.error());
    CellHits hits;
    if (rows.empty())
        return hits;
    std::sort(rows.begin(), rows.end());
    RowReader reader(file, rows.front());
    for (const RowNumber row : rows) {
        if (cancel)
            return fail(FailureKind::Cancelled, {});
        reader.seek(row);
        const RowView* const view = reader.next();
        if (!view || view->number != row)
            continue;
        const int only = query.find.column;
        const int end = only < 0 ? int(view->cells.size()) : std::min(only + 1, int(view->cells.size()));
        for (int column = std::max(0, only); column < end; ++column) {
            const std::string_view cell = view->cells[std::size_t(column)];
            const QString* const fixed = fixes.value(row, column);
            QString before = fixed ? *fixed : QString::fromUtf8(cell.data(), qsizetype(cell.size()));
            if (auto after = replacer->replaced(before))
                hits.push_back({row, column, std::move(before), std::move(*after)});
        }
    }
    return hits;
}

} // namespace stevedore::ui
