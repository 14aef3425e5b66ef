// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <array>
#include <limits>

namespace stevedore {

QString grouped(qint64 number)
{
    return QLocale().toString(number);
}

QString grouped(RowNumber row)
{
    return grouped(row.value);
}

QString grouped(RowCount count)
{
    return grouped(count.value);
}

int numberOf(qint64 count)
{
    return int(std::min<qint64>(count, std::numeric_limits<int>::max()));
}

int numberOf(RowCount count)
{
    return numberOf(count.value);
}

QString byteText(qint64 bytes)
{
    static constexpr std::array<const char*, 5> units{"B", "kB", "MB", "GB", "TB"};
    double value = double(bytes);
    std::size_t unit = 0;
    while (value >= 1000 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    const int decimals = unit > 0 && value < 10 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString elapsedText(std::chrono::milliseconds elapsed)
{
    const qint64 seconds = std::max<qint64>(0, elapsed.count() / 1000);
    return QStringLiteral("%1:%2:%3")
        .arg(seconds / 3600)
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'));
}

QString percentText(qint64 part, qint64 whole)
{
    if (whole <= 0)
        return QStringLiteral("–");
    if (part == whole)
        return QStringLiteral("100 %");
    if (part == 0)
        return QStringLiteral("0 %");
    const double share = std::clamp(100.0 * double(part) / double(whole), 0.1, 99.9);
    // Cut, not rounded: 99.96 % is not "100.0 %" as long as a row is missing.
    return QLocale().toString(double(qint64(share * 10)) / 10, 'f', 1) + QStringLiteral(" %");
}

QString shownValue(const QString& value, int most)
{
    QString out;
    out.reserve(std::min<qsizetype>(value.size(), most) + 1);
    for (const QChar c : value) {
        if (out.size() >= most) {
            out += QChar(0x2026);
            break;
        }
        const ushort u = c.unicode();
        if (u == '\n')
            out += QChar(0x21B5);
        else if (u == '\t')
            out += QChar(0x21E5);
        else if (u < 0x20)
            out += QChar(0x2400 + u);
        else if (u == 0x7F || (u >= 0x80 && u < 0xA0) || (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069) ||
                 u == 0x200E || u == 0x200F)
            out += QChar(0xFFFD);
        else
            out += c;
    }
    return out;
}

QList<std::pair<RowNumber, RowNumber>> parseRowRanges(const QString& text, bool* ok)
{
    QList<std::pair<RowNumber, RowNumber>> ranges;
    *ok = false;
    for (const QString& piece : text.split(QLatin1Char(','))) {
        const QStringList ends = piece.split(QLatin1Char('-'));
        bool firstOk = false;
        bool lastOk = false;
        const qint64 first = ends.value(0).trimmed().toLongLong(&firstOk);
        const qint64 last = ends.size() == 2 ? ends[1].trimmed().toLongLong(&lastOk) : first;
        if (!firstOk || (ends.size() == 2 && !lastOk) || ends.size() > 2 || first < 1 || last < first)
            return {};
        ranges.append({RowNumber(first), RowNumber(last)});
    }
    *ok = !ranges.isEmpty();
    return ranges;
}

} // namespace stevedore
