// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "csv/row.h"

#include <QRegularExpression>
#include <QString>

namespace stevedore {

/// What is looked for in the cells of a source.
struct RowQuery
{
    enum class How {
        Contains,   ///< the text stands somewhere in the cell
        Whole,      ///< the cell, trimmed, is the text; an empty text finds empty cells
        Expression, ///< the cell matches a regular expression, as QRegularExpression knows them
    };
    QString text;
    How how = How::Contains;
    bool caseSensitive = false;
    int column = -1; ///< from 0; -1 for any

    bool operator==(const RowQuery&) const = default;
};

/// Tells whether a row is wanted. May be copied; use one a thread.
class RowMatcher
{
public:
    /// Fails with FailureKind::Usage for an expression that is none.
    static Result<RowMatcher> forQuery(const RowQuery& query);

    /// The first column with a match, -1 if there is none.
    int firstColumn(const RowView& row) const;
    bool matches(std::string_view cell) const;

private:
    explicit RowMatcher(const RowQuery& query);
    bool contains(std::string_view cell) const;

    RowQuery m_query;
    std::string m_bytes;    ///< the text in UTF-8; in lower case if case does not matter
    bool m_bytewise = true; ///< only A to Z differ by case in the text, so bytes can be compared
    QRegularExpression m_expression;
};

} // namespace stevedore
