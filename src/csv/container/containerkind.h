// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/container.h"

namespace stevedore {

/// `sample`: the beginning of the file at `path`.
ContainerKind kindOfSample(const QString& path, QByteArrayView sample);

/// What the files are that Office used to write.
enum class CompoundContent {
    Workbook,
    ProtectedPackage, ///< a newer document that a password protects
    Other,            ///< or damaged
};
CompoundContent compoundContent(const QString& path);

} // namespace stevedore
