// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QWidget>

namespace stevedore::ui {

/// A small square as the timeline paints it, and what it means.
class Legend final : public QWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        Meaning meaning = Meaning::None;
        QString text;
        bool hatched = false;
    };

    explicit Legend(const Entry& entry, QWidget* parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Entry m_entry;
};

} // namespace stevedore::ui
