// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace stevedore::ui {

class ElidedLabel;

/// The foot of a page: one sentence of where things stand, secondary actions, and one primary action.
class FootBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FootBar(QWidget* parent = nullptr);

    /// `fact` is set in bold before `rest`.
    void say(const QString& fact, const QString& rest);
    /// One more line below the sentence, cut where it is too long; empty: none.
    void setNote(const QString& text);
    QPushButton* addSecondary(const QString& text, const QString& objectName);
    /// A control of another kind before the secondary actions.
    void addControl(QWidget* control);
    QPushButton* primary() const { return m_primary; }
    /// Names the primary action; without a text there is none.
    void setPrimary(const QString& text, bool enabled);

private:
    QLabel* m_sentence;
    ElidedLabel* m_note;
    QHBoxLayout* m_actions;
    QPushButton* m_primary;
};

} // namespace stevedore::ui
