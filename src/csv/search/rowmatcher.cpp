// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/search/rowmatcher.h"

#include "base/text.h"
#include "csv/csvtext.h"
#include "csv/shape.h"

#include <algorithm>

namespace stevedore {

namespace {

bool sameIgnoringCase(char a, char b)
{
    return asciiLower(a) == asciiLower(b);
}

QString textOf(std::string_view cell)
{
    return QString::fromUtf8(cell.data(), qsizetype(cell.size()));
}

} // namespace

RowMatcher::RowMatcher(const RowQuery& query) : m_query(query), m_bytes(query.text.toStdString())
{
    m_bytewise = query.caseSensitive ||
                 std::all_of(query.text.begin(), query.text.end(), [](QChar c) { return c.unicode() < 0x80; });
    if (query.how == RowQuery::How::Expression)
        m_expression =
            QRegularExpression(query.text, query.caseSensitive ? QRegularExpression::UseUnicodePropertiesOption
                                                               : QRegularExpression::UseUnicodePropertiesOption |
                                                                     QRegularExpression::CaseInsensitiveOption);
}

Result<RowMatcher> RowMatcher::forQuery(const RowQuery& query)
{
    RowMatcher matcher(query);
    if (query.how != RowQuery::How::Expression)
        return matcher;
    if (!matcher.m_expression.isValid())
        return fail(FailureKind::Usage, CsvText::tr("“%1” is not a regular expression: %2, at character %3.")
                                            .arg(shownValue(query.text), matcher.m_expression.errorString(),
                                                 grouped(matcher.m_expression.patternErrorOffset() + 1)));
    matcher.m_expression.optimize();
    return matcher;
}

int RowMatcher::firstColumn(const RowView& row) const
{
    const int columns = int(row.cells.size());
    if (m_query.column >= 0)
        return m_query.column < columns && matches(row.cells[std::size_t(m_query.column)]) ? m_query.column : -1;
    for (int column = 0; column < columns; ++column)
        if (matches(row.cells[std::size_t(column)]))
            return column;
    return -1;
}

bool RowMatcher::matches(std::string_view cell) const
{
    switch (m_query.how) {
    case RowQuery::How::Whole: {
        const std::string_view value = trimmed(cell);
        if (m_query.caseSensitive)
            return value == m_bytes;
        return m_bytewise ? std::equal(value.begin(), value.end(), m_bytes.begin(), m_bytes.end(), sameIgnoringCase)
                          : textOf(value).compare(m_query.text, Qt::CaseInsensitive) == 0;
    }
    case RowQuery::How::Expression:
        return m_expression.match(textOf(cell)).hasMatch();
    case RowQuery::How::Contains:
        return contains(cell);
    }
    Q_UNREACHABLE();
}

bool RowMatcher::contains(std::string_view cell) const
{
    if (cell.size() < m_bytes.size() && m_bytewise)
        return false;
    if (m_query.caseSensitive)
        return cell.find(m_bytes) != std::string_view::npos;
    if (!m_bytewise)
        return textOf(cell).contains(m_query.text, Qt::CaseInsensitive);
    return std::search(cell.begin(), cell.end(), m_bytes.begin(), m_bytes.end(), sameIgnoringCase) != cell.end();
}

} // namespace stevedore
