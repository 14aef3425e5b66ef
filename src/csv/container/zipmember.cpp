// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/zipmember.h"

#include <array>
#include <utility>

namespace stevedore {

namespace {

/// Of characters that one entity may become: a document that says "ten times ten times ten" is after our memory.
constexpr int entityCharacters = 1024;

/// The library's own search and its shorter ways to a name know none of more than 256 characters. An archive may hold
/// names that differ in their case only; a workbook may write the names of its parts in another case than they have.
bool goTo(QuaZip& zip, const QString& name)
{
    for (const Qt::CaseSensitivity sensitivity : {Qt::CaseSensitive, Qt::CaseInsensitive})
        for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile())
            if (QuaZipFileInfo64 info; zip.getCurrentFileInfo(&info) && info.name.compare(name, sensitivity) == 0)
                return true;
    return false;
}

} // namespace

ZipMember::ZipMember(const UnpackWork& work, QString member)
    : m_work(work), m_member(std::move(member)), m_zip(work.path), m_file(&m_zip)
{
}

bool ZipMember::exists()
{
    return (m_zip.isOpen() || m_zip.open(QuaZip::mdUnzip)) && goTo(m_zip, m_member);
}

Result<void> ZipMember::begin()
{
    QuaZipFileInfo64 info;
    if (!exists() || !m_zip.getCurrentFileInfo(&info))
        return damagedContainer(m_work, m_member + QStringLiteral(" is missing"));
    if (info.isEncrypted())
        return protectedContainer(m_work);
    if (!m_file.open(QIODevice::ReadOnly))
        return damagedContainer(m_work, QStringLiteral("%1: zip error %2").arg(m_member).arg(m_file.getZipError()));
    m_size = qint64(info.uncompressedSize);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return {};
}

qint64 ZipMember::readData(char* data, qint64 most)
{
    if (m_work.cancel || m_broken)
        return -1;
    const qint64 got = m_file.read(data, most);
    m_broken = got < 0;
    if (got <= 0)
        return got;
    m_done += got;
    m_work.tell(m_done, m_size);
    return got;
}

Result<void> ZipMember::finish()
{
    std::array<char, 16384> rest;
    while (read(rest.data(), rest.size()) > 0) {
    }
    if (m_work.cancel)
        return unpackingStopped();
    // The check sum is compared when the member is closed.
    m_file.close();
    if (m_broken || m_done != m_size || m_file.getZipError() != UNZ_OK)
        return damagedContainer(m_work, QStringLiteral("%1: zip error %2, %3 of %4 bytes")
                                            .arg(m_member)
                                            .arg(m_file.getZipError())
                                            .arg(m_done)
                                            .arg(m_size));
    return {};
}

Result<void> readXmlMember(const UnpackWork& work, const QString& member,
                           const std::function<Result<void>(QXmlStreamReader&)>& read)
{
    ZipMember bytes(work, member);
    if (auto begun = bytes.begin(); !begun)
        return begun;
    QXmlStreamReader xml(&bytes);
    xml.setEntityExpansionLimit(entityCharacters);
    auto done = read(xml);
    if (!done && !xml.hasError())
        return done;
    if (auto whole = bytes.finish(); !whole)
        return whole;
    if (xml.hasError())
        return damagedContainer(work, member + QStringLiteral(": ") + xml.errorString());
    return done;
}

} // namespace stevedore
