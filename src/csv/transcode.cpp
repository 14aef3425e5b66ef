// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/transcode.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "csv/blockreader.h"
#include "csv/csvtext.h"

#include <QDir>
#include <QStringDecoder>
#include <QStringEncoder>

namespace stevedore {

namespace {

Unexpected scratchFailure(const QString& folder, const QFile& file)
{
    return fail(FailureKind::Disk,
                CsvText::tr("A working copy of the file cannot be written to the folder “%1”. "
                            "Make room on that disk, then open the file again.")
                    .arg(shownValue(QDir::toNativeSeparators(folder), 200)),
                file.errorString());
}

/// Whether the text broke off in the middle of its last character, which the decoder keeps to itself.
bool endsBroken(QStringDecoder& decode, const QByteArray& encoding, qint64 size)
{
    const QByteArray name = encoding.toUpper();
    if (name.startsWith("UTF-16"))
        return size % 2 != 0;
    if (name.startsWith("UTF-32"))
        return size % 4 != 0;
    const QString tail = decode(QByteArrayView("\n"));
    return tail != QLatin1String("\n");
}

} // namespace

Result<std::unique_ptr<QTemporaryFile>> transcodeToUtf8(const QString& path, const QByteArray& encoding,
                                                        const QString& folder)
{
    if (auto made = makePrivateFolder(folder); !made)
        return fail(made.error());
    auto out = std::make_unique<QTemporaryFile>(QDir(folder).filePath(QStringLiteral("source-XXXXXX.utf8")));
    if (!out->open())
        return scratchFailure(folder, *out);
    QStringDecoder decode(encoding.constData());
    QStringEncoder encode(QStringEncoder::Utf8);
    const qint64 size = QFileInfo(path).size();
    BlockReader blocks(path, 0, size, blockBytes);
    for (QByteArrayView block = blocks.next(); !block.isEmpty(); block = blocks.next()) {
        QString text = decode(block);
        // For some encodings ICU puts the substitute character for a byte that it does not know.
        if (decode.hasError())
            text.replace(QChar(0x1A), QChar(QChar::ReplacementCharacter));
        const QByteArray utf8 = encode(text);
        if (out->write(utf8) != utf8.size())
            return scratchFailure(folder, *out);
    }
    if (blocks.failure())
        return fail(*blocks.failure());
    if (endsBroken(decode, encoding, size))
        out->write("\xEF\xBF\xBD");
    if (!out->flush())
        return scratchFailure(folder, *out);
    return out;
}

} // namespace stevedore
