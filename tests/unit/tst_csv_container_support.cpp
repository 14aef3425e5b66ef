// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_csv_container_support.h"

#include <QBuffer>
#include <QDirIterator>
#include <quazip/quagzipfile.h>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

namespace stevedore::csvtest {

namespace {

const QByteArray officeTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const QByteArray mainSpace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

QByteArray relation(const QByteArray& id, const QByteArray& type, const QByteArray& target)
{
    return "<Relationship Id=\"" + id + "\" Type=\"" + officeTypes + '/' + type + "\" Target=\"" + target + "\"/>";
}

QByteArray relations(const QByteArray& list)
{
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + list +
           "</Relationships>";
}

} // namespace

QByteArray zipOf(const Members& members, const char* password)
{
    QByteArray out;
    QBuffer device(&out);
    QuaZip zip(&device);
    zip.setUtf8Enabled(true);
    zip.open(QuaZip::mdCreate);
    for (const auto& [name, content] : members) {
        QuaZipFile file(&zip);
        file.open(QIODevice::WriteOnly, QuaZipNewInfo(name), password);
        file.write(content);
        file.close();
    }
    zip.close();
    return out;
}

QByteArray gzipOf(const QByteArray& content)
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"x.gz"_s);
    QuaGzipFile gzip(path);
    gzip.open(QIODevice::WriteOnly);
    gzip.write(content);
    gzip.close();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray xlsxOf(const XlsxPieces& pieces)
{
    QByteArray list;
    QByteArray targets = relation("rs", "sharedStrings", "sharedStrings.xml") + relation("ry", "styles", "styles.xml") +
                         relation("rc", "chartsheet", "chartsheets/sheet1.xml");
    Members members;
    for (const auto& [name, data] : pieces.sheets) {
        const QByteArray number = QByteArray::number(members.size() + 1);
        list += "<sheet name=\"" + name.toHtmlEscaped().toUtf8() + "\" sheetId=\"" + number + "\" r:id=\"r" + number +
                "\"/>";
        targets += relation("r" + number, "worksheet", "/xl/worksheets/sheet" + number + ".xml");
        members.append({u"xl/worksheets/sheet"_s + QString::fromLatin1(number) + u".xml"_s,
                        pieces.prolog + "<worksheet " + mainSpace + "><cols/><sheetData>" + data +
                            "</sheetData><mergeCells/></worksheet>"});
    }
    members.append(
        {{u"[Content_Types].xml"_s, "<Types/>"},
         {u"_rels/.rels"_s, relations(relation("r1", "officeDocument", "xl/workbook.xml"))},
         {u"xl/_rels/workbook.xml.rels"_s, relations(targets)},
         {u"xl/workbook.xml"_s, "<workbook " + mainSpace + " xmlns:r=\"" + officeTypes + "\"><workbookPr " +
                                    pieces.workbookPr + "/><sheets><sheet name=\"Chart\" sheetId=\"99\" r:id=\"rc\"/>" +
                                    list + "</sheets></workbook>"}});
    if (!pieces.strings.isEmpty())
        members.append({u"xl/sharedStrings.xml"_s, "<sst " + mainSpace + ">" + pieces.strings + "</sst>"});
    if (!pieces.styles.isEmpty())
        members.append({u"xl/styles.xml"_s,
                        "<styleSheet " + mainSpace + "><numFmts>" + pieces.formats +
                            "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" + pieces.styles +
                            "</cellXfs><dxfs><dxf><numFmt numFmtId=\"164\" "
                            "formatCode=\"0\"/></dxf></dxfs></styleSheet>"});
    return zipOf(members);
}

QByteArray xlsxOf(const QByteArray& sheetData)
{
    XlsxPieces pieces;
    pieces.sheets = {{u"Sheet1"_s, sheetData}};
    return xlsxOf(pieces);
}

QByteArray odsOf(const QByteArray& tables, const QByteArray& manifest)
{
    const QByteArray urn = "=\"urn:oasis:names:tc:opendocument:xmlns:";
    const QByteArray content = "<?xml version=\"1.0\"?><office:document-content xmlns:office" + urn +
                               "office:1.0\" xmlns:table" + urn + "table:1.0\" xmlns:text" + urn +
                               "text:1.0\" xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:"
                               "calcext:1.0\"><office:automatic-styles/><office:body><office:spreadsheet>" +
                               tables + "</office:spreadsheet></office:body></office:document-content>";
    Members members{{u"mimetype"_s, "application/vnd.oasis.opendocument.spreadsheet"}, {u"content.xml"_s, content}};
    if (!manifest.isEmpty())
        members.append({u"META-INF/manifest.xml"_s, manifest});
    return zipOf(members);
}

QByteArray odsTable(const QByteArray& rows, const QByteArray& name)
{
    return "<table:table table:name=\"" + name + "\"><table:table-column/>" + rows + "</table:table>";
}

QString Unpacked::text(const QString& path, const QString& choice) const
{
    const auto source = from(path, choice);
    if (!source)
        return wordFor(source.error().kind) + u": "_s + source.error().sentence;
    QFile file(source->csvPath);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).replace(u"\r\n"_s, u"\n"_s) : QString();
}

QStringList Unpacked::files() const
{
    QStringList names;
    for (QDirIterator it(folder(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();)
        names.append(QFileInfo(it.next()).fileName());
    names.sort();
    return names;
}

} // namespace stevedore::csvtest
