// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/echo.h"

#include "base/text.h"
#include "transfer/dryrun/cellforms.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace stevedore {

namespace {

/// In a skeleton: a character that a server may write in several ways.
constexpr char wild = '\x01';
/// Letters and digits of the longest of those ways, for each byte: "&eacute;" for two, "&quot;" for one.
constexpr std::size_t mostForWild = 4;
/// Beyond so many steps nothing is excluded.
constexpr int mostSteps = 10'000;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

void appendAsciiCell(std::string_view cell, std::string& out)
{
    const std::size_t begin = out.size();
    bool blank = false;
    for (const char c : cell) {
        if (isBlank(c)) {
            blank = out.size() > begin;
            continue;
        }
        if (blank)
            out += ' ';
        blank = false;
        out += asciiLower(c);
    }
}

std::string_view trimmed(std::string_view cell)
{
    while (!cell.empty() && isBlank(cell.front()))
        cell.remove_prefix(1);
    while (!cell.empty() && isBlank(cell.back()))
        cell.remove_suffix(1);
    return cell;
}

void appendNormalCell(std::string_view cell, std::string& out)
{
    cell = trimmed(cell);
    if (!cell.empty() && (isDigit(cell.front()) || cell.front() == '-' || cell.front() == '+' || cell.front() == '.')) {
        const std::size_t before = out.size();
        if (appendNumberForm(cell, out))
            return;
        out.resize(before);
    }
    if (isAscii(cell)) {
        appendAsciiCell(cell, out);
        return;
    }
    out += QString::fromUtf8(cell.data(), qsizetype(cell.size()))
               .normalized(QString::NormalizationForm_C)
               .simplified()
               .toCaseFolded()
               .toStdString();
}

/// Takes the next cell off an echo.
std::string_view takeCell(std::string_view& echo)
{
    const std::size_t end = std::min(echo.find(echoEnd), echo.size());
    const std::string_view cell = echo.substr(0, end);
    echo.remove_prefix(std::min(end + 1, echo.size()));
    return cell;
}

/// What remains of a sent cell once a server has trimmed and punctuated as it likes: letters and digits, and marks for
/// what it may write in other characters.
std::string skeletonOf(std::string_view sent)
{
    std::string out;
    for (const char c : sent) {
        const bool open = static_cast<unsigned char>(c) >= 0x80 || std::string_view("&<>\"'").find(c) < 5;
        if (open)
            out += wild;
        else if (isDigit(c) || isLetter(c))
            out += c;
    }
    return out;
}

/// The same of an echoed cell, in which every character is what it is.
std::string bonesOf(std::string_view echoed)
{
    std::string out;
    std::copy_if(echoed.begin(), echoed.end(), std::back_inserter(out),
                 [](char c) { return isDigit(c) || isLetter(c); });
    return out;
}

/// Letters beyond ASCII, as UTF-8: no server makes them from plain ones. (Dashes, quotes and blanks it does.)
bool hasForeignLetters(std::string_view echoed)
{
    if (isAscii(echoed))
        return false;
    const QString text = QString::fromUtf8(echoed.data(), qsizetype(echoed.size()));
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x80 && c.isLetter(); });
}

std::string_view withoutZeros(std::string_view digits)
{
    digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
    return digits;
}

enum class Kind {
    Text,
    Digits, ///< numbers, phone numbers and the like: digits and punctuation
    Open,   ///< dates, decimals, truth: there are too many ways to write it
};

Kind kindOf(std::string_view sent)
{
    if (sent == "true" || sent == "false")
        return Kind::Open;
    bool digits = false;
    for (const char c : sent) {
        if (isLetter(c) || static_cast<unsigned char>(c) >= 0x80)
            return Kind::Text;
        digits = digits || isDigit(c);
    }
    if (!digits)
        return Kind::Text;
    const bool date = sent.size() >= 10 && sent[4] == '-' && sent[7] == '-';
    return date || sent.find('.') < sent.size() ? Kind::Open : Kind::Digits;
}

/// Whether `bones` is the skeleton or the beginning of it.
bool fits(std::string_view skeleton, std::string_view bones, int& steps)
{
    while (!bones.empty()) {
        if (++steps > mostSteps)
            return true;
        if (skeleton.empty())
            return false;
        if (skeleton.front() == wild) {
            const std::size_t run = std::min(skeleton.find_first_not_of(wild), skeleton.size());
            skeleton.remove_prefix(run);
            const std::size_t most = run * mostForWild;
            for (std::size_t taken = 0; taken < std::min(most + 1, bones.size()); ++taken)
                if (fits(skeleton, bones.substr(taken), steps))
                    return true;
            return bones.size() <= most;
        }
        if (skeleton.front() != bones.front())
            return false;
        skeleton.remove_prefix(1);
        bones.remove_prefix(1);
    }
    return true;
}

bool digitsFit(std::string_view sent, std::string_view echoed)
{
    const std::string sentBones = bonesOf(sent);
    const std::string echoedBones = bonesOf(echoed);
    const std::string_view a = withoutZeros(sentBones);
    const std::string_view b = withoutZeros(echoedBones);
    if (a.starts_with(b))
        return true;
    return b.starts_with(a) && b.find_first_not_of('0', a.size()) == std::string_view::npos;
}

bool openFits(std::string_view sent, std::string_view echoed)
{
    bool ok = false;
    const double number = QString::fromUtf8(sent.data(), qsizetype(sent.size())).toDouble(&ok);
    if (!ok)
        return true;
    QString plain = QString::fromUtf8(echoed.data(), qsizetype(echoed.size()));
    bool readable = false;
    const double other = plain.remove(QLatin1Char(',')).toDouble(&readable);
    return !readable || std::abs(number - other) < mostRounding || digitsFit(sent, echoed);
}

bool cellMayBe(std::string_view sent, std::string_view echoed)
{
    if (sent == echoed || echoed.empty())
        return true;
    switch (kindOf(sent)) {
    case Kind::Text: {
        int steps = 0;
        const std::string skeleton = skeletonOf(sent);
        if (skeleton.find(wild) == std::string::npos && hasForeignLetters(echoed))
            return false;
        return fits(skeleton, bonesOf(echoed), steps);
    }
    case Kind::Digits:
        return digitsFit(sent, echoed);
    case Kind::Open:
        return openFits(sent, echoed);
    }
    Q_UNREACHABLE();
}

} // namespace

void appendEchoCell(std::string& echo, std::string_view cell)
{
    const std::size_t begin = echo.size();
    echo += cell;
    std::replace(echo.begin() + std::ptrdiff_t(begin), echo.end(), echoEnd, ' ');
    echo += echoEnd;
}

std::string normalEcho(std::string_view echo)
{
    std::string out;
    normaliseEcho(echo, out);
    return out;
}

void normaliseEcho(std::string_view echo, std::string& out)
{
    out.clear();
    out.reserve(echo.size());
    while (!echo.empty()) {
        appendNormalCell(takeCell(echo), out);
        out += echoEnd;
    }
}

bool mayBeEchoOf(std::string_view sent, std::string_view echoed)
{
    while (!sent.empty() && !echoed.empty())
        if (!cellMayBe(takeCell(sent), takeCell(echoed)))
            return false;
    return sent.empty() && echoed.empty();
}

EchoIndex::EchoIndex(const std::vector<std::string_view>& sent, std::size_t columns) : m_sent(sent), m_columns(columns)
{
    for (int i = 0; i < int(sent.size()); ++i) {
        std::string_view rest = sent[std::size_t(i)];
        for (Column& column : m_columns) {
            const std::string_view cell = takeCell(rest);
            const Kind kind = kindOf(cell);
            const std::string skeleton = kind == Kind::Open ? std::string() : skeletonOf(cell);
            const std::size_t literal = std::min(skeleton.find(wild), skeleton.size());
            std::string begin(withoutZeros(std::string_view(skeleton).substr(0, literal)));
            if (kind != Kind::Text || literal < skeleton.size())
                column.open[begin].push_back(i);
            column.sorted.emplace_back(std::move(begin), i);
        }
    }
    for (Column& column : m_columns)
        std::sort(column.sorted.begin(), column.sorted.end());
}

std::vector<int> EchoIndex::sendersOf(std::string_view echoed) const
{
    std::vector<int> fewest;
    bool first = true;
    std::string_view rest = echoed;
    for (const Column& column : m_columns) {
        const std::string allBones = bonesOf(takeCell(rest));
        const std::string_view bones = withoutZeros(allBones);
        std::vector<int> found;
        // What the echo is the beginning of, and what may go on where its own beginning ends.
        for (auto at = std::lower_bound(column.sorted.begin(), column.sorted.end(), bones,
                                        [](const auto&a, std::string_view b) { return a.first < b; });
             at != column.sorted.end() && at->first.starts_with(bones); ++at)
            found.push_back(at->second);
        for (std::size_t length = 0; length < bones.size(); ++length) {
            const auto open = column.open.find(std::string(bones.substr(0, length)));
            if (open != column.open.end())
                found.insert(found.end(), open->second.begin(), open->second.end());
        }
        if (first || found.size() < fewest.size())
            fewest = std::move(found);
        first = false;
    }
    std::erase_if(fewest, [&](int i) { return !mayBeEchoOf(m_sent[std::size_t(i)], echoed); });
    std::sort(fewest.begin(), fewest.end());
    return fewest;
}

} // namespace stevedore
