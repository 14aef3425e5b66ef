// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/numbertext.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

namespace stevedore {

namespace {

/// More than any double has; beyond that it is not the number of a cell.
constexpr int mostExponent = 400;
/// From here on a fraction's last digits come from its binary form.
constexpr qsizetype doubtfulDigits = 16;

/// Whether it is written as it should be already, as nearly every number is.
bool isPlain(const QString& raw)
{
    const qsizetype sign = raw.startsWith(QLatin1Char('-')) ? 1 : 0;
    const qsizetype point = raw.indexOf(QLatin1Char('.'));
    const qsizetype whole = (point < 0 ? raw.size() : point) - sign;
    const bool digits = std::all_of(raw.begin() + sign, raw.end(), [](QChar c) {
        return (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('.');
    });
    if (!digits || whole < 1 || (whole > 1 && raw[sign] == QLatin1Char('0')))
        return false;
    return point < 0 ||
           (raw.count(QLatin1Char('.')) == 1 && raw.size() < doubtfulDigits && raw.back() > QLatin1Char('0'));
}

/// "digits" with the point before the one at `point`, which may lie outside of them.
QString withPoint(QString digits, qsizetype point)
{
    if (point < 0)
        digits.prepend(QString(-point, QLatin1Char('0')));
    else if (point > digits.size())
        digits.append(QString(point - digits.size(), QLatin1Char('0')));
    point = std::max<qsizetype>(point, 0);
    QString whole = digits.first(point);
    QString part = digits.mid(point);
    while (part.endsWith(QLatin1Char('0')))
        part.chop(1);
    while (whole.size() > 1 && whole.startsWith(QLatin1Char('0')))
        whole.remove(0, 1);
    if (whole.isEmpty())
        whole = QStringLiteral("0");
    return part.isEmpty() ? whole : whole + QLatin1Char('.') + part;
}

QString expanded(const QString& raw)
{
    static const QRegularExpression form(QStringLiteral("^([+-]?)(\\d*)\\.?(\\d*)(?:[eE]([+-]?\\d{1,9}))?$"));
    const auto match = form.match(raw);
    const QString digits = match.captured(2) + match.captured(3);
    const int exponent = match.captured(4).toInt();
    if (digits.isEmpty() || std::abs(exponent) > mostExponent)
        return raw;
    const QString text = withPoint(digits, match.capturedLength(2) + exponent);
    return match.captured(1) == QLatin1String("-") ? QLatin1Char('-') + text : text;
}

qsizetype significantDigits(const QString& plain)
{
    qsizetype count = 0;
    for (const QChar c : plain)
        count += c.isDigit() && (count > 0 || c != QLatin1Char('0'));
    return count;
}

} // namespace

QString plainNumber(const QString& raw)
{
    if (isPlain(raw))
        return raw;
    QString plain = expanded(raw);
    if (!plain.contains(QLatin1Char('.')) || significantDigits(plain) < doubtfulDigits)
        return plain;
    // Excel writes the 19.99 that somebody typed as 19.989999999999998. The shortest digits of the very same double
    // are what was typed.
    bool ok = false;
    const double value = raw.toDouble(&ok);
    return ok ? expanded(QString::number(value, 'g', QLocale::FloatingPointShortest)) : plain;
}

} // namespace stevedore
