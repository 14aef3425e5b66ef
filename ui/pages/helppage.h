// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace stevedore::ui {

/// The keys of the window.
class HelpPage final : public QWidget
{
    Q_OBJECT

public:
    explicit HelpPage(QWidget* parent = nullptr);
};

} // namespace stevedore::ui
