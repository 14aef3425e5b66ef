// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QBoxLayout;
class QHBoxLayout;
class QLabel;

namespace stevedore::ui {

/// A surface with one hairline and, if it has a title, a head with room for more at its end.
class Pane final : public QFrame
{
    Q_OBJECT

public:
    explicit Pane(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    /// Where the content goes; without margins, so that a grid touches the hairline.
    QBoxLayout* body() const { return m_body; }
    /// The line of the title, for what stands at its end.
    QHBoxLayout* head() const { return m_head; }
    /// A layout with the pane's inner margins, added to the body.
    QBoxLayout* addPadded();

private:
    QBoxLayout* m_body;
    QHBoxLayout* m_head;
    QLabel* m_title;
    QWidget* m_headBox;
    QWidget* m_hairline;
};

} // namespace stevedore::ui
