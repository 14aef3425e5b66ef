// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/sharedstrings.h"

#include "csv/container/xlsxtext.h"
#include "csv/container/zipmember.h"
#include "csv/csvtext.h"

namespace stevedore {

namespace {

constexpr std::size_t mostBytes = std::size_t(1) << 30;

} // namespace

Result<void> SharedStrings::read(const UnpackWork& work, const QString& member)
{
    return readXmlMember(work, member, [&](QXmlStreamReader& xml) -> Result<void> {
        xml.readNextStartElement();
        while (xml.readNextStartElement()) {
            m_text += xlsxRichText(xml).toStdString();
            m_ends.push_back(m_text.size());
            if (m_text.size() > mostBytes)
                return fail(FailureKind::Source, CsvText::tr("The workbook “%1” holds more than 1 GB of different "
                                                             "texts. Save its sheet as CSV, then open that.")
                                                     .arg(work.name));
        }
        return {};
    });
}

std::optional<std::string_view> SharedStrings::at(qint64 number) const
{
    if (number < 0 || number >= qint64(m_ends.size()))
        return std::nullopt;
    const std::size_t begin = number == 0 ? 0 : m_ends[std::size_t(number) - 1];
    return std::string_view(m_text).substr(begin, m_ends[std::size_t(number)] - begin);
}

} // namespace stevedore
