// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore::bench {

/// An invented file of contacts, 18 columns, about 215 bytes a row, every tenth row with line breaks in quotes. The
/// same rows give the same bytes. False if it cannot be written.
bool writeContacts(const QString& path, qint64 rows);

} // namespace stevedore::bench
