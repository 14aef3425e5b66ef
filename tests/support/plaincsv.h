// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of a CSV file once more, byte by byte and as plainly as can be: what the index and the readers are held
// against.
#pragma once

#include "csv/csvfile.h"
#include "csv/tokenizer.h"

#include <QByteArray>

#include <map>
#include <set>

namespace stevedore::test {

class PlainCsv
{
public:
    PlainCsv(const QByteArray& bytes, const Grammar& grammar, int columns, bool hasHeader = true)
        : m_bytes(bytes), m_delimiter(grammar.delimiter), m_quote(grammar.quote), m_escape(grammar.escape),
          m_comment(grammar.comment), m_columns(columns), m_headers(hasHeader ? 1 : 0)
    {
        while (m_at < m_bytes.size())
            if (isBreak())
                takeBreak();
            else if (now() == m_comment && m_comment != '\0')
                while (!atEnd() && !isBreak())
                    ++m_at;
            else
                takeRow();
    }

    struct Row
    {
        qint64 begin = 0;
        QList<QByteArray> cells; ///< all of them, as they stand in the file
        RowFlags flags;
    };
    /// With the header.
    const std::vector<Row>& rows() const { return m_rows; }
    /// Without the header.
    qint64 count() const { return std::max<qint64>(qint64(m_rows.size()) - m_headers, 0); }
    /// Of a row from 1 to count().
    qint64 beginOf(qint64 row) const { return m_rows.at(std::size_t(row - 1 + m_headers)).begin; }
    std::optional<LineEnd> usual() const { return m_usual; }
    /// Rows by the word of what is odd about them; nothing is said of the header.
    std::map<QString, std::set<qint64>> findings() const
    {
        std::map<QString, std::set<qint64>> found;
        const std::pair<RowFlag, const char*> words[] = {{RowFlag::TooFewCells, "too-few-cells"},
                                                         {RowFlag::TooManyCells, "too-many-cells"},
                                                         {RowFlag::UnclosedQuote, "unclosed-quote"},
                                                         {RowFlag::InvalidBytes, "invalid-bytes"},
                                                         {RowFlag::NulByte, "nul-byte"},
                                                         {RowFlag::BareQuote, "bare-quote"}};
        for (qint64 row = 1; row <= count(); ++row)
            for (const auto& [flag, word] : words)
                if (m_rows[std::size_t(row - 1 + m_headers)].flags.testFlag(flag))
                    found[QString::fromLatin1(word)].insert(row);
        if (!m_mixed.empty())
            found[QStringLiteral("mixed-line-ends")] = m_mixed;
        return found;
    }

private:
    char now() const { return m_bytes[m_at]; }
    bool atEnd() const { return m_at >= m_bytes.size(); }
    bool isBreak() const { return now() == '\n' || now() == '\r'; }
    /// How many bytes an escape here makes text; 0 if there is none.
    int escaped() const
    {
        if (now() != m_escape || m_escape == '\0' || m_at + 1 >= m_bytes.size())
            return 0;
        const char next = m_bytes[m_at + 1];
        const bool lineFeedFollows = next == '\r' && m_at + 2 < m_bytes.size() && m_bytes[m_at + 2] == '\n';
        const bool isQuote = next == m_quote && m_quote != '\0';
        const bool isComment = next == m_comment && m_comment != '\0';
        const bool meant =
            next == m_delimiter || isQuote || isComment || next == m_escape || next == '\n' || next == '\r';
        return !meant ? 0 : lineFeedFollows ? 3 : 2;
    }
    bool endsCell() const { return atEnd() || isBreak() || now() == m_delimiter; }

    void takeBreak()
    {
        const bool cr = now() == '\r';
        ++m_at;
        const bool both = cr && !atEnd() && now() == '\n';
        m_at += both ? 1 : 0;
        const LineEnd kind = both ? LineEnd::CrLf : cr ? LineEnd::Cr : LineEnd::Lf;
        m_usual = m_usual.value_or(kind);
        // A blank line counts as the row before.
        if (kind != *m_usual)
            m_mixed.insert(std::max<qint64>(qint64(m_rows.size()) - m_headers, 1));
    }

    void takeRow()
    {
        Row row{m_at, {}, {}};
        m_extra = m_bare = m_unclosed = false;
        for (bool more = true; more;) {
            row.cells.append(takeCell());
            m_extra = m_extra || (row.cells.size() > m_columns && !row.cells.last().isEmpty());
            more = !atEnd() && now() == m_delimiter;
            m_at += more ? 1 : 0;
        }
        const auto text = QByteArrayView(m_bytes).sliced(row.begin, m_at - row.begin);
        row.flags.setFlag(RowFlag::TooFewCells, row.cells.size() < m_columns);
        row.flags.setFlag(RowFlag::TooManyCells, m_extra);
        row.flags.setFlag(RowFlag::BareQuote, m_bare);
        row.flags.setFlag(RowFlag::UnclosedQuote, m_unclosed);
        row.flags.setFlag(RowFlag::NulByte, text.contains('\0'));
        row.flags.setFlag(RowFlag::InvalidBytes, !text.isValidUtf8());
        m_rows.push_back(row);
        if (!atEnd())
            takeBreak();
    }

    QByteArray takeCell()
    {
        QByteArray cell;
        if (!atEnd() && now() == m_quote && m_quote != '\0') {
            cell = takeQuoted();
            m_bare = m_bare || !endsCell();
        }
        while (!endsCell()) {
            m_bare = m_bare || (escaped() == 0 && now() == m_quote && m_quote != '\0');
            cell += takeText();
        }
        return cell;
    }

    QByteArray takeQuoted()
    {
        QByteArray text;
        for (++m_at; !atEnd(); text += takeText()) {
            if (escaped() > 0 || now() != m_quote)
                continue;
            ++m_at;
            if (atEnd() || now() != m_quote)
                return text;
        }
        m_unclosed = true;
        return text;
    }

    /// A character, or what an escape stands before.
    QByteArrayView takeText()
    {
        const int taken = escaped();
        const auto text = QByteArrayView(m_bytes).sliced(m_at + (taken > 0 ? 1 : 0), std::max(taken - 1, 1));
        m_at += std::max(taken, 1);
        return text;
    }

    QByteArray m_bytes;
    char m_delimiter;
    char m_quote;
    char m_escape;
    char m_comment;
    int m_columns;
    qint64 m_headers;
    qsizetype m_at = 0;
    std::vector<Row> m_rows;
    std::set<qint64> m_mixed;
    std::optional<LineEnd> m_usual;
    bool m_extra = false;
    bool m_bare = false;
    bool m_unclosed = false;
};

} // namespace stevedore::test
