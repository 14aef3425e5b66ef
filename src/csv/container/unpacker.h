// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/durablefile.h"
#include "csv/csvfile.h"

#include <memory>

namespace stevedore {

/// What is unpacked, and who watches. The references outlive the work.
struct UnpackWork
{
    QString path; ///< of the container, absolute
    QString name; ///< for sentences
    const ByteProgress& progress;
    const CancelFlag& cancel;

    void tell(qint64 done, qint64 total) const
    {
        if (progress)
            progress(done, total);
    }
};

/// Gives the texts of one kind of container.
class Unpacker
{
public:
    Unpacker() = default;
    virtual ~Unpacker() = default;
    Q_DISABLE_COPY_MOVE(Unpacker)

    /// What one may choose from, in the container's order; empty if it holds one text that has no name of its own.
    virtual Result<QStringList> choices() = 0;
    /// Writes the text; false if there is nothing in it.
    virtual Result<bool> write(const QString& choice, DurableFile& out) = 0;
};

Unexpected damagedContainer(const UnpackWork& work, const QString& detail);
Unexpected protectedContainer(const UnpackWork& work);
Unexpected unpackingStopped();

} // namespace stevedore
