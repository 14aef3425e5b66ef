// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QStringList>

namespace stevedore {

/// Where a home keeps what workbooks and archives were converted to.
QString unpackedSourcesFolder(const QString& home);

/// Deletes what no import was made from and nobody has opened for a day: other people's data stays no longer than it is
/// needed. `used` are paths of files.
void removeUnusedSources(const QString& folder, const QStringList& used, const QDateTime& now);

} // namespace stevedore
