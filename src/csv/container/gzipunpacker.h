// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

namespace stevedore {

/// A gzip file, of one member or of several that follow one another. zlib itself is used: its gzread(), and so
/// QuaGzipFile, takes a file that breaks off, or that has garbage behind a member, for one that ends there.
class GzipUnpacker final : public Unpacker
{
public:
    explicit GzipUnpacker(const UnpackWork& work) : m_work(work) {}

    Result<QStringList> choices() override { return QStringList(); }
    Result<bool> write(const QString& choice, DurableFile& out) override;

private:
    const UnpackWork& m_work;
};

} // namespace stevedore
