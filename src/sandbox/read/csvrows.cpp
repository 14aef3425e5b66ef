// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/csvrows.h"

#include "sandbox/data/csvsplitter.h"

#include <algorithm>
#include <charconv>

namespace stevedore::sandbox {

namespace {

/// The shortest digits that mean the number, never with an exponent: what the table keeps as 1200.0 is 1200.
void appendNumber(std::string& out, const Value& value, std::string_view text)
{
    const auto* number = std::get_if<double>(&value);
    if (!number) {
        out.append(text);
        return;
    }
    char digits[400];
    const auto end = std::to_chars(digits, digits + sizeof digits, *number, std::chars_format::fixed);
    out.append(digits, static_cast<std::size_t>(end.ptr - digits));
}

} // namespace

CsvRows::CsvRows(const ReadPlan& plan, const QTimeZone& zone, QString idHeader)
    : m_plan(plan), m_idHeader(std::move(idHeader)), m_moments(zone)
{
}

void CsvRows::appendHeader(std::string& out) const
{
    for (const ReadColumn& column : m_plan.columns) {
        appendCell(out, (column.field ? column.name : m_idHeader).toStdString());
        out += &column == &m_plan.columns.back() ? '\n' : ',';
    }
}

void CsvRows::appendRow(std::string& out, const Statement& row)
{
    int column = 1; // the record's id comes before the columns
    for (const ReadColumn& read : m_plan.columns) {
        appendValue(out, read.field, row, column++);
        out += ',';
    }
    out.back() = '\n';
}

void CsvRows::appendValue(std::string& out, const Field* field, const Statement& row, int column)
{
    switch (field ? field->type : FieldType::BigInteger) {
    case FieldType::Boolean:
        out += row.integer(column) ? "true" : "false"; // a checkbox is never empty
        break;
    case FieldType::Integer:
    case FieldType::BigInteger:
    case FieldType::Date:
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        out.append(row.text(column));
        break;
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        if (const Value value = row.value(column); !isNull(value))
            appendNumber(out, value, row.text(column));
        break;
    case FieldType::DateTime:
        m_moments.append(out, row.text(column));
        break;
    case FieldType::MultiPicklist:
        m_joined = row.text(column);
        std::replace(m_joined.begin(), m_joined.end(), ';', ',');
        appendCell(out, m_joined);
        break;
    default:
        appendCell(out, row.text(column));
    }
}

} // namespace stevedore::sandbox
