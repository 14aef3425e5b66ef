// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <string>
#include <string_view>

namespace stevedore {

/// Appends rows in RFC 4180 form, UTF-8, no byte order mark, CRLF line ends. A cell is quoted only where it has to be:
/// delimiter, quote, line break, or leading or trailing space. A row that is one empty cell is written as "".
class CsvWriter
{
public:
    explicit CsvWriter(std::string& out, char delimiter = ',') : m_out(out), m_delimiter(delimiter) {}

    void cell(std::string_view utf8);
    void cell(const QString& text)
    {
        const QByteArray b = text.toUtf8();
        cell(std::string_view(b.constData(), size_t(b.size())));
    }
    void endRow();
    void row(const QStringList& cells);

private:
    std::string& m_out;
    char m_delimiter;
    int m_cells = 0;
    bool m_onlyEmpty = true;
};

/// Whether a spreadsheet would take a cell for a formula.
bool startsLikeFormula(QStringView text);
/// The value with an apostrophe in front if a spreadsheet would take it for a formula, or if it begins with apostrophes
/// and goes on like one: so withoutSafety() gives every value back exactly.
QString spreadsheetSafe(const QString& value);
/// Takes that apostrophe off again. Who types a formula with an apostrophe in front, as spreadsheets teach, means the
/// same.
QString withoutSafety(const QString& value);

} // namespace stevedore
