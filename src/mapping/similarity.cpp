// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/similarity.h"

#include "mapping/automatch.h"

#include <QSet>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace stevedore {

namespace {

/// Names longer than this are compared by their beginning: the distance takes time with the square of the length.
constexpr qsizetype mostCompared = 256;

/// Lower case without accents; "ß" becomes "ss".
QString withoutAccents(const QString& text)
{
    QString out;
    for (const QChar c : text.toCaseFolded().normalized(QString::NormalizationForm_KD)) {
        if (c == QChar(0xDF)) // Qt folds single characters only
            out += QLatin1String("ss");
        else if (!c.isMark())
            out += c;
    }
    return out;
}

bool isStopWord(const QString& word)
{
    static const QSet<QString> words{
        QStringLiteral("of"),  QStringLiteral("the"), QStringLiteral("a"),  QStringLiteral("an"), QStringLiteral("der"),
        QStringLiteral("die"), QStringLiteral("das"), QStringLiteral("de"), QStringLiteral("du"), QStringLiteral("la"),
        QStringLiteral("le"),  QStringLiteral("el"),  QStringLiteral("des")};
    return words.contains(word);
}

/// Words end at blanks, punctuation, and where a capital follows a small letter ("LastName").
QStringList splitWords(const QString& name)
{
    QStringList words;
    QString word;
    const auto endWord = [&] {
        const QString plain = withoutAccents(word);
        if (!plain.isEmpty() && !isStopWord(plain))
            words.append(plain);
        word.clear();
    };
    for (const QChar c : name) {
        if (!c.isLetterOrNumber() && !c.isMark() && !c.isSurrogate()) {
            endWord();
            continue;
        }
        if (c.isUpper() && !word.isEmpty() && word.back().isLower())
            endWord();
        word += c;
    }
    endWord();
    return words;
}

/// Twice the words in common by the words in all; words that differ in a letter or so count in part.
double tokenSimilarity(const QStringList& a, const QStringList& b)
{
    if (a.isEmpty() || b.isEmpty())
        return 0;
    double common = 0;
    QStringList left = b;
    for (const QString& word : a) {
        double best = 0;
        qsizetype at = -1;
        for (qsizetype i = 0; i < left.size(); ++i) {
            const double similarity = editSimilarity(word, left[i]);
            if (similarity > best) {
                best = similarity;
                at = i;
            }
        }
        if (best < 0.8)
            continue;
        common += best;
        left.removeAt(at);
    }
    return 2 * common / double(a.size() + b.size());
}

} // namespace

ComparableName::ComparableName(const QString& name) : tokens(splitWords(name.left(mostCompared)))
{
    for (const QChar c : withoutAccents(name.left(mostCompared))) {
        if (c.isLetterOrNumber() || c.isSurrogate())
            plain += c;
        if (c.isDigit())
            digits += c;
    }
}

double editSimilarity(const QString& a, const QString& b)
{
    const auto longer = std::size_t(std::max(a.size(), b.size()));
    if (longer == 0)
        return 1;
    const auto width = std::size_t(b.size()) + 1;
    std::vector<int> before(width);
    std::vector<int> last(width);
    std::vector<int> row(width);
    for (std::size_t j = 0; j < width; ++j)
        last[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        row[0] = int(i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const auto at = std::size_t(j);
            const int change = last[at - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[at] = std::min({change, last[at] + 1, row[at - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[at] = std::min(row[at], before[at - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return 1 - double(last[width - 1]) / double(longer);
}

double nameSimilarity(const ComparableName& a, const ComparableName& b)
{
    if (a.plain.isEmpty() || b.plain.isEmpty())
        return 0;
    if (a.plain == b.plain)
        return 1;
    // The same words in another order are nearly as good as the same name.
    const double similarity =
        std::max(editSimilarity(a.plain, b.plain), 0.97 * std::min(1.0, tokenSimilarity(a.tokens, b.tokens)));
    // "Phone 1" and "Phone 2" differ in one character and mean two things.
    return a.digits == b.digits ? similarity : std::min(similarity, 0.5);
}

double nameSimilarity(const QString& a, const QString& b)
{
    return nameSimilarity(ComparableName(a), ComparableName(b));
}

QString nearestSpelling(const QString& value, const QStringList& candidates)
{
    constexpr double leastSimilarity = 0.6;
    constexpr double beginningSimilarity = 0.75;
    const ComparableName wanted(value);
    double best = 0;
    QString nearest;
    for (const QString& candidate : candidates) {
        const ComparableName name(candidate);
        double similarity = nameSimilarity(wanted, name);
        if (wanted.plain.size() >= 3 && name.plain.startsWith(wanted.plain))
            similarity = std::max(similarity, beginningSimilarity);
        if (similarity >= leastSimilarity && similarity > best) {
            best = similarity;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace stevedore
