// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace stevedore::ui {

/// One of the icons of resources/icons in any colour, sharp at `ratio` device pixels a pixel.
QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal ratio);
QIcon colouredIcon(const QString& name, const QColor& colour);

} // namespace stevedore::ui
