// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/splitbar.h"

#include <QWidget>

namespace stevedore::ui {

/// The shares of a whole as a ring, with the share that counts as a figure in its middle.
class Ring final : public QWidget
{
    Q_OBJECT

public:
    explicit Ring(QWidget* parent = nullptr);
    void setShares(const QList<SplitBar::Segment>& segments, qint64 whole, const QString& figure,
                   const QString& caption);
    QSize sizeHint() const override { return {128, 128}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<SplitBar::Segment> m_segments;
    qint64 m_whole = 0;
    QString m_figure;
    QString m_caption;
};

} // namespace stevedore::ui
