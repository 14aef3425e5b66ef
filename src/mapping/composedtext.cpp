// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/composedtext.h"

#include <algorithm>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

using Parts = std::vector<std::string_view>;

Parts wordsOf(std::string_view value)
{
    Parts parts;
    for (std::string_view rest = trimmedUtf8(value); !rest.empty();) {
        std::size_t end = 0;
        while (end < rest.size()) {
            std::size_t next = end;
            if (QChar::isSpace(nextCodePoint(rest, next)))
                break;
            end = next;
        }
        parts.push_back(rest.substr(0, end));
        rest = trimmedUtf8(rest.substr(end));
    }
    return parts;
}

Parts partsOf(std::string_view value, std::string_view separator)
{
    if (separator.empty())
        return wordsOf(value);
    Parts parts;
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.find(separator, at), value.size());
        parts.push_back(trimmedUtf8(value.substr(at, end - at)));
        at = end + separator.size();
    }
    return parts;
}

/// From 0; behind or before the parts if there is no such part.
std::ptrdiff_t placeOf(int number, std::size_t count)
{
    return number > 0 ? number - 1 : std::ptrdiff_t(count) + number;
}

} // namespace

std::string_view textPart(std::string_view value, const TextPart& part, std::string_view separator, std::string& buffer)
{
    if (part.isWhole())
        return value;
    const Parts parts = partsOf(value, separator);
    const std::ptrdiff_t first = std::max<std::ptrdiff_t>(placeOf(part.first, parts.size()), 0);
    const std::ptrdiff_t last = std::min(placeOf(part.last, parts.size()), std::ptrdiff_t(parts.size()) - 1);
    if (first > last)
        return {};
    const std::string_view from = parts[std::size_t(first)];
    const std::string_view to = parts[std::size_t(last)];
    if (from.data() == nullptr)
        return {};
    if (!separator.empty())
        return trimmedUtf8(
            value.substr(std::size_t(from.data() - value.data()), std::size_t(to.data() + to.size() - from.data())));
    buffer.clear();
    for (std::ptrdiff_t i = first; i <= last; ++i) {
        if (i > first)
            buffer += ' ';
        buffer += parts[std::size_t(i)];
    }
    return buffer;
}

std::optional<TextPart> textPartFromWord(const QString& word)
{
    if (word == u"last")
        return TextPart{-1, -1, {}};
    if (word == u"not last")
        return TextPart{1, -2, {}};
    const qsizetype dash = word.indexOf(u'-');
    bool ok = false;
    TextPart part;
    part.first = (dash < 0 ? word : word.left(dash)).toInt(&ok);
    if (!ok || part.first < 1)
        return std::nullopt;
    if (dash < 0)
        part.last = part.first;
    else if (dash + 1 < word.size())
        part.last = word.mid(dash + 1).toInt(&ok);
    const bool ascending = part.last == -1 || part.last >= part.first;
    return ok && ascending ? std::optional(part) : std::nullopt;
}

QString textPartWord(const TextPart& part)
{
    if (part.first == -1)
        return u"last"_s;
    if (part.last == -2)
        return u"not last"_s;
    QString first = QString::number(part.first);
    if (part.last == part.first)
        return first;
    return first + u'-' + (part.last > 0 ? QString::number(part.last) : QString());
}

QString withoutPlaces(const QString& text)
{
    QString plain = text;
    return plain.replace(u'{', u"{{"_s).replace(u'}', u"}}"_s);
}

ComposedText::ComposedText(const QString& text, const QStringList& headers)
{
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool isDoubled = (c == u'{' || c == u'}') && at + 1 < text.size() && text[at + 1] == c;
        if (c != u'{' || isDoubled) {
            plain += c;
            at += isDoubled ? 1 : 0;
            continue;
        }
        const qsizetype end = text.indexOf(u'}', at);
        addColumn(end < 0 ? text.mid(at + 1) : text.mid(at + 1, end - at - 1), headers, toStd(plain));
        plain.clear();
        at = end < 0 ? text.size() : end;
    }
    m_tail = toStd(plain);
}

void ComposedText::addColumn(const QString& inBraces, const QStringList& headers, const std::string& before)
{
    Piece piece;
    piece.before = before;
    QString name = inBraces;
    qsizetype column = headers.indexOf(name);
    if (column < 0) {
        // What follows a bar says which part is meant; the name may have a bar, too.
        const QStringList words = inBraces.split(u'|');
        for (qsizetype count = words.size() - 1; count >= 1 && column < 0; --count) {
            name = words.first(count).join(u'|');
            const auto part = textPartFromWord(words[count].trimmed());
            column = part && words.size() - count <= 2 ? headers.indexOf(name) : -1;
            if (column < 0)
                continue;
            piece.part = *part;
            piece.part.separator = words.value(count + 1);
            piece.separator = toStd(piece.part.separator);
        }
    }
    if (column < 0) {
        if (m_unknown.isEmpty())
            m_unknown = inBraces.isEmpty() ? u"{}"_s : inBraces;
        return;
    }
    piece.column = int(column);
    m_pieces.push_back(std::move(piece));
}

std::vector<int> ComposedText::columns() const
{
    std::vector<int> columns;
    for (const Piece& piece : m_pieces)
        columns.push_back(piece.column);
    std::sort(columns.begin(), columns.end());
    columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
    return columns;
}

} // namespace stevedore
