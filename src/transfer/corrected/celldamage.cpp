// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/celldamage.h"

#include "csv/csvwriter.h"
#include "mapping/utf8.h"
#include "transfer/corrected/datedamage.h"
#include "transfer/corrected/misread.h"
#include "transfer/corrected/numberdamage.h"

#include <QStringList>

#include <algorithm>

namespace stevedore {

namespace {

/// With one kind of line ends and of composed letters.
QString plainForm(QString text)
{
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    return text.normalized(QString::NormalizationForm_C);
}

/// 1 and 0 for true and false as spreadsheets write them in the languages of their users; -1 for anything else.
int truth(const QString& text)
{
    static const QStringList yes{QStringLiteral("true"),      QStringLiteral("wahr"), QStringLiteral("vrai"),
                                 QStringLiteral("verdadero"), QStringLiteral("vero"), QStringLiteral("waar"),
                                 QStringLiteral("verdadeiro")};
    static const QStringList no{QStringLiteral("false"), QStringLiteral("falsch"), QStringLiteral("faux"),
                                QStringLiteral("falso"), QStringLiteral("onwaar")};
    const QString small = text.toLower();
    return yes.contains(small) ? 1 : no.contains(small) ? 0 : -1;
}

bool isFormulaResult(const QString& before, const QString& after)
{
    if (!startsLikeFormula(before) || isAnyNumber(toStd(before)))
        return false;
    return after.startsWith(u'#') || after.startsWith(QLatin1String("Err:")) || isAnyNumber(toStd(after));
}

bool isAsciiPoint(char32_t point)
{
    return point < 0x80;
}

/// Where the two differ, `before` has a letter that is not ASCII and `after` what `isLost` takes; at least once.
template <typename IsLost>
bool differsOnlyIn(const QString& before, const QString& after, IsLost isLost)
{
    const QList<uint> a = before.toUcs4();
    const QList<uint> b = after.toUcs4();
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](uint x, uint y) {
               return x == y || (!isAsciiPoint(x) && isLost(char32_t(y)));
           });
}

std::optional<DamageKind> textDamage(const QString& before, const QString& after, FileText text)
{
    constexpr qsizetype longText = 255; // the least at which spreadsheets are known to cut
    const auto isMark = [](char32_t c) { return c == U'?' || c == 0xFFFD; };
    if (differsOnlyIn(before, after, isMark))
        return DamageKind::CharactersLost;
    if (seemsMisread(toStd(before), toStd(after)))
        return DamageKind::WrongEncoding;
    if (text == FileText::OldCodePage && differsOnlyIn(before, after, [](char32_t c) { return !isAsciiPoint(c); }))
        return DamageKind::WrongEncoding;
    if (after.size() >= longText && before.startsWith(after))
        return DamageKind::Cut;
    return std::nullopt;
}

} // namespace

std::optional<DamageKind> cellDamage(const QString& before, const QString& after, FileText text)
{
    const QString a = plainForm(before);
    const QString b = plainForm(after);
    if (a == b)
        return DamageKind::TextForm;
    const QString bare = a.trimmed();
    const QString bareAfter = b.trimmed();
    if (bare == bareAfter)
        return DamageKind::BlanksCut;
    if (bare.isEmpty() || bareAfter.isEmpty())
        return std::nullopt;
    if (const int was = truth(bare); was >= 0 && was == truth(bareAfter))
        return DamageKind::TruthForm;
    if (isFormulaResult(bare, bareAfter))
        return DamageKind::Computed;
    const std::string from = toStd(bare);
    const std::string to = toStd(bareAfter);
    // Dates first: 3.4 is a number, but not if 3 April came of it.
    if (const auto kind = dateDamage(from, to))
        return kind;
    if (const auto kind = numberDamage(from, to))
        return kind;
    return textDamage(bare, bareAfter, text);
}

} // namespace stevedore
