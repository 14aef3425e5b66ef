// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>

namespace stevedore::ui {

/// Tells the layouts around that the widget wants another height; also where it is out of sight.
void askForRoom(QWidget* widget);

/// Places its items in lines as text is set, so that buttons and links wrap where the window is narrow.
class FlowLayout final : public QLayout
{
public:
    explicit FlowLayout(int gap);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem* itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return place(QRect(0, 0, width, 0), false); }
    void setGeometry(const QRect& area) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
    /// Deletes all items and their widgets.
    void clear();

private:
    int place(const QRect& area, bool really) const;

    QList<QLayoutItem*> m_items;
    int m_gap;
};

/// Controls of different height, in the middle of their lines.
FlowLayout* flowOf(const QList<QWidget*>& controls);

} // namespace stevedore::ui
