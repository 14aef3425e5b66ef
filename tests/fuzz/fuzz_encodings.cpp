// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes in any encoding: what is guessed can be decoded here; what comes out is UTF-8; how the bytes are cut into
// pieces changes nothing; and text with a byte order mark is guessed and read back as it was. The first byte chooses a
// name.
#include "csv/encoding.h"
#include "csv/encodingguess.h"
#include "csv/transcode.h"
#include "fuzz/memoryfolder.h"
#include "fuzz/require.h"

#include <QStringDecoder>
#include <QStringEncoder>

#include <array>
#include <cstdint>

using namespace stevedore;
using test::require;

namespace {

bool isUtf8(const QByteArray& bytes)
{
    // A mark at the beginning is a character, too: the second of two is left over.
    QStringDecoder decode(QStringDecoder::Utf8,
                          QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    [[maybe_unused]] const QString text = decode(bytes);
    return !decode.hasError();
}

QByteArray decodedBy(const ByteTable& table, QByteArrayView bytes)
{
    constexpr qsizetype most = 3; // bytes of UTF-8 for one byte, and eight more
    QByteArray out(bytes.size() * most + 8, Qt::Uninitialized);
    const char* const end = table.decode(bytes.data(), bytes.data() + bytes.size(), out.data());
    require(end - out.constData() <= out.size());
    out.resize(end - out.constData());
    return out;
}

void checkTable(const QByteArray& name, QByteArrayView bytes)
{
    const auto table = ByteTable::forEncoding(name);
    require(table != nullptr);
    const QByteArray whole = decodedBy(*table, bytes);
    require(isUtf8(whole));
    const qsizetype half = bytes.size() / 2;
    require(whole == decodedBy(*table, bytes.first(half)) + decodedBy(*table, bytes.sliced(half)));
}

QByteArray transcoded(const test::MemoryFolder& folder, const QByteArray& bytes, const QByteArray& name)
{
    const QString path = folder.write(QStringLiteral("source.csv"), bytes.constData(), bytes.size());
    const auto made = transcodeToUtf8(path, name, QFileInfo(path).path() + QStringLiteral("/work"));
    require(made.has_value());
    QFile& file = **made;
    require(file.seek(0));
    return file.readAll();
}

/// The text in an encoding that says what it is.
void checkMarked(const test::MemoryFolder& folder, const QString& text, const char* name)
{
    QStringEncoder encode(name, QStringConverter::Flag::WriteBom);
    const QByteArray bytes = encode(text);
    const EncodingGuess guess = guessEncoding(bytes, true);
    require(guess.name == name && guess.bomBytes > 0);
    QByteArray read = transcoded(folder, bytes, guess.name);
    if (read.startsWith("\xEF\xBB\xBF"))
        read = read.sliced(3);
    require(read == text.toUtf8());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const test::MemoryFolder folder;
    if (size < 2)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char*>(data) + 1, qsizetype(size) - 1);
    const bool whole = data[0] >= 128;
    const EncodingGuess guess = guessEncoding(bytes, whole);
    require(encodingKind(guess.name) != EncodingKind::Unknown);
    require(guess.bomBytes >= 0 && guess.bomBytes <= bytes.size() && guess.confidence >= 0 && guess.confidence <= 100);
    const std::array names{guess.name,
                           QByteArray("windows-1252"),
                           QByteArray("ISO-8859-5"),
                           QByteArray("UTF-16LE"),
                           QByteArray("UTF-32BE"),
                           QByteArray("Shift_JIS"),
                           QByteArray("GB18030")};
    const QByteArray& name = names[data[0] % names.size()];
    if (encodingKind(name) == EncodingKind::SingleByte)
        checkTable(name, bytes);
    else if (encodingKind(name) == EncodingKind::Other)
        require(isUtf8(transcoded(folder, bytes, name)));
    QString text = QString::fromUtf8(bytes);
    // A second mark would be one of the text, and without a character there is nothing to guess from.
    text.remove(QChar(0xFEFF)).remove(QChar(0));
    if (!text.isEmpty() && isUtf8(bytes))
        checkMarked(folder, text, data[0] % 2 == 0 ? "UTF-16LE" : "UTF-16BE");
    return 0;
}
