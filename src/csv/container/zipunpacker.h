// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

namespace stevedore {

/// A zip with text files in it. One chooses among the files that hold text, or that are encrypted and so cannot be
/// looked into; empty and hidden ones are left out.
class ZipUnpacker final : public Unpacker
{
public:
    explicit ZipUnpacker(const UnpackWork& work) : m_work(work) {}

    Result<QStringList> choices() override;
    Result<bool> write(const QString& choice, DurableFile& out) override;

private:
    const UnpackWork& m_work;
};

} // namespace stevedore
