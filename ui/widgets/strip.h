// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace stevedore::ui {

class FlowLayout;

/// One line of trouble, or of news, across a page: the fact, what it means, and links or buttons that help. Hidden while it says
/// nothing.
class Strip final : public QFrame
{
    Q_OBJECT

public:
    explicit Strip(QWidget* parent = nullptr);

    /// Amber, or red where something has failed.
    void setFailed(bool failed);
    /// For what is no trouble.
    void setPlain();
    /// Shows the fact and the rest and removes the links; hides the strip if both are empty.
    void say(const QString& fact, const QString& rest);
    QPushButton* addLink(const QString& text);
    QPushButton* addButton(const QString& text);

private:
    QLabel* m_fact;
    QLabel* m_rest;
    QWidget* m_linkBox;
    FlowLayout* m_links;
};

/// A button that looks like a link.
QPushButton* linkButton(const QString& text, QWidget* parent = nullptr);

} // namespace stevedore::ui
