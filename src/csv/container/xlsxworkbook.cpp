// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/xlsxworkbook.h"

#include "csv/container/xlsxstyles.h"
#include "csv/container/zipmember.h"

#include <algorithm>

namespace stevedore {

Result<QStringList> XlsxWorkbook::choices()
{
    if (auto read = readParts(); !read)
        return fail(read.error());
    QStringList names;
    for (const XlsxParts::Sheet& sheet : m_parts->sheets)
        names.append(sheet.name);
    names.removeDuplicates();
    return names;
}

Result<void> XlsxWorkbook::readSheet(const QString& name, SheetWriter& into)
{
    if (auto read = readParts(); !read)
        return read;
    if (auto read = readContext(); !read)
        return read;
    const auto sheet = std::find_if(m_parts->sheets.begin(), m_parts->sheets.end(),
                                    [&name](const XlsxParts::Sheet& one) { return one.name == name; });
    if (sheet == m_parts->sheets.end())
        return damagedContainer(work(), QStringLiteral("no sheet ") + name);
    XlsxSheet reader(work(), *m_context, into);
    return readXmlMember(work(), sheet->member, [&](QXmlStreamReader& xml) { return reader.read(xml); });
}

Result<void> XlsxWorkbook::readParts()
{
    if (m_parts)
        return {};
    auto parts = readXlsxParts(work());
    if (!parts)
        return fail(parts.error());
    m_parts = std::move(*parts);
    return {};
}

Result<void> XlsxWorkbook::readContext()
{
    if (m_context)
        return {};
    XlsxContext context;
    context.since1904 = m_parts->since1904;
    // Some programs name a part that they then leave out because it would be empty.
    if (ZipMember(work(), m_parts->styles).exists()) {
        auto styles = readXlsxStyles(work(), m_parts->styles);
        if (!styles)
            return fail(styles.error());
        context.styles = std::move(*styles);
    }
    if (ZipMember(work(), m_parts->strings).exists())
        if (auto read = context.strings.read(work(), m_parts->strings); !read)
            return read;
    m_context = std::move(context);
    return {};
}

} // namespace stevedore
