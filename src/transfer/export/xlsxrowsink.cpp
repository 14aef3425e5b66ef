// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/xlsxrowsink.h"

#include "base/text.h"

#include <QCoreApplication>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

namespace stevedore {

namespace {

constexpr qsizetype rowBytes = qsizetype(256) * 1024;
constexpr int mostSheetName = 31;

struct XlsxRowSinkText
{
    Q_DECLARE_TR_FUNCTIONS(XlsxRowSink)
};

Unexpected writeFailure()
{
    return fail(FailureKind::Disk,
                XlsxRowSinkText::tr("The workbook could not be written. Make room or choose another place."));
}

/// What XML 1.0 cannot hold becomes U+FFFD; a line break within a cell stays.
void appendEscaped(QByteArray& out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\r':
            out += "&#13;";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n')
                out += "\xEF\xBF\xBD";
            else
                out += c;
        }
    }
}

/// UTF-16 units, as spreadsheets count.
qsizetype characters(std::string_view utf8)
{
    qsizetype count = 0;
    for (const char c : utf8) {
        const auto byte = static_cast<unsigned char>(c);
        count += byte < 0x80 || byte >= 0xC0 ? 1 : 0;
        count += byte >= 0xF0 ? 1 : 0;
    }
    return count;
}

/// A sheet's name has no []:*?/\ and at most 31 characters.
QString sheetNameFor(QString name)
{
    for (const QChar c : {u'[', u']', u':', u'*', u'?', u'/', u'\\', u'\''})
        name.remove(c);
    name.truncate(mostSheetName);
    return name.isEmpty() ? QStringLiteral("Export") : name;
}

const char* const contentTypes =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>)";
const char* const packageRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>)";
const char* const workbookRelations =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>)";
/// Style 0 is text, style 1 the same in bold.
const char* const styles =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>)";
const char* const sheetBegin =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>)";

QByteArray workbookXml(const QString& sheetName)
{
    QByteArray name;
    const QByteArray utf8 = sheetName.toUtf8();
    appendEscaped(name, std::string_view(utf8.constData(), std::size_t(utf8.size())));
    return R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name=")" +
           name + R"(" sheetId="1" r:id="rId1"/></sheets></workbook>)";
}

} // namespace

struct XlsxRowSink::Archive
{
    explicit Archive(DurableFile& file) : zip(&file.device()), sheet(&zip) {}
    QuaZip zip;
    QuaZipFile sheet;
};

XlsxRowSink::XlsxRowSink(DurableFile& file, const QString& sheetName)
    : m_archive(std::make_unique<Archive>(file)), m_sheetName(sheetNameFor(sheetName))
{
}

XlsxRowSink::~XlsxRowSink() = default;

Result<void> XlsxRowSink::addPart(const QString& name, const QByteArray& content)
{
    QuaZipFile part(&m_archive->zip);
    const bool ok = part.open(QIODevice::WriteOnly, QuaZipNewInfo(name)) && part.write(content) == content.size();
    part.close();
    return ok && part.getZipError() == UNZ_OK ? Result<void>() : writeFailure();
}

Result<void> XlsxRowSink::head(const QStringList& names)
{
    m_archive->zip.setAutoClose(false); // the file is synced and renamed by its owner
    m_archive->zip.setZip64Enabled(true);
    if (!m_archive->zip.open(QuaZip::mdCreate))
        return writeFailure();
    for (const auto& [name, content] :
         {std::pair{QStringLiteral("[Content_Types].xml"), QByteArray(contentTypes)},
          std::pair{QStringLiteral("_rels/.rels"), QByteArray(packageRelations)},
          std::pair{QStringLiteral("xl/workbook.xml"), workbookXml(m_sheetName)},
          std::pair{QStringLiteral("xl/_rels/workbook.xml.rels"), QByteArray(workbookRelations)},
          std::pair{QStringLiteral("xl/styles.xml"), QByteArray(styles)}}) {
        if (auto added = addPart(name, content); !added)
            return added;
    }
    if (!m_archive->sheet.open(QIODevice::WriteOnly, QuaZipNewInfo(QStringLiteral("xl/worksheets/sheet1.xml"))))
        return writeFailure();
    m_text = sheetBegin;
    std::vector<QByteArray> utf8;
    std::vector<std::string_view> views;
    utf8.reserve(std::size_t(names.size()));
    views.reserve(std::size_t(names.size()));
    for (const QString& name : names)
        utf8.push_back(name.toUtf8());
    for (const QByteArray& name : utf8)
        views.emplace_back(name.constData(), std::size_t(name.size()));
    return write(views, true);
}

Result<void> XlsxRowSink::row(const std::vector<std::string_view>& cells)
{
    return write(cells, false);
}

Result<void> XlsxRowSink::write(const std::vector<std::string_view>& cells, bool isHead)
{
    if (++m_rows > mostXlsxRows)
        return fail(FailureKind::Usage,
                    XlsxRowSinkText::tr("A workbook holds at most %1 records. Export to CSV instead.")
                        .arg(grouped(mostXlsxRows - 1)));
    m_text += "<row>";
    for (const std::string_view cell : cells) {
        if (cell.size() > mostXlsxCharacters && characters(cell) > mostXlsxCharacters)
            return fail(
                FailureKind::Usage,
                XlsxRowSinkText::tr(
                    "A cell of record %1 has more than %2 characters, which a workbook cannot hold. Export to CSV "
                    "instead.")
                    .arg(grouped(m_rows - 1), grouped(mostXlsxCharacters)));
        if (cell.empty()) {
            m_text += isHead ? "<c s=\"1\"/>" : "<c/>";
            continue;
        }
        m_text += isHead ? R"(<c s="1" t="inlineStr"><is><t xml:space="preserve">)"
                         : R"(<c t="inlineStr"><is><t xml:space="preserve">)";
        appendEscaped(m_text, cell);
        m_text += "</t></is></c>";
    }
    m_text += "</row>";
    return m_text.size() < rowBytes ? Result<void>() : flush();
}

Result<void> XlsxRowSink::flush()
{
    const bool ok = m_archive->sheet.write(m_text) == m_text.size();
    m_text.clear();
    return ok ? Result<void>() : writeFailure();
}

Result<void> XlsxRowSink::finish()
{
    m_text += "</sheetData></worksheet>";
    if (auto done = flush(); !done)
        return done;
    m_archive->sheet.close();
    m_archive->zip.close();
    return m_archive->sheet.getZipError() == UNZ_OK && m_archive->zip.getZipError() == UNZ_OK ? Result<void>()
                                                                                              : writeFailure();
}

} // namespace stevedore
