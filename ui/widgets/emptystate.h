// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace stevedore::ui {

/// What a surface shows while it has nothing to show: a sentence, why, and what to do.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(const QString& icon, Meaning meaning = Meaning::None, QWidget* parent = nullptr);
    void say(const QString& fact, const QString& rest);
    QPushButton* addButton(const QString& text, bool primary);

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintIcon();

    QString m_icon;
    Meaning m_meaning;
    QLabel* m_picture;
    QLabel* m_fact;
    QLabel* m_rest;
    QVBoxLayout* m_buttons;
};

} // namespace stevedore::ui
