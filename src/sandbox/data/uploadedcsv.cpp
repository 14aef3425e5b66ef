// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/uploadedcsv.h"

#include "csv/utf8checker.h"
#include "sandbox/data/zipfile.h"

#include <QStringDecoder>

#include <cstring>
#include <utility>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostColumns = 200;
constexpr qint64 mostRecords = 25'000;

bool isUtf8(const QString& encoding)
{
    const QString name = encoding.trimmed().toLower();
    return name == u"utf-8"_s || name == u"utf8"_s;
}

/// Whether the bytes go on well-formed after what the checker has seen. Most text is ASCII: eight bytes at a time.
bool isUtf8SoFar(Utf8Checker& checker, std::string_view bytes)
{
    constexpr std::uint64_t highBits = 0x8080808080808080U;
    for (std::size_t at = 0; at < bytes.size();) {
        std::uint64_t eight = highBits;
        if (at + sizeof eight <= bytes.size() && !checker.midCharacter())
            std::memcpy(&eight, bytes.data() + at, sizeof eight);
        if ((eight & highBits) == 0) {
            at += sizeof eight;
            continue;
        }
        const auto verdict = checker.take(static_cast<unsigned char>(bytes[at++]));
        if (verdict == Utf8Checker::Verdict::Invalid || verdict == Utf8Checker::Verdict::InvalidBefore)
            return false;
    }
    return true;
}

/// Looks at all bytes of an entry to find out what they are.
QString detectEncoding(const QString& zipPath, const QString& name)
{
    ZipEntryReader entry(zipPath, name);
    Utf8Checker checker;
    std::string block;
    bool first = true;
    while (entry.read(block)) {
        if (std::exchange(first, false)) {
            // The longer marks first: that of UTF-16 LE begins the one of UTF-32 LE.
            const std::string_view bytes = block;
            if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
                bytes.starts_with(std::string_view("\0\0\xFE\xFF", 4)))
                return u"UTF-32"_s;
            if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
                return u"UTF-16"_s;
        }
        if (!isUtf8SoFar(checker, block))
            return u"windows-1252"_s;
        block.clear();
    }
    return checker.midCharacter() ? u"windows-1252"_s : u"UTF-8"_s;
}

} // namespace

class UploadedCsv::Impl
{
public:
    Impl(const QString& zipPath, const QString& name, const QString& encoding)
        : entry(zipPath, name), plain(isUtf8(encoding)), decoder(encoding.trimmed().toLatin1().constData())
    {
    }

    bool read(std::string& bytes)
    {
        if (plain)
            return entry.read(bytes);
        raw.clear();
        if (!entry.read(raw))
            return false;
        const QString text = decoder.decode(QByteArrayView(raw.data(), static_cast<qsizetype>(raw.size())));
        bytes += text.toStdString();
        return true;
    }

    ZipEntryReader entry;
    bool plain;
    QStringDecoder decoder;
    std::string raw;
};

UploadedCsv::UploadedCsv(const QString& zipPath, const QString& name, const QString& encoding)
    : m_impl(std::make_unique<Impl>(zipPath, name, encoding)),
      m_rows(std::make_unique<CsvSplitter>([this](std::string& bytes) { return m_impl->read(bytes); }))
{
}

UploadedCsv::~UploadedCsv() = default;

bool UploadedCsv::isSound() const
{
    return m_impl->entry.isSound() && !m_rows->isBroken();
}

CsvScan scanCsv(const QString& zipPath, const QString& name, const QString& encoding)
{
    CsvScan scan;
    scan.encoding = encoding.trimmed().isEmpty() ? detectEncoding(zipPath, name) : encoding.trimmed();
    UploadedCsv csv(zipPath, name, scan.encoding);
    if (!csv.rows().next(scan.header) || scan.header.size() > mostColumns)
        return scan;
    std::vector<std::string> cells;
    while (csv.rows().next(cells))
        if (++scan.records > mostRecords)
            return scan;
    scan.proper = csv.isSound();
    return scan;
}

bool isKnownEncoding(const QString& encoding)
{
    return encoding.trimmed().isEmpty() || QStringDecoder(encoding.trimmed().toLatin1().constData()).isValid();
}

} // namespace stevedore::sandbox
