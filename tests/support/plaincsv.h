// SPDX-License-Identifier: GPL-3.0-or-later
// The grammar of a CSV file once more, byte by byte and as plainly as can be: what the index is held against.
#pragma once

#include "csv/csvfile.h"
#include "csv/tokenizer.h"

#include <QByteArray>
#include <QStringDecoder>

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
    struct Row
    {
        qint64 begin = 0;
        RowFlags flags;
    };

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
        // A blank line that ends in LF counts as the row that follows, others as the row before.
        const qint64 row = qint64(m_rows.size()) - m_headers + (kind == LineEnd::Lf && !m_endsRow ? 1 : 0);
        if (kind != *m_usual)
            m_mixed.insert(std::max<qint64>(row, 1));
    }

    void takeRow()
    {
        Row row{m_at, {}};
        m_cells = 0;
        m_extra = m_bare = m_unclosed = false;
        for (bool more = true; more;) {
            takeCell();
            more = !atEnd() && now() == m_delimiter;
            m_at += more ? 1 : 0;
        }
        const QByteArray text = m_bytes.mid(row.begin, m_at - row.begin);
        row.flags.setFlag(RowFlag::TooFewCells, m_cells < m_columns);
        row.flags.setFlag(RowFlag::TooManyCells, m_extra);
        row.flags.setFlag(RowFlag::BareQuote, m_bare);
        row.flags.setFlag(RowFlag::UnclosedQuote, m_unclosed);
        row.flags.setFlag(RowFlag::NulByte, text.contains('\0'));
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder(QByteArray(text + '\n'));
        row.flags.setFlag(RowFlag::InvalidBytes, decoder.hasError());
        m_rows.push_back(row);
        if (!atEnd()) {
            m_endsRow = true;
            takeBreak();
            m_endsRow = false;
        }
    }

    void takeCell()
    {
        qint64 length = 0;
        if (!atEnd() && now() == m_quote && m_quote != '\0') {
            length = takeQuoted();
            m_bare = m_bare || !endsCell();
        }
        while (!endsCell()) {
            const int taken = escaped();
            m_bare = m_bare || (taken == 0 && now() == m_quote && m_quote != '\0');
            m_at += std::max(taken, 1);
            ++length;
        }
        ++m_cells;
        m_extra = m_extra || (m_cells > m_columns && length > 0);
    }

    qint64 takeQuoted()
    {
        qint64 length = 0;
        for (++m_at; !atEnd(); ++m_at, ++length) {
            if (const int taken = escaped(); taken > 0) {
                m_at += taken - 1;
                continue;
            }
            if (now() != m_quote)
                continue;
            ++m_at;
            if (atEnd() || now() != m_quote)
                return length;
        }
        m_unclosed = true;
        return length;
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
    bool m_endsRow = false;
    int m_cells = 0;
    bool m_extra = false;
    bool m_bare = false;
    bool m_unclosed = false;
};

} // namespace stevedore::test
