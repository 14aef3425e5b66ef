// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/grammarguess.h"

#include "csv/tokenizer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace stevedore {

namespace {

/// Counts the cells of the first rows.
class CellCounter
{
public:
    struct Row
    {
        int cells = 0;
        bool bareQuote = false;
    };
    std::vector<Row> rows;
    bool unclosed = false;

    void beginRow(const char*) { m_row = {}; }
    void text(const char*, const char*) {}
    void bareQuote() { m_row.bareQuote = true; }
    void unclosedQuote() { unclosed = true; }
    void endCell() { ++m_row.cells; }
    bool endRow(const char*)
    {
        rows.push_back(m_row);
        return rows.size() >= mostRows;
    }
    void lineEnd(LineEnd) {}

private:
    static constexpr std::size_t mostRows = 1000;
    Row m_row;
};

/// How well a delimiter explains the rows: 0 to 1, and how many cells most of them then have.
struct Fit
{
    double consistency = 0;
    int cells = 1;
};

Fit fitOf(QByteArrayView text, bool wholeFile, const Grammar& grammar)
{
    Tokenizer tokenizer(grammar);
    CellCounter counter;
    const char* const end = text.data() + text.size();
    const bool stopped = tokenizer.feed(text.data(), end, counter) != end;
    if (!stopped && (wholeFile || counter.rows.empty()))
        tokenizer.finish(counter);
    if (counter.rows.empty())
        return {};
    std::map<int, int> byCells;
    for (const CellCounter::Row& row : counter.rows) {
        if (!row.bareQuote)
            ++byCells[row.cells];
    }
    if (byCells.empty())
        return {};
    const auto usual = std::max_element(byCells.begin(), byCells.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    Fit fit{double(usual->second) / double(counter.rows.size()), usual->first};
    // The header is the row that has most reason to be right.
    if (counter.rows.front().cells != fit.cells)
        fit.consistency *= 0.4;
    if (counter.unclosed && wholeFile)
        fit.consistency *= 0.5;
    return fit;
}

/// Whether nearly every comma stands between two digits, as in a file with decimal commas.
bool commasAreDecimal(QByteArrayView text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    qsizetype commas = 0;
    qsizetype inNumbers = 0;
    for (qsizetype i = text.indexOf(','); i >= 0; i = text.indexOf(',', i + 1)) {
        ++commas;
        inNumbers += i > 0 && i + 1 < text.size() && isDigit(text[i - 1]) && isDigit(text[i + 1]) ? 1 : 0;
    }
    return commas > 0 && inNumbers * 10 >= commas * 9;
}

/// With the quote, escape and comment that are given.
GrammarGuess guessDelimiter(QByteArrayView text, bool wholeFile, Grammar grammar)
{
    struct Candidate
    {
        char delimiter;
        double weight;
    };
    // Colons divide times and addresses, so they win only when nothing else divides anything.
    // A comma between digits may be part of a number if something else divides the rows as well.
    const double comma = commasAreDecimal(text) ? 0.7 : 1.0;
    const Candidate candidates[] = {{',', comma}, {';', 1.0}, {'\t', 1.1}, {'|', 1.0}, {':', 0.3}};
    GrammarGuess best{grammar, 50, 0};
    double bestScore = 0;
    double secondScore = 0;
    for (const Candidate& candidate : candidates) {
        grammar.delimiter = candidate.delimiter;
        const Fit fit = fitOf(text, wholeFile, grammar);
        if (fit.cells < 2)
            continue;
        const double score =
            fit.consistency * fit.consistency * candidate.weight * (1 + 0.3 * std::log2(double(fit.cells)));
        if (score <= bestScore) {
            secondScore = std::max(secondScore, score);
            continue;
        }
        secondScore = bestScore;
        bestScore = score;
        best.grammar.delimiter = candidate.delimiter;
        best.confidence =
            std::clamp(int(std::lround(fit.consistency * (candidate.delimiter == ':' ? 70 : 99))), 10, 99);
    }
    // A close second makes the first less sure.
    if (bestScore > 0 && secondScore > bestScore / 2)
        best.confidence = std::max(10, int(best.confidence * (1 - 0.6 * (secondScore / bestScore - 0.5))));
    return best;
}

/// The lines that begin with "#" above everything else, and the blank ones between them.
QByteArrayView linesOnTop(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size() && (text[at] == '#' || text[at] == '\n' || text[at] == '\r')) {
        const qsizetype end = text[at] == '#' ? text.indexOf('\n', at) : at;
        if (end < 0)
            return text;
        at = end + 1;
    }
    return text.first(at);
}

/// Whether none of the lines that begin with "#" has as many cells as the rows below them.
bool areComments(QByteArrayView lines, const Grammar& grammar, int cells)
{
    Tokenizer tokenizer(grammar);
    CellCounter counter;
    tokenizer.feed(lines.data(), lines.data() + lines.size(), counter);
    tokenizer.finish(counter);
    return cells > 1 && std::none_of(counter.rows.begin(), counter.rows.end(),
                                     [cells](const CellCounter::Row& row) { return row.cells == cells; });
}

/// Whether single quotes stand around every name in the first line, and there are no others.
bool hasSingleQuotes(QByteArrayView text)
{
    if (!text.startsWith('\'') || text.contains('"'))
        return false;
    const qsizetype end = std::min(text.indexOf('\n'), text.indexOf('\r') < 0 ? text.size() : text.indexOf('\r'));
    const QByteArrayView line = text.first(end < 0 ? text.size() : end).trimmed();
    if (line.size() < 5 || !line.endsWith('\''))
        return false;
    static constexpr std::array delimiters{',', ';', '\t', '|', ':'};
    return std::any_of(delimiters.begin(), delimiters.end(), [line](char delimiter) {
        const std::array<char, 3> between{'\'', delimiter, '\''};
        return line.contains(QByteArrayView(between.data(), 3));
    });
}

bool hasEscapes(QByteArrayView text, bool wholeFile, const Grammar& plain)
{
    if (!text.contains('\\'))
        return false;
    Grammar escaped = plain;
    escaped.escape = '\\';
    const Fit with = fitOf(text, wholeFile, escaped);
    return with.cells > 1 && with.consistency > fitOf(text, wholeFile, plain).consistency;
}

} // namespace

std::optional<SeparatorLine> separatorLine(QByteArrayView text)
{
    const bool quoted = text.startsWith('"');
    const qsizetype at = quoted ? 1 : 0;
    if (text.size() < at + 5 || text.sliced(at, 4).compare("sep=", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const char delimiter = text[at + 4];
    qsizetype next = at + 5;
    if (quoted) {
        if (next >= text.size() || text[next] != '"')
            return std::nullopt;
        ++next;
    }
    const qsizetype lineEnd = next;
    if (next < text.size() && text[next] == '\r')
        ++next;
    if (next < text.size() && text[next] == '\n')
        ++next;
    // "sep=Name" is a header.
    if (next == lineEnd || delimiter == '"' || delimiter == '\n' || delimiter == '\r' || delimiter < 0)
        return std::nullopt;
    return SeparatorLine{delimiter, int(next)};
}

GrammarGuess guessGrammar(QByteArrayView text, bool wholeFile)
{
    Grammar grammar;
    const auto line = separatorLine(text);
    if (line)
        text = text.sliced(line->bytes);
    const QByteArrayView top = linesOnTop(text);
    const QByteArrayView below = text.sliced(top.size());
    grammar.quote = hasSingleQuotes(below) ? '\'' : '"';
    GrammarGuess guess = guessDelimiter(below, wholeFile, grammar);
    if (top.contains('#') && areComments(top, guess.grammar, fitOf(below, wholeFile, guess.grammar).cells)) {
        guess.grammar.comment = '#';
        text = below;
    } else {
        guess = guessDelimiter(text, wholeFile, grammar);
    }
    if (line)
        guess = {guess.grammar, 100, line->bytes};
    if (line)
        guess.grammar.delimiter = line->delimiter;
    if (hasEscapes(text, wholeFile, guess.grammar))
        guess.grammar.escape = '\\';
    return guess;
}

} // namespace stevedore
