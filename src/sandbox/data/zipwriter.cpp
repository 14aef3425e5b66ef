// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/zipwriter.h"

#include <QFile>
#include <quazipnewinfo.h>

namespace stevedore::sandbox {

ZipWriter::ZipWriter(const QString& path, const QString& entryName)
    : m_path(path), m_zip(path + QStringLiteral(".part")), m_entry(&m_zip)
{
    constexpr int fastest = 1; // nobody pays for the bytes of a loopback download
    m_good = m_zip.open(QuaZip::mdCreate) &&
             m_entry.open(QIODevice::WriteOnly, QuaZipNewInfo(entryName), nullptr, 0, Z_DEFLATED, fastest);
}

ZipWriter::~ZipWriter()
{
    if (m_entry.isOpen())
        m_entry.close();
    if (m_zip.isOpen())
        m_zip.close();
    QFile::remove(m_zip.getZipName());
}

void ZipWriter::write(std::string_view block)
{
    const auto size = static_cast<qint64>(block.size());
    m_good = m_good && m_entry.write(block.data(), size) == size;
}

bool ZipWriter::finish()
{
    if (m_entry.isOpen())
        m_entry.close();
    m_good = m_good && m_entry.getZipError() == ZIP_OK;
    if (m_zip.isOpen())
        m_zip.close();
    m_good = m_good && m_zip.getZipError() == ZIP_OK;
    if (!m_good)
        return false;
    QFile::remove(m_path);
    return QFile::rename(m_zip.getZipName(), m_path);
}

} // namespace stevedore::sandbox
