// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace stevedore {

/// How a field's value is compared (Zoho CRM API v8, Bulk read, Create job, `comparator`). The last two are `equal` and
/// `not_equal` with `${EMPTY}`.
enum class Comparator {
    Equal,
    NotEqual,
    In,
    NotIn,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Between,
    NotBetween,
    Contains,
    NotContains,
    StartsWith,
    EndsWith,
    IsEmpty,
    IsNotEmpty,
};

/// A value to compare with, as the CRM reads it: "Web", "12.5", "true", "2026-01-31", "2026-01-31T10:00:00+01:00", an
/// id.
struct Operand
{
    QString text;
    /// `text` counts from the moment at which the condition is used: "today-7", see relativetime.h.
    bool relative = false;

    bool operator==(const Operand&) const = default;
};

/// Which records are wanted: one comparison, or a group of conditions of which all or any have to hold. A group without
/// parts is true of every record.
struct Condition
{
    enum class Kind { All, Any, Comparison };

    Kind kind = Kind::All;
    QList<Condition> parts = {}; ///< of a group
    // Of a comparison:
    QString field = {}; ///< api_name; a dotted one is a parent's ("Account_Name.Industry")
    Comparator comparator = Comparator::Equal;
    QList<Operand> operands = {}; ///< none for IsEmpty and IsNotEmpty, two for Between, one or more for In, else one

    bool operator==(const Condition& other) const; // not defaulted here, where a list of them cannot be compared yet
    bool isGroup() const { return kind != Kind::Comparison; }
    /// Nothing is asked for.
    bool isEmpty() const { return isGroup() && parts.isEmpty(); }

    static Condition all(QList<Condition> parts) { return {Kind::All, std::move(parts)}; }
    static Condition any(QList<Condition> parts) { return {Kind::Any, std::move(parts)}; }
    static Condition compare(QString field, Comparator comparator, QList<Operand> operands = {})
    {
        return {Kind::Comparison, {}, std::move(field), comparator, std::move(operands)};
    }
};

} // namespace stevedore
