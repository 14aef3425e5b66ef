// SPDX-License-Identifier: GPL-3.0-or-later
// For each row: how far it is from the one before, the fate and the form of the record's id, and the id. Numbers are
// written seven bits a byte, the lowest first; all bytes of a number but its last have the highest bit set.
#include "journal/rowpiece.h"

namespace stevedore {

namespace {

constexpr quint64 moreToCome = 0x80;
constexpr int bitsInByte = 7;
constexpr int bitsInNumber = 64;
/// The id is a text; else it is written as the difference to the one before.
constexpr quint64 idIsText = 0x10;
constexpr quint64 fateBits = 0x0F;

void appendNumber(quint64 number, QByteArray& out)
{
    for (; number >= moreToCome; number >>= bitsInByte)
        out += char(number | moreToCome);
    out += char(number);
}

/// Small numbers of either sign as small numbers.
quint64 folded(quint64 difference)
{
    return (difference << 1U) ^ (0 - (difference >> (bitsInNumber - 1)));
}

quint64 unfolded(quint64 number)
{
    return (number >> 1U) ^ (0 - (number & 1U));
}

/// The number that the text is, if it is written like that and in no other way.
std::optional<quint64> plainNumber(const QString& text)
{
    constexpr qsizetype mostDigits = 18; // all of them fit
    if (text.isEmpty() || text.size() > mostDigits + 1 || text.front() == u'0')
        return std::nullopt;
    quint64 number = 0;
    for (const QChar c : text) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        number = number * 10 + quint64(c.unicode() - u'0');
    }
    return number;
}

class PieceReader
{
public:
    explicit PieceReader(const QByteArray& piece) : m_at(piece.cbegin()), m_end(piece.cend()) {}

    bool atEnd() const { return m_at == m_end; }
    bool failed() const { return m_failed; }

    quint64 number()
    {
        quint64 out = 0;
        for (int shift = 0; m_at != m_end && shift < bitsInNumber; shift += bitsInByte) {
            const auto byte = static_cast<unsigned char>(*m_at++);
            out |= (byte & (moreToCome - 1)) << shift;
            if (byte < moreToCome)
                return out;
        }
        m_failed = true;
        return 0;
    }
    QString text()
    {
        const quint64 size = number();
        if (m_failed || size > quint64(m_end - m_at)) {
            m_failed = true;
            return {};
        }
        const char* const from = std::exchange(m_at, m_at + size);
        return QString::fromUtf8(from, qsizetype(size));
    }

private:
    const char* m_at;
    const char* m_end;
    bool m_failed = false;
};

} // namespace

bool fitsPiece(const OutcomeRecord& outcome)
{
    const bool in = outcome.fate == Fate::Added || outcome.fate == Fate::Updated || outcome.fate == Fate::Skipped;
    return in && outcome.errors.isEmpty();
}

QByteArray pieceOf(const std::vector<OutcomeRecord>& rows)
{
    constexpr qsizetype usualBytes = 4;
    QByteArray out;
    out.reserve(qsizetype(rows.size()) * usualBytes);
    qint64 row = 0;
    quint64 id = 0;
    for (const OutcomeRecord& outcome : rows) {
        appendNumber(quint64(outcome.row.value - std::exchange(row, outcome.row.value)), out);
        if (const auto number = plainNumber(outcome.recordId)) {
            appendNumber(quint64(outcome.fate), out);
            appendNumber(folded(*number - std::exchange(id, *number)), out);
            continue;
        }
        const QByteArray text = outcome.recordId.toUtf8();
        appendNumber(quint64(outcome.fate) | idIsText, out);
        appendNumber(quint64(text.size()), out);
        out += text;
    }
    return out;
}

std::optional<std::vector<OutcomeRecord>> rowsOfPiece(const QByteArray& piece)
{
    std::vector<OutcomeRecord> rows;
    PieceReader reader(piece);
    RowNumber row;
    quint64 id = 0;
    while (!reader.atEnd()) {
        row = RowNumber(qint64(quint64(row.value) + reader.number()));
        const quint64 form = reader.number();
        QString text;
        if (form & idIsText)
            text = reader.text();
        else
            text = QString::number(id += unfolded(reader.number()));
        rows.push_back({row, Fate(form & fateBits), text, {}});
        if (reader.failed() || form > (fateBits | idIsText) || !fitsPiece(rows.back()))
            return std::nullopt;
    }
    return rows;
}

} // namespace stevedore
