// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/sourcecheck.h"

#include "base/text.h"
#include "csv/csvtext.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

constexpr qint64 sampleBytes = qint64(192) * 1024;
constexpr qint64 endBytes = qint64(64) * 1024;

Unexpected sourceFailure(const QString& sentence, const QString& detail = {})
{
    return fail(FailureKind::Source, sentence, detail);
}

Result<void> checkKind(const QString& path)
{
    const QFileInfo info(path);
    const QString name = nameInSentence(path);
    if (!info.exists()) {
        const QString folder = shownValue(QDir::toNativeSeparators(info.absolutePath()), 200);
        return sourceFailure(
            CsvText::tr("There is no file “%1” in the folder “%2”. Choose a file that exists.").arg(name, folder));
    }
    if (info.isDir())
        return sourceFailure(CsvText::tr("“%1” is a folder, not a file. Choose a CSV file in it.").arg(name));
    if (!info.isFile())
        return sourceFailure(
            CsvText::tr("“%1” is a device or a pipe, not a file. Save its contents as a CSV file first.").arg(name));
    return {};
}

/// Both ends of the file, and what its size and time were when they were read.
Result<Fingerprint> fingerprintOf(QFile& file)
{
    Fingerprint print;
    print.size = file.size();
    print.modifiedMs = file.fileTime(QFileDevice::FileModificationTime).toMSecsSinceEpoch();
    const qint64 part = std::min(print.size, endBytes);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const qint64 at : {qint64(0), print.size - part}) {
        const QByteArray bytes = file.seek(at) ? file.read(part) : QByteArray();
        if (bytes.size() != part)
            return sourceFailure(
                CsvText::tr("The file “%1” cannot be read. Check the disk or the network that it is on, then open "
                            "it again.")
                    .arg(nameInSentence(file.fileName())),
                file.errorString());
        hash.addData(bytes);
    }
    print.ends = hash.result().toHex();
    return print;
}

Result<void> openForReading(QFile& file)
{
    if (auto kind = checkKind(file.fileName()); !kind)
        return kind;
    if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return {};
    const QString name = nameInSentence(file.fileName());
    if (file.error() == QFileDevice::PermissionsError || !QFileInfo(file.fileName()).isReadable())
        return sourceFailure(
            CsvText::tr("You are not allowed to read the file “%1”. Ask its owner for permission, or copy it to a "
                        "folder of your own.")
                .arg(name),
            file.errorString());
    return sourceFailure(
        CsvText::tr("The file “%1” cannot be opened. Close the program that uses it, then try again.").arg(name),
        file.errorString());
}

struct Magic
{
    QByteArrayView bytes;
    const char* sentence;
};

const char* binaryKind(QByteArrayView sample)
{
    static constexpr const char* zip =
        QT_TRANSLATE_NOOP("CsvText", "“%1” is a spreadsheet or zip archive, not a CSV: save it as CSV first.");
    static constexpr const char* oldSheet =
        QT_TRANSLATE_NOOP("CsvText", "“%1” is an old Excel or Office file, not a CSV: save it as CSV first.");
    static constexpr const char* pdf =
        QT_TRANSLATE_NOOP("CsvText", "“%1” is a PDF document, not a CSV: export the data as CSV first.");
    static constexpr const char* packed =
        QT_TRANSLATE_NOOP("CsvText", "“%1” is a compressed file, not a CSV: unpack it first.");
    static constexpr const char* image =
        QT_TRANSLATE_NOOP("CsvText", "“%1” is a picture, not a CSV: choose a file with rows of text.");
    static constexpr std::array<Magic, 12> magics{{
        {QByteArrayView("PK\x03\x04", 4), zip},
        {QByteArrayView("PK\x05\x06", 4), zip},
        {QByteArrayView("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8), oldSheet},
        {QByteArrayView("%PDF-", 5), pdf},
        {QByteArrayView("\x1F\x8B", 2), packed},
        {QByteArrayView("BZh", 3), packed},
        {QByteArrayView("\xFD"
                        "7zXZ\0",
                        6),
         packed},
        {QByteArrayView("7z\xBC\xAF\x27\x1C", 6), packed},
        {QByteArrayView("\x28\xB5\x2F\xFD", 4), packed},
        {QByteArrayView("Rar!\x1A", 5), packed},
        {QByteArrayView("\x89PNG", 4), image},
        {QByteArrayView("\xFF\xD8\xFF", 3), image},
    }};
    const auto* const found = std::find_if(magics.begin(), magics.end(),
                                           [sample](const Magic& magic) { return sample.startsWith(magic.bytes); });
    return found == magics.end() ? nullptr : found->sentence;
}

/// Zero bytes and control characters beyond what a careless export leaves in a text.
bool hasManyControls(QByteArrayView sample)
{
    const auto controls = std::count_if(sample.begin(), sample.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && !(byte >= 0x07 && byte <= 0x0D) && byte != 0x1A && byte != 0x1B;
    });
    return controls >= 4 && (controls * 4 > sample.size() || (controls >= 16 && controls * 20 > sample.size()));
}

} // namespace

QString nameInSentence(const QString& path)
{
    return shownValue(QFileInfo(path).fileName().isEmpty() ? path : QFileInfo(path).fileName());
}

Result<SourceHead> readHead(const QString& path)
{
    QFile file(path);
    if (auto opened = openForReading(file); !opened)
        return fail(opened.error());
    auto print = fingerprintOf(file);
    if (!print)
        return fail(print.error());
    SourceHead head;
    head.fingerprint = *print;
    if (file.seek(0))
        head.sample = file.read(std::min(print->size, sampleBytes));
    return head;
}

Result<void> checkIsText(const QString& path, const SourceHead& head, bool wide)
{
    const QString name = nameInSentence(path);
    if (head.fingerprint.size == 0)
        return sourceFailure(CsvText::tr("The file “%1” is empty. Choose a CSV file that has rows.").arg(name));
    if (const char* const sentence = binaryKind(head.sample))
        return sourceFailure(CsvText::tr(sentence).arg(name));
    if (!wide && hasManyControls(head.sample))
        return sourceFailure(
            CsvText::tr(
                "“%1” is not a text file, so it has no rows to read. Choose a CSV file, or save the data as CSV first.")
                .arg(name));
    return {};
}

Result<void> checkUnchanged(const QString& path, const Fingerprint& opened)
{
    QFile file(path);
    if (auto open = openForReading(file); !open)
        return open;
    const auto now = fingerprintOf(file);
    if (!now)
        return fail(now.error());
    if (*now == opened)
        return {};
    const QString name = nameInSentence(path);
    const QString detail = QStringLiteral("size %1 -> %2, time %3 -> %4")
                               .arg(opened.size)
                               .arg(now->size)
                               .arg(opened.modifiedMs)
                               .arg(now->modifiedMs);
    const char* sentence = QT_TRANSLATE_NOOP(
        "CsvText", "The file “%1” was saved again after it was opened. Open it again to work with what it holds now.");
    if (now->size < opened.size)
        sentence = QT_TRANSLATE_NOOP(
            "CsvText",
            "The file “%1” is shorter than when it was opened. Open it again to work with what it holds now.");
    else if (now->size > opened.size)
        sentence = QT_TRANSLATE_NOOP(
            "CsvText",
            "The file “%1” is longer than when it was opened. Open it again to work with what it holds now.");
    else if (now->ends != opened.ends)
        sentence =
            QT_TRANSLATE_NOOP("CsvText", "The file “%1” has other contents than when it was opened. Open it again "
                                         "to work with what it holds now.");
    return sourceFailure(CsvText::tr(sentence).arg(name), detail);
}

} // namespace stevedore
