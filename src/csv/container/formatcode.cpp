// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/cellformat.h"

#include <QRegularExpression>

#include <algorithm>

namespace stevedore {

namespace {

bool isElapsed(const QString& bracket)
{
    static const QRegularExpression form(QStringLiteral("^(h+|m+|s+)$"));
    return form.match(bracket).hasMatch();
}

/// The letters that stand for parts of a date or time, one for each run: "dd/mm/yyyy" gives "dmy". An elapsed part is
/// a capital.
QString dateLetters(const QString& section)
{
    // Quoted text, escaped, padding and filling characters, brackets, and the marks of half a day.
    static const QRegularExpression token(
        QStringLiteral("\"[^\"]*\"?|[\\\\_*].|\\[([^\\]]*)\\]?|general|am/pm|a/p|y+|m+|d+|h+|s+"),
        QRegularExpression::DotMatchesEverythingOption);
    QString letters;
    for (auto it = token.globalMatch(section); it.hasNext();) {
        const auto match = it.next();
        const QString text = match.captured();
        if (const QString bracket = match.captured(1); text.startsWith(QLatin1Char('['))) {
            if (isElapsed(bracket))
                letters += bracket[0].toUpper();
        } else if (text.startsWith(QLatin1Char('a'))) {
            letters += QLatin1Char('a');
        } else if (QStringLiteral("ymdhs").contains(text[0])) {
            letters += text[0];
        }
    }
    return letters;
}

/// m is minutes after hours and before seconds, months elsewhere.
bool isMinute(const QString& letters, qsizetype at)
{
    const bool afterHours = at > 0 && letters[at - 1].toLower() == QLatin1Char('h');
    return afterHours || (at + 1 < letters.size() && letters[at + 1].toLower() == QLatin1Char('s'));
}

/// Up to the first semicolon that is not text.
QString firstSection(const QString& code)
{
    static const QRegularExpression section(QStringLiteral("^(?:\"[^\"]*\"?|\\\\.|\\[[^\\]]*\\]?|[^;])*"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return section.match(code).captured().toLower();
}

} // namespace

CellFormat formatOfCode(const QString& code)
{
    const QString letters = dateLetters(firstSection(code));
    bool date = false;
    bool time = false;
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const QChar c = letters[i];
        const bool isDate =
            c == QLatin1Char('y') || c == QLatin1Char('d') || (c == QLatin1Char('m') && !isMinute(letters, i));
        (isDate ? date : time) = true;
    }
    if (date)
        return time ? CellFormat::DateTime : CellFormat::Date;
    if (!time)
        return CellFormat::Number;
    const bool elapsed = std::any_of(letters.begin(), letters.end(), [](QChar c) { return c.isUpper(); });
    return elapsed ? CellFormat::Elapsed : CellFormat::Time;
}

} // namespace stevedore
