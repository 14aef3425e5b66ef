// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace stevedore::ui {

/// A button with a layout of labels in it; as high as they need.
class CardButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CardButton(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace stevedore::ui
