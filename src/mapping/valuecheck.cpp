// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/valuecheck.h"

#include "base/planted.h"
#include "mapping/numberform.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"
#include "mapping/valueforms.h"

#include <algorithm>

namespace stevedore {

namespace {

using Verdict = std::optional<CellVerdict>;

constexpr int mostDecimals = 9;

/// The documented limit of a type: characters, or digits before the point; 0 for none.
int documentedLimit(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return 255;
    case FieldType::TextArea:
        return 50'000;
    case FieldType::Email:
        return 100;
    case FieldType::Phone:
        return 30;
    case FieldType::Website:
        return 450;
    case FieldType::Integer:
        return 9;
    case FieldType::BigInt:
        return 18;
    case FieldType::Decimal:
    case FieldType::Currency:
        return 16;
    case FieldType::Percent:
        return 5;
    default:
        return 0;
    }
}

/// The field's own limit counts where it is stricter. For numbers with decimals its `length` is left alone: whether it
/// counts the decimals, too, is not documented.
int limitOf(const Field& field)
{
    const int documented = documentedLimit(field.type);
    const bool withDecimals =
        field.type == FieldType::Decimal || field.type == FieldType::Currency || field.type == FieldType::Percent;
    if (documented == 0 || withDecimals || field.length <= 0)
        return documented;
    return std::min(documented, field.length);
}

Verdict error(Reason reason, int limit = 0)
{
    return CellVerdict{Severity::Error, reason, limit};
}

} // namespace

EmptyCell emptyCellMeaning(const Field& field, const Mapping& mapping)
{
    const bool isKey = !mapping.findBy.isEmpty() && field.apiName == mapping.findBy;
    if (mapping.operation != Operation::Update && field.mandatory && !STEVEDORE_PLANTED_BUG("required-field-unchecked"))
        return EmptyCell::Refused;
    if (!isKey)
        return EmptyCell::Fine;
    return mapping.operation == Operation::Insert ? EmptyCell::Warned : EmptyCell::Refused;
}

bool mustBeUnique(const Field& field, const Mapping& mapping)
{
    return field.unique || (!mapping.findBy.isEmpty() && field.apiName == mapping.findBy);
}

ValueChecker::ValueChecker(const ColumnMapping& column, const Field& field, const Mapping& mapping)
    : m_converter(column, field), m_type(field.type), m_empty(emptyCellMeaning(field, mapping)),
      m_limit(limitOf(field)), m_seesFormulas(field.type == FieldType::Text || field.type == FieldType::TextArea),
      m_byId(isRecordId(field) || (isReferenceType(field.type) && column.findBy == QLatin1String("id"))),
      m_byEmail(field.type == FieldType::Owner && column.findBy == QLatin1String("email"))
{
    const Conversion& conversion = column.conversion;
    if (conversion.values.isEmpty() && conversion.replace.isEmpty() && conversion.part.isWhole()) {
        m_glanceEmpty = m_empty == EmptyCell::Fine && conversion.ifEmpty.isEmpty();
        // Where only the length counts: there are never more characters than bytes.
        const bool isText =
            field.type == FieldType::Text || field.type == FieldType::TextArea || field.type == FieldType::Phone;
        if (isText && !m_byId && !conversion.plainPhone && conversion.textCase == TextCase::AsItStands)
            m_glanceBytes = std::size_t(std::max(m_limit, 0));
        const bool isIso = field.type == FieldType::Date &&
                           (conversion.datePattern.isEmpty() || conversion.datePattern == QLatin1String("yyyy-MM-dd"));
        m_glancesAtType =
            isIso || field.type == FieldType::Boolean || (isNumberType(field.type) && conversion.decimalSign == '.');
    }
    if (field.type != FieldType::Picklist && field.type != FieldType::MultiPicklist)
        return;
    // Whether bulk jobs want the displayed or the actual value is not documented: both pass.
    for (const PicklistValue& value : field.picklist) {
        m_listed.insert(toStd(value.display));
        m_listed.insert(toStd(value.actual));
    }
}

Verdict ValueChecker::check(std::string_view cell)
{
    bool ok = true;
    m_converted = m_converter.convert(cell, ok);
    if (m_converted.empty()) {
        if (m_empty == EmptyCell::Fine)
            return std::nullopt;
        return CellVerdict{m_empty == EmptyCell::Warned ? Severity::Warning : Severity::Error, Reason::Empty, 0};
    }
    if (!ok)
        return unconverted();
    Verdict verdict = checkFilled();
    if (!verdict && m_converter.hasDropped())
        return CellVerdict{Severity::Warning, Reason::ChangedOnTheWay, 0};
    if (!verdict && m_seesFormulas && isLikeFormula())
        return CellVerdict{Severity::Note, Reason::FormulaLike, 0};
    return verdict;
}

bool ValueChecker::isLikeFormula() const
{
    if (m_converted.size() < 2 || !isFormulaSign(m_converted.front()))
        return false;
    const bool isSigned = m_converted.front() == '+' || m_converted.front() == '-';
    return !isSigned || std::any_of(m_converted.begin() + 1, m_converted.end(), isAsciiLetter);
}

bool ValueChecker::passesByType(std::string_view cell) const
{
    switch (m_type) {
    case FieldType::Date:
        return isIsoDate(cell);
    case FieldType::Boolean:
        return cell == "true" || cell == "false";
    default:
        return !checkNumber();
    }
}

Verdict ValueChecker::unconverted() const
{
    switch (m_type) {
    case FieldType::Date:
        return error(Reason::NotADate);
    case FieldType::DateTime:
        return error(Reason::NotADateTime);
    case FieldType::Boolean:
        return error(Reason::NotABoolean);
    default:
        return error(Reason::NotANumber);
    }
}

Verdict ValueChecker::checkFilled() const
{
    if (m_byId || m_byEmail)
        return checkReference();
    switch (m_type) {
    case FieldType::Text:
    case FieldType::TextArea:
    case FieldType::Phone:
        return checkLength();
    case FieldType::Email:
        if (!isEmailForm(m_converted))
            return error(Reason::NotAnEmail, m_limit);
        return checkLength();
    case FieldType::Website:
        if (!isUrlForm(m_converted))
            return error(Reason::NotAUrl, m_limit);
        return checkLength();
    case FieldType::Picklist:
        return isListed(m_converted) ? std::nullopt : Verdict({Severity::Warning, Reason::NewPicklistValue, 0});
    case FieldType::MultiPicklist:
        return checkParts();
    case FieldType::Boolean:
        return m_converted == "true" || m_converted == "false" ? std::nullopt : error(Reason::NotABoolean);
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return checkNumber();
    case FieldType::Date:
        return isIsoDate(m_converted) ? std::nullopt : error(Reason::NotADate);
    case FieldType::DateTime:
        return isIsoDateTime(m_converted) ? std::nullopt : error(Reason::NotADateTime);
    default:
        return std::nullopt;
    }
}

Verdict ValueChecker::checkLength() const
{
    const auto limit = std::size_t(m_limit);
    // There are never more characters than bytes.
    if (limit == 0 || m_converted.size() <= limit || codePoints(m_converted) <= limit)
        return std::nullopt;
    return error(Reason::TooLong, m_limit);
}

Verdict ValueChecker::checkNumber() const
{
    if (!isPlainNumber(m_converted, '.'))
        return error(Reason::NotANumber);
    const DigitCount digits = countDigits(m_converted);
    const bool isWhole = m_type == FieldType::Integer || m_type == FieldType::BigInt;
    if (isWhole && m_converted.find('.') != std::string_view::npos)
        return error(Reason::NotANumber);
    if (digits.before > m_limit)
        return error(Reason::NumberTooLong, m_limit);
    if (digits.behind > mostDecimals)
        return error(Reason::NumberTooLong, m_limit);
    const std::string_view number = m_converted.substr(m_converted.front() == '-' ? 1 : 0);
    const bool hasLeadingZero = number.size() > 1 && number[0] == '0' && isAsciiDigit(number[1]);
    return hasLeadingZero ? Verdict({Severity::Warning, Reason::ChangedOnTheWay, 0}) : std::nullopt;
}

Verdict ValueChecker::checkReference() const
{
    if (m_byId)
        return isRecordIdForm(m_converted) ? std::nullopt : error(Reason::NotARecordId);
    const auto limit = std::size_t(documentedLimit(FieldType::Email));
    const bool good = isEmailForm(m_converted) && (m_converted.size() <= limit || codePoints(m_converted) <= limit);
    return good ? std::nullopt : error(Reason::NotAnEmail, int(limit));
}

Verdict ValueChecker::checkParts() const
{
    for (std::size_t at = 0; at <= m_converted.size();) {
        const std::size_t end = std::min(m_converted.find(';', at), m_converted.size());
        const std::string_view part = trimmedUtf8(m_converted.substr(at, end - at));
        if (!part.empty() && !isListed(part))
            return CellVerdict{Severity::Warning, Reason::NewPicklistValue, 0};
        at = end + 1;
    }
    return std::nullopt;
}

bool ValueChecker::isListed(std::string_view value) const
{
    return m_listed.empty() || m_listed.find(value) != m_listed.end();
}

Verdict checkValue(const QString& value, const ColumnMapping& column, const Field& field, const Mapping& mapping)
{
    ValueChecker checker(column, field, mapping);
    return checker.check(toStd(value));
}

} // namespace stevedore
