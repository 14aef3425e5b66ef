// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QAbstractButton>

class QPainter;

namespace stevedore::ui {

/// One entry of the rail: icon, name, and a note at its end (a figure, a tick, a percentage). Folds to icon and note.
class RailItem final : public QAbstractButton
{
    Q_OBJECT

public:
    RailItem(const QString& icon, const QString& text, QWidget* parent = nullptr);
    void setNote(const QString& note, Meaning meaning);
    void setFolded(bool folded);

    QSize sizeHint() const override { return {m_folded ? 44 : 188, m_folded && !m_note.isEmpty() ? 42 : 30}; }
    QSize minimumSizeHint() const override { return {40, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintFolded(QPainter& painter);

    QString m_icon;
    QString m_note;
    Meaning m_meaning = Meaning::None;
    bool m_folded = false;
};

} // namespace stevedore::ui
