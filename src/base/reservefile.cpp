// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/reservefile.h"

#include "base/durablefile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

namespace stevedore {

namespace {

constexpr qsizetype hashBytes = 32;
constexpr qsizetype sizeBytes = 12;

QByteArray hashOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

} // namespace

Result<void> ReserveFile::make() const
{
    if (QFile(m_path).size() == mostBytes + hashBytes + sizeBytes)
        return {};
    return writeDurably(m_path, QByteArray(mostBytes + hashBytes + sizeBytes, '\0'));
}

Result<void> ReserveFile::replace(const QByteArray& bytes) const
{
    QFile file(m_path);
    const QByteArray whole = QByteArray::number(bytes.size()).rightJustified(sizeBytes) + hashOf(bytes) + bytes;
    const bool written = bytes.size() <= mostBytes && file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) &&
                         file.write(whole) == whole.size() && syncFile(file);
    if (!written)
        return fail(
            FailureKind::Disk,
            QCoreApplication::translate("ReserveFile", "%1 could not be written: %2.").arg(m_path, file.errorString()));
    return {};
}

QByteArray ReserveFile::bytes() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const qint64 size = file.read(sizeBytes).trimmed().toLongLong();
    const QByteArray hash = file.read(hashBytes);
    if (size <= 0 || size > mostBytes)
        return {};
    const QByteArray bytes = file.read(size);
    return bytes.size() == size && hashOf(bytes) == hash ? bytes : QByteArray();
}

} // namespace stevedore
