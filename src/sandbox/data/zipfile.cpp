// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/zipfile.h"

#include <QFile>
#include <quazip.h>
#include <quazipfile.h>
#include <quazipfileinfo.h>
#include <quazipnewinfo.h>

#include <algorithm>

namespace stevedore::sandbox {

namespace {

constexpr int mostEntries = 1000;
constexpr qint64 mostZipBytes = 1'000'000'000;
constexpr qint64 packBytes = qint64(256) * 1024;
constexpr int fastest = 1; // nobody pays for the bytes of a loopback download

QString partialOf(const QString& path)
{
    return path + QStringLiteral(".part");
}

bool isPlainName(const QString& name)
{
    return !name.isEmpty() && name != QStringLiteral(".") && name != QStringLiteral("..") &&
           std::none_of(name.begin(), name.end(), [](QChar c) {
               return c == QLatin1Char('/') || c == QLatin1Char('\\') || c == QLatin1Char(':') || c < QLatin1Char(' ');
           });
}

} // namespace

bool isReadableZip(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.read(2) != "PK")
        return false;
    file.close();
    QuaZip zip(path);
    return zip.open(QuaZip::mdUnzip);
}

std::optional<QStringList> zipEntryNames(const QString& path)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdUnzip) || zip.getEntriesCount() > mostEntries)
        return std::nullopt;
    QStringList names;
    for (const QuaZipFileInfo64& entry : zip.getFileInfoList64()) {
        constexpr unsigned encrypted = 1;
        if (!isPlainName(entry.name) || (entry.flags & encrypted) != 0 || names.contains(entry.name))
            return std::nullopt;
        names.append(entry.name);
    }
    return names;
}

class ZipEntryReader::Impl
{
public:
    explicit Impl(const QString& path) : zip(path), entry(&zip) {}
    QuaZip zip;
    QuaZipFile entry;
};

ZipEntryReader::ZipEntryReader(const QString& path, const QString& name) : m_impl(std::make_unique<Impl>(path))
{
    m_sound = m_impl->zip.open(QuaZip::mdUnzip) && m_impl->zip.setCurrentFile(name, QuaZip::csSensitive) &&
              m_impl->entry.open(QIODevice::ReadOnly);
}

ZipEntryReader::~ZipEntryReader() = default;

bool ZipEntryReader::read(std::string& bytes)
{
    if (!m_sound || !m_impl->entry.isOpen())
        return false;
    const std::size_t before = bytes.size();
    bytes.resize(before + static_cast<std::size_t>(packBytes));
    const qint64 count = m_impl->entry.read(bytes.data() + before, packBytes);
    bytes.resize(before + static_cast<std::size_t>(std::max<qint64>(count, 0)));
    m_total += std::max<qint64>(count, 0);
    if (count > 0 && m_total <= mostZipBytes)
        return true;
    m_impl->entry.close();
    m_sound = m_total <= mostZipBytes && count >= 0 && m_impl->entry.getZipError() == UNZ_OK;
    return false;
}

std::optional<QByteArray> readZipEntry(const QString& path, const QString& name)
{
    ZipEntryReader reader(path, name);
    std::string bytes;
    while (reader.read(bytes)) {
    }
    return reader.isSound() ? std::optional(QByteArray::fromStdString(bytes)) : std::nullopt;
}

class ZipWriter::Impl
{
public:
    explicit Impl(const QString& path) : zip(path), entry(&zip) {}
    QuaZip zip;
    QuaZipFile entry;
};

ZipWriter::ZipWriter(const QString& path) : m_impl(std::make_unique<Impl>(partialOf(path))), m_path(path)
{
    m_sound = m_impl->zip.open(QuaZip::mdCreate);
}

ZipWriter::~ZipWriter()
{
    if (!m_impl)
        return;
    m_impl.reset();
    QFile::remove(partialOf(m_path));
}

bool ZipWriter::begin(const QString& name)
{
    if (m_impl->entry.isOpen())
        m_impl->entry.close();
    m_sound = m_sound && m_impl->zip.getZipError() == ZIP_OK &&
              m_impl->entry.open(QIODevice::WriteOnly, QuaZipNewInfo(name), nullptr, 0, Z_DEFLATED, fastest);
    return m_sound;
}

bool ZipWriter::write(std::string_view bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    m_sound = m_sound && m_impl->entry.write(bytes.data(), size) == size;
    return m_sound;
}

bool ZipWriter::finish()
{
    if (m_impl->entry.isOpen())
        m_impl->entry.close();
    m_sound = m_sound && m_impl->entry.getZipError() == ZIP_OK;
    m_impl->zip.close();
    m_sound = m_sound && m_impl->zip.getZipError() == ZIP_OK;
    m_impl.reset();
    if (!m_sound) {
        QFile::remove(partialOf(m_path));
        return false;
    }
    QFile::remove(m_path);
    return QFile::rename(partialOf(m_path), m_path);
}

} // namespace stevedore::sandbox
