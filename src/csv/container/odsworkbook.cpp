// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/odsworkbook.h"

#include "csv/container/odscell.h"
#include "csv/container/odssheet.h"
#include "csv/container/zipmember.h"

namespace stevedore {

namespace {

bool moveTo(QXmlStreamReader& xml, QLatin1String name)
{
    while (xml.readNextStartElement()) {
        if (xml.name() == name)
            return true;
        xml.skipCurrentElement();
    }
    return false;
}

/// LibreOffice keeps what it last saw in other files that this one refers to.
bool isCopyOfOtherFile(const QXmlStreamAttributes& attributes)
{
    return odsAttribute(attributes, QLatin1String("style-name")) == QLatin1String("ta_extref");
}

} // namespace

Result<QStringList> OdsWorkbook::choices()
{
    if (auto open = checkUnprotected(); !open)
        return fail(open.error());
    QStringList names;
    const auto read = forTables([&](const QString& name, QXmlStreamReader& xml) -> Result<bool> {
        names.append(name);
        xml.skipCurrentElement();
        return true;
    });
    names.removeDuplicates();
    return read ? Result<QStringList>(names) : fail(read.error());
}

Result<void> OdsWorkbook::readSheet(const QString& name, SheetWriter& into)
{
    return forTables([&](const QString& table, QXmlStreamReader& xml) -> Result<bool> {
        if (table != name) {
            xml.skipCurrentElement();
            return true;
        }
        const auto read = OdsSheet(into).read(xml);
        return read ? Result<bool>(false) : fail(read.error());
    });
}

Result<void> OdsWorkbook::forTables(const std::function<Result<bool>(const QString&, QXmlStreamReader&)>& table)
{
    return readXmlMember(work(), QStringLiteral("content.xml"), [&](QXmlStreamReader& xml) -> Result<void> {
        const bool found = moveTo(xml, QLatin1String("document-content")) && moveTo(xml, QLatin1String("body")) &&
                           moveTo(xml, QLatin1String("spreadsheet"));
        while (found && moveTo(xml, QLatin1String("table"))) {
            if (isCopyOfOtherFile(xml.attributes())) {
                xml.skipCurrentElement();
                continue;
            }
            const auto more = table(odsAttribute(xml.attributes(), QLatin1String("name")), xml);
            if (!more || !*more)
                return more ? Result<void>() : fail(more.error());
        }
        return {};
    });
}

/// The members of a protected document are encrypted one by one, which its list of them tells.
Result<void> OdsWorkbook::checkUnprotected()
{
    const QString list = QStringLiteral("META-INF/manifest.xml");
    if (!ZipMember(work(), list).exists())
        return {};
    bool encrypted = false;
    auto read = readXmlMember(work(), list, [&](QXmlStreamReader& xml) -> Result<void> {
        while (!xml.atEnd())
            encrypted =
                (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("encryption-data")) ||
                encrypted;
        return {};
    });
    if (encrypted)
        return protectedContainer(work());
    return read;
}

} // namespace stevedore
