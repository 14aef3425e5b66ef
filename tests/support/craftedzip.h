// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace stevedore::test {

/// An entry of a zip archive as somebody may write it who means no good. By default it is a good one.
struct CraftedEntry
{
    QByteArray name;
    QByteArray content;
    bool deflated = true;
    bool encrypted = false;        ///< only says so
    quint32 unixMode = 0100644;    ///< 0120777 for a link
    std::optional<quint32> crc = {};    ///< said instead of the true one
    std::optional<quint32> size = {};   ///< unpacked, said instead of the true one
    std::optional<quint16> method = {}; ///< said instead of the true one
};

/// The bytes of a zip with these entries, written without a library that would refuse to.
QByteArray craftedZip(const QList<CraftedEntry>& entries);

} // namespace stevedore::test
