// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace stevedore::ui {

/// A control with its name in front of it; the name is the control's accessible name and its buddy.
QWidget* labelledBeside(const QString& name, QWidget* control);
/// The same with the name above it, for narrow panes.
QWidget* labelledBelow(const QString& name, QWidget* control);

} // namespace stevedore::ui
