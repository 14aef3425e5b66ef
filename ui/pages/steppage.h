// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace stevedore::ui {

class FootBar;

/// What all pages of an import have: a body with the window's margins, and a foot.
class StepPage : public QWidget
{
    Q_OBJECT

public:
    explicit StepPage(QWidget* parent = nullptr);

    FootBar* foot() const { return m_foot; }
    QPushButton* primary() const;

protected:
    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
    FootBar* m_foot;
};

} // namespace stevedore::ui
