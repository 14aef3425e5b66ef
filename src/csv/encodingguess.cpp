// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/encodingguess.h"

#include "csv/encoding.h"
#include "csv/utf8checker.h"

#include <QString>
#include <QStringDecoder>

#include <algorithm>
#include <array>
#include <optional>
#include <uchardet/uchardet.h>

namespace stevedore {

namespace {

unsigned char byteAt(QByteArrayView sample, qsizetype i)
{
    return static_cast<unsigned char>(sample[i]);
}

std::optional<EncodingGuess> fromMark(QByteArrayView sample)
{
    struct Mark
    {
        QByteArrayView bytes;
        const char* name;
    };
    // UTF-32LE begins like UTF-16LE, so it comes first.
    static constexpr std::array<Mark, 6> marks{{
        {QByteArrayView("\xEF\xBB\xBF", 3), "UTF-8"},
        {QByteArrayView("\xFF\xFE\0\0", 4), "UTF-32LE"},
        {QByteArrayView("\0\0\xFE\xFF", 4), "UTF-32BE"},
        {QByteArrayView("\xFF\xFE", 2), "UTF-16LE"},
        {QByteArrayView("\xFE\xFF", 2), "UTF-16BE"},
        {QByteArrayView("\x84\x31\x95\x33", 4), "GB18030"},
    }};
    for (const Mark& mark : marks) {
        if (sample.startsWith(mark.bytes))
            return EncodingGuess{mark.name, 100, int(mark.bytes.size())};
    }
    return std::nullopt;
}

/// How many of the units of two bytes are delimiters and line breaks; `low` is where the byte that is not zero stands.
qint64 countSeparators(QByteArrayView sample, qsizetype low)
{
    static constexpr QByteArrayView separators("\n\r,;\t|");
    qint64 count = 0;
    for (qsizetype i = 0; i + 1 < sample.size(); i += 2)
        count += sample[i + 1 - low] == '\0' && separators.contains(sample[i + low]) ? 1 : 0;
    return count;
}

/// UTF-16 and UTF-32 without a mark: delimiters, digits and line breaks have zero bytes, always on the same side.
std::optional<EncodingGuess> fromZeros(QByteArrayView sample)
{
    std::array<qint64, 4> zeros{};
    const qsizetype size = sample.size() & ~qsizetype(3);
    for (qsizetype i = 0; i < size; ++i)
        zeros[std::size_t(i & 3)] += sample[i] == '\0' ? 1 : 0;
    const qint64 units = size / 4;
    if (units < 2 || zeros[0] + zeros[1] + zeros[2] + zeros[3] == 0)
        return std::nullopt;
    const auto most = [units](qint64 count) { return count * 10 >= units * 9; };
    if (most(zeros[2]) && most(zeros[3]) && !most(zeros[0]))
        return EncodingGuess{"UTF-32LE", 90, 0};
    if (most(zeros[0]) && most(zeros[1]) && !most(zeros[3]))
        return EncodingGuess{"UTF-32BE", 90, 0};
    const qint64 even = zeros[0] + zeros[2];
    const qint64 odd = zeros[1] + zeros[3];
    const int confidence = std::max(even, odd) > units ? 90 : 70;
    // In a text of another script only a few characters in a hundred have a zero byte, and delimiters are among them;
    // a stray zero byte in a text of single bytes makes none.
    if (odd * 20 >= units && even * 20 <= odd && countSeparators(sample, 0) * 20 >= odd)
        return EncodingGuess{"UTF-16LE", confidence, 0};
    if (even * 20 >= units && odd * 20 <= even && countSeparators(sample, 1) * 20 >= even)
        return EncodingGuess{"UTF-16BE", confidence, 0};
    return std::nullopt;
}

struct Utf8Count
{
    qint64 characters = 0; ///< beyond ASCII
    qint64 errors = 0;
};

Utf8Count countUtf8(QByteArrayView sample, bool wholeFile)
{
    Utf8Count count;
    Utf8Checker checker;
    for (qsizetype i = 0; i < sample.size(); ++i) {
        Utf8Checker::Verdict verdict = checker.take(byteAt(sample, i));
        if (verdict == Utf8Checker::Verdict::InvalidBefore) {
            ++count.errors;
            verdict = checker.take(byteAt(sample, i));
        }
        count.errors += verdict == Utf8Checker::Verdict::Invalid ? 1 : 0;
        count.characters += verdict == Utf8Checker::Verdict::Character && checker.code() >= 0x80 ? 1 : 0;
    }
    count.errors += wholeFile && checker.midCharacter() ? 1 : 0;
    return count;
}

/// What the bytes from 0x80 on look like when they are taken one by one.
struct HighBytes
{
    qint64 all = 0;
    qint64 western = 0;    ///< letters and marks that Western European texts use every day, in windows-1252
    qint64 lonely = 0;     ///< with at most one other beside them
    qint64 controls = 0;   ///< 0x80 to 0x9F: printable in windows-125x, control characters in ISO-8859
    bool currency = false; ///< 0xA4: the euro sign of ISO-8859-15, and hardly anything elsewhere
};

HighBytes countHighBytes(QByteArrayView sample)
{
    static constexpr QByteArrayView everyday(
        "\xC4\xD6\xDC\xE4\xF6\xFC\xDF\xC0\xC2\xC7\xC8\xC9\xCA\xCB\xCE\xCF\xD4\xD9\xDB\xE0\xE2\xE7\xE8\xE9\xEA\xEB\xEE"
        "\xEF"
        "\xF4\xF9\xFB\xC1\xCD\xD1\xD3\xDA\xE1\xED\xF1\xF3\xFA\xC3\xD5\xE3\xF5\xC5\xC6\xD8\xE5\xE6\xF8\xEC\xF2\xBF\xA1"
        "\xB0"
        "\xA7\xAB\xBB\xA3\xA9\xAE\xA0\x80\x84\x85\x91\x92\x93\x94\x96\x97\x99\x9C\xB4\xB7");
    HighBytes high;
    qsizetype runBegin = 0;
    for (qsizetype i = 0; i <= sample.size(); ++i) {
        if (i < sample.size() && byteAt(sample, i) >= 0x80) {
            ++high.all;
            high.western += everyday.contains(sample[i]) ? 1 : 0;
            high.controls += byteAt(sample, i) < 0xA0 ? 1 : 0;
            high.currency = high.currency || byteAt(sample, i) == 0xA4;
            continue;
        }
        const qsizetype run = i - runBegin;
        high.lonely += run <= 2 ? run : 0;
        runBegin = i + 1;
    }
    return high;
}

QByteArray askDetector(QByteArrayView sample)
{
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    if (!detector || uchardet_handle_data(detector.get(), sample.data(), std::size_t(sample.size())) != 0)
        return {};
    uchardet_data_end(detector.get());
    return QByteArray(uchardet_get_charset(detector.get()));
}

/// Whether at most one character in 50 beyond ASCII cannot be decoded.
bool decodesWell(const QByteArray& name, QByteArrayView sample)
{
    QStringDecoder decoder(name.constData());
    const QString text = decoder.decode(sample);
    const auto beyond = std::count_if(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x80; });
    const auto unknown = text.count(QChar(QChar::ReplacementCharacter)) + text.count(QChar(0x1A));
    return beyond > 0 && unknown * 50 <= beyond;
}

/// The spelling and, where one contains the other, the larger encoding of what the detector says.
QByteArray settled(const QByteArray& detected, const HighBytes& high)
{
    const QByteArray upper = detected.toUpper();
    if (upper == "ISO-8859-1" || (upper == "ISO-8859-15" && (!high.currency || high.controls > 0)))
        return "windows-1252";
    if (upper.startsWith("WINDOWS-"))
        return upper.toLower();
    if (upper == "SHIFT_JIS")
        return "Shift_JIS";
    if (upper == "BIG5")
        return "Big5";
    if (upper == "UHC")
        return "EUC-KR";
    if (upper == "GB2312")
        return "GB18030";
    return detected;
}

EncodingGuess fromLegacyBytes(QByteArrayView sample)
{
    const HighBytes high = countHighBytes(sample);
    const bool western = high.western * 10 >= high.all * 9 && high.lonely * 10 >= high.all * 8;
    const QByteArray name = settled(askDetector(sample), high);
    const EncodingKind kind = encodingKind(name);
    if (kind == EncodingKind::Other && !western && decodesWell(name, sample))
        return {name, high.all >= 20 ? 85 : 60, 0};
    if (western || kind != EncodingKind::SingleByte)
        return {"windows-1252", western ? (high.all >= 10 ? 85 : 75) : 40, 0};
    return {name, high.all >= 50 ? 75 : 55, 0};
}

} // namespace

EncodingGuess guessEncoding(QByteArrayView sample, bool wholeFile)
{
    if (const auto guess = fromMark(sample))
        return *guess;
    if (const auto guess = fromZeros(sample))
        return *guess;
    const Utf8Count utf8 = countUtf8(sample, wholeFile);
    if (utf8.errors == 0 && utf8.characters == 0) {
        // Seven-bit encodings of East Asia hide behind escapes.
        const QByteArray name = sample.contains('\x1B') ? askDetector(sample).toUpper() : QByteArray();
        if (name.startsWith("ISO-2022") && encodingKind(name) == EncodingKind::Other && decodesWell(name, sample))
            return {name, 85, 0};
        return {"UTF-8", wholeFile ? 100 : 90, 0};
    }
    if (utf8.errors == 0)
        return {"UTF-8", 99, 0};
    // A few broken bytes in a text that is otherwise UTF-8: by chance that would not happen in another encoding.
    if (utf8.characters >= utf8.errors * 10)
        return {"UTF-8", 75, 0};
    return fromLegacyBytes(sample);
}

} // namespace stevedore
