// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/valueguess.h"

#include "mapping/automatch.h"
#include "mapping/dateform.h"
#include "mapping/utf8.h"

#include <algorithm>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

/// Dates outside are more likely numbers that look like dates.
bool isLikelyYear(int year)
{
    return year >= 1800 && year <= 2200;
}

std::vector<bool> readable(const QString& pattern, const std::vector<std::string>& values)
{
    const DateForm form(pattern);
    std::vector<bool> reads;
    reads.reserve(values.size());
    for (const std::string& value : values) {
        CivilTime time;
        reads.push_back(form.parse(value, time) && isLikelyYear(time.year));
    }
    return reads;
}

/// The pattern with day and month exchanged, if it is one that is in use; dates with dots, for example, have the day
/// first everywhere.
QString twinOf(const QString& pattern)
{
    QString twin = pattern;
    twin.replace(u"dd"_s, u"\u0001"_s).replace(u"MM"_s, u"dd"_s).replace(u"\u0001"_s, u"MM"_s);
    return twin != pattern && datePatterns().contains(twin) ? twin : QString();
}

bool isAmbiguous(const std::vector<bool>& reads, const std::vector<bool>& twinReads)
{
    qsizetype only = 0;
    qsizetype twinOnly = 0;
    for (std::size_t i = 0; i < reads.size(); ++i) {
        only += reads[i] && !twinReads[i];
        twinOnly += twinReads[i] && !reads[i];
    }
    // A slip or two among many values do not make the rest doubtful.
    return only == 0 || only < 20 * twinOnly;
}

/// What one number says of the decimal sign: '.' or ',', or 0 if it says nothing.
char decimalSignOf(const QString& value)
{
    const qsizetype points = value.count(u'.');
    const qsizetype commas = value.count(u',');
    if (points > 0 && commas > 0)
        return value.lastIndexOf(u'.') > value.lastIndexOf(u',') ? '.' : ',';
    if (points + commas == 0)
        return 0;
    const char sign = points > 0 ? '.' : ',';
    const char other = points > 0 ? ',' : '.';
    if (points + commas > 1)
        return other;
    const qsizetype at = value.indexOf(QLatin1Char(sign));
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto behind = std::count_if(value.begin() + at, value.end(), isDigit);
    const auto before = std::count_if(value.begin(), value.begin() + at, isDigit);
    const bool groupsPerhaps = behind == 3 && before >= 1 && before <= 3 && !value.startsWith(u'0');
    return groupsPerhaps ? char(0) : sign;
}

} // namespace

QStringList knownValues(const ColumnProfile& profile)
{
    QStringList values;
    for (const ColumnProfile::Value& value : profile.frequent)
        values.append(value.value.trimmed());
    for (const QString& sample : profile.samples)
        values.append(sample.trimmed());
    values.removeAll(QString());
    values.removeDuplicates();
    return values;
}

QStringList datePatterns()
{
    return {u"yyyy-MM-dd"_s,
            u"dd/MM/yyyy"_s,
            u"MM/dd/yyyy"_s,
            u"dd.MM.yyyy"_s,
            u"dd-MM-yyyy"_s,
            u"MM-dd-yyyy"_s,
            u"yyyy/MM/dd"_s,
            u"yyyy.MM.dd"_s,
            u"yyyyMMdd"_s,
            u"dd/MM/yy"_s,
            u"MM/dd/yy"_s,
            u"dd.MM.yy"_s,
            u"dd MMM yyyy"_s,
            u"dd-MMM-yyyy"_s,
            u"dd. MMM yyyy"_s,
            u"MMM dd, yyyy"_s,
            u"yyyy-MM-dd HH:mm:ss"_s,
            u"yyyy-MM-dd HH:mm"_s,
            u"yyyy-MM-ddTHH:mm:ss"_s,
            u"yyyy-MM-ddTHH:mm"_s,
            u"dd/MM/yyyy HH:mm:ss"_s,
            u"dd/MM/yyyy HH:mm"_s,
            u"MM/dd/yyyy HH:mm:ss"_s,
            u"MM/dd/yyyy HH:mm"_s,
            u"MM/dd/yyyy hh:mm AP"_s,
            u"dd.MM.yyyy HH:mm:ss"_s,
            u"dd.MM.yyyy HH:mm"_s};
}

DateGuess guessDatePattern(const ColumnProfile& profile)
{
    std::vector<std::string> values;
    for (const QString& value : knownValues(profile))
        values.push_back(toStd(value));
    std::vector<bool> bestReads;
    DateGuess guess;
    qsizetype best = 0;
    for (const QString& pattern : datePatterns()) {
        std::vector<bool> reads = readable(pattern, values);
        const qsizetype count = std::count(reads.begin(), reads.end(), true);
        if (count <= best)
            continue;
        best = count;
        bestReads = std::move(reads);
        guess.pattern = pattern;
    }
    // Dirty columns are still columns of dates.
    if (best * 10 < qsizetype(values.size()) * 6)
        return {};
    const QString twin = twinOf(guess.pattern);
    guess.ambiguous = !twin.isEmpty() && isAmbiguous(bestReads, readable(twin, values));
    return guess;
}

char guessDecimalSign(const ColumnProfile& profile)
{
    int points = 0;
    int commas = 0;
    for (const QString& value : knownValues(profile)) {
        const char sign = decimalSignOf(value);
        points += sign == '.';
        commas += sign == ',';
    }
    return commas > points ? ',' : '.';
}

} // namespace stevedore
