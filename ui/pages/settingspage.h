// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QWidget>

namespace stevedore::ui {

/// What the user may set. Only what works is here.
class SettingsPage final : public QWidget
{
    Q_OBJECT

public:
    SettingsPage(ThemeChoice theme, const QString& home, QWidget* parent = nullptr);

Q_SIGNALS:
    void themeChosen(stevedore::ui::ThemeChoice choice);
};

} // namespace stevedore::ui
