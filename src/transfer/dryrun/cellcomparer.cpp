// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/cellcomparer.h"

#include "mapping/dateform.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr Agreement agreement(bool same)
{
    return same ? Agreement::Same : Agreement::Changed;
}

std::string folded(std::string_view text)
{
    std::string out;
    appendFolded(trimmedUtf8(text), out);
    return out;
}

} // namespace

CellComparer::CellComparer(const ColumnMapping& column, const Field& field, bool eraseEmpty,
                           const QList<QTimeZone>& zones)
    : m_type(field.type), m_erase(eraseEmpty),
      m_byId(isRecordId(field) ||
             (isReferenceType(field.type) && (column.findBy.isEmpty() || column.findBy == QLatin1String("id"))))
{
    if (field.type == FieldType::Picklist || field.type == FieldType::MultiPicklist) {
        for (int place = 0; place < int(field.picklist.size()); ++place) {
            for (const QString& text : {field.picklist[place].display, field.picklist[place].actual}) {
                const auto [at, isNew] = m_places.try_emplace(folded(toStd(text)), place);
                if (!isNew && at->second != place)
                    at->second = -1;
                m_commaInList = m_commaInList || text.contains(QLatin1Char(','));
            }
        }
    }
    if (field.type == FieldType::DateTime)
        for (const QTimeZone& zone : zones)
            m_zones.emplace_back(zone);
}

Agreement CellComparer::compare(std::string_view sent, std::string_view read)
{
    if (sent.empty())
        return compareEmpty(read);
    switch (m_type) {
    case FieldType::Picklist:
        return comparePicklist(sent, read);
    case FieldType::MultiPicklist:
        return compareSets(sent, read);
    case FieldType::DateTime:
        return compareMoments(sent, read);
    default:
        break;
    }
    if (sent == read)
        return Agreement::Same;
    switch (m_type) {
    case FieldType::Boolean:
        // A checkbox that was never touched is not ticked.
        return read.empty() ? agreement(sent == "false") : agreement(folded(read) == sent);
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return compareNumbers(sent, read);
    case FieldType::Date:
        return compareDates(sent, read);
    case FieldType::Lookup:
    case FieldType::Owner:
        return compareReferences(sent, read);
    default:
        return Agreement::Changed;
    }
}

Agreement CellComparer::compareEmpty(std::string_view read) const
{
    if (!m_erase || read.empty())
        return Agreement::Same;
    // What erasing does to a checkbox or an owner, which cannot be empty, is not documented.
    if (m_type == FieldType::Boolean)
        return read == "false" ? Agreement::Same : Agreement::Unclear;
    return m_type == FieldType::Owner ? Agreement::Unclear : Agreement::Changed;
}

Agreement CellComparer::compareNumbers(std::string_view sent, std::string_view read)
{
    if (read.empty())
        return Agreement::Changed;
    m_a.clear();
    m_b.clear();
    if (!appendNumberForm(sent, m_a) || !appendNumberForm(read, m_b))
        return Agreement::Unclear;
    return agreement(m_a == m_b);
}

Agreement CellComparer::compareDates(std::string_view sent, std::string_view read) const
{
    if (read.empty())
        return Agreement::Changed;
    if (!isIsoDate(sent) || !isIsoDate(read))
        return Agreement::Unclear;
    return Agreement::Changed;
}

Agreement CellComparer::compareMoments(std::string_view sent, std::string_view read)
{
    if (read.empty())
        return Agreement::Changed;
    if (m_zones.empty() || !isIsoDateTime(sent))
        return Agreement::Unclear;
    std::size_t same = 0;
    for (ZoneClock& zone : m_zones) {
        m_a.clear();
        if (!appendLocal(read, zone, m_a))
            return Agreement::Unclear;
        same += m_a == sent ? 1U : 0U;
    }
    return same == m_zones.size() ? Agreement::Same : same == 0 ? Agreement::Changed : Agreement::Unclear;
}

/// A form that is the same for the display and the actual value of an entry.
std::string CellComparer::choiceOf(std::string_view value, bool& unclear)
{
    const auto at = m_places.find(folded(value));
    if (at == m_places.end())
        return std::string(trimmedUtf8(value));
    unclear = unclear || at->second < 0;
    return '\0' + std::to_string(at->second);
}

Agreement CellComparer::comparePicklist(std::string_view sent, std::string_view read)
{
    if (read.empty())
        return Agreement::Changed;
    bool unclear = false;
    const std::string a = choiceOf(sent, unclear);
    const std::string b = choiceOf(read, unclear);
    return unclear ? Agreement::Unclear : agreement(a == b);
}

bool CellComparer::appendParts(std::string_view text, char separator, std::vector<std::string>& out)
{
    bool unclear = false;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        const std::string_view part = trimmedUtf8(text.substr(at, end - at));
        if (!part.empty())
            out.push_back(choiceOf(part, unclear));
        at = end + 1;
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return !unclear;
}

/// Sent with ';', read with ',' or ';': where a value itself has a comma, what was read cannot be taken apart.
Agreement CellComparer::compareSets(std::string_view sent, std::string_view read)
{
    std::vector<std::string> a;
    std::vector<std::string> b;
    const char separator = read.find(';') != std::string_view::npos ? ';' : ',';
    const bool clear = appendParts(sent, ';', a) && appendParts(read, separator, b);
    if (a.empty())
        return compareEmpty(read);
    if (b.empty())
        return Agreement::Changed;
    const bool comma = separator == ',' && (m_commaInList || sent.find(',') != std::string_view::npos);
    return !clear || comma ? Agreement::Unclear : agreement(a == b);
}

/// A name that finds the record that is there already changes nothing, whatever its case.
Agreement CellComparer::compareReferences(std::string_view sent, std::string_view read) const
{
    return agreement(!m_byId && folded(sent) == folded(read));
}

void appendKeyForm(std::string_view value, const Field& field, std::string& out)
{
    value = trimmedUtf8(value);
    if (isNumberType(field.type) && !isRecordId(field) && appendNumberForm(value, out))
        return;
    if (isRecordId(field) || field.uniqueCaseSensitive)
        out += value;
    else
        appendFolded(value, out);
}

} // namespace stevedore
