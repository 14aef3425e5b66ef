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

Q_SIGNALS:
    /// The rows that a sample left.
    void remainingWanted();

protected:
    /// A secondary action for the rows that a sample left; hidden where there are none.
    void offerRemaining(qint64 rows);
    static QString remainingText(qint64 rows);
    QVBoxLayout* body() const { return m_body; }

private:
    QVBoxLayout* m_body;
    FootBar* m_foot;
    QPushButton* m_remaining = nullptr;
};

} // namespace stevedore::ui
