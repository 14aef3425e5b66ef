// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/dialect.h"

#include "csv/encoding.h"
#include "csv/encodingguess.h"
#include "csv/grammarguess.h"
#include "csv/headerguess.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace stevedore {

DialectGuess guessDialect(QByteArrayView sample, bool wholeFile)
{
    const EncodingGuess encoding = guessEncoding(sample, wholeFile);
    DialectGuess guess;
    guess.dialect.encoding = encoding.name;
    guess.encodingConfidence = encoding.confidence;
    guess.bomBytes = encoding.bomBytes;

    // Delimiters are ASCII: the raw bytes tell as much as the text, unless characters are wider than a byte.
    QByteArrayView text = sample.sliced(encoding.bomBytes);
    QByteArray transcoded;
    if (encodingKind(encoding.name) == EncodingKind::Other) {
        QStringDecoder decoder(encoding.name.constData());
        transcoded = QString(decoder.decode(text)).toUtf8();
        text = transcoded;
    }
    const GrammarGuess grammar = guessGrammar(text, wholeFile);
    static_cast<Grammar&>(guess.dialect) = grammar.grammar;
    guess.delimiterConfidence = grammar.confidence;
    const HeaderGuess header = guessHeader(text.sliced(grammar.separatorLineBytes), guess.dialect, wholeFile);
    guess.dialect.hasHeader = header.hasHeader;
    guess.headerConfidence = header.confidence;
    return guess;
}

QList<QByteArray> selectableEncodings()
{
    static constexpr const char* names[] = {
        "UTF-8",        "windows-1252", "UTF-16LE",     "UTF-16BE",     "windows-1250", "windows-1251", "windows-1253",
        "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "ISO-8859-1",   "ISO-8859-2",
        "ISO-8859-5",   "ISO-8859-7",   "ISO-8859-9",   "ISO-8859-15",  "KOI8-R",       "KOI8-U",       "IBM850",
        "IBM852",       "IBM866",       "macintosh",    "Shift_JIS",    "EUC-JP",       "ISO-2022-JP",  "GB18030",
        "GBK",          "Big5",         "EUC-KR",       "TIS-620",      "UTF-32LE",     "UTF-32BE",
    };
    QList<QByteArray> known;
    for (const char* name : names) {
        if (isKnownEncoding(name))
            known.append(name);
    }
    return known;
}

bool isKnownEncoding(const QByteArray& encoding)
{
    return encodingKind(encoding) != EncodingKind::Unknown;
}

QString delimiterName(char delimiter)
{
    switch (delimiter) {
    case ',':
        return QCoreApplication::translate("Dialect", "Comma");
    case ';':
        return QCoreApplication::translate("Dialect", "Semicolon");
    case '\t':
        return QCoreApplication::translate("Dialect", "Tab");
    case '|':
        return QCoreApplication::translate("Dialect", "Pipe");
    case ':':
        return QCoreApplication::translate("Dialect", "Colon");
    case ' ':
        return QCoreApplication::translate("Dialect", "Space");
    default:
        return QStringLiteral("“%1”").arg(QLatin1Char(delimiter));
    }
}

bool isSound(const Grammar& grammar)
{
    std::string used("\n\r");
    for (const char c : {grammar.delimiter, grammar.quote, grammar.escape, grammar.comment}) {
        if (c != '\0' && used.find(c) != std::string::npos)
            return false;
        used += c != '\0' ? std::string(1, c) : std::string();
    }
    return grammar.delimiter != '\0';
}

char delimiterFromText(const QString& text)
{
    static constexpr std::pair<const char*, char> names[] = {
        {"tab", '\t'}, {"\\t", '\t'}, {"comma", ','}, {"semicolon", ';'}, {"pipe", '|'}, {"colon", ':'},
    };
    for (const auto& [name, delimiter] : names) {
        if (text.compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
            return delimiter;
    }
    if (text.size() != 1 || text[0].unicode() >= 0x80)
        return '\0';
    const char c = text[0].toLatin1();
    // These have a meaning of their own in a file.
    return c == '"' || c == '\n' || c == '\r' ? '\0' : c;
}

} // namespace stevedore
