// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace stevedore::ui {

/// Values in one line, divided by commas; one with a comma, a quote or blanks at its ends stands in double quotes, a
/// quote within it doubled. For every list without empty values valuesOf(valuesLine(list)) is list.
QString valuesLine(const QStringList& values);
/// Blanks around the commas do not count, nor do empty values.
QStringList valuesOf(const QString& line);

} // namespace stevedore::ui
