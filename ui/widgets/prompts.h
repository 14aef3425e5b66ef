// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

class QSystemTrayIcon;
class QUrl;
class QWidget;

namespace stevedore::ui {

struct TableQuestion;

/// The few questions that leave the window. The window asks through this; tests answer.
class Prompts
{
public:
    Prompts() = default;
    virtual ~Prompts() = default;
    Q_DISABLE_COPY_MOVE(Prompts)

    /// The path, or nothing if the user left.
    virtual std::optional<QString> openFile(QWidget* parent, const QString& title, const QString& filter) = 0;
    virtual std::optional<QString> saveFile(QWidget* parent, const QString& title, const QString& proposal,
                                            const QString& filter) = 0;
    /// A question whose consequences stand on the buttons. `detail` says what happens. True for `doIt`.
    virtual bool confirm(QWidget* parent, const QString& question, const QString& detail, const QString& doIt,
                         const QString& leaveIt) = 0;
    /// The same with a table of what it is about.
    virtual bool confirmTable(QWidget* parent, const TableQuestion& question) = 0;
    /// Opens a page in the person's browser; false if there is none.
    virtual bool openAddress(QWidget* parent, const QUrl& address) = 0;
    /// News for somebody who looks elsewhere; no answer is wanted.
    virtual void notify(QWidget* window, const QString& headline, const QString& detail) = 0;
};

/// The real dialogs.
class DialogPrompts final : public Prompts
{
public:
    DialogPrompts();
    ~DialogPrompts() override;
    std::optional<QString> openFile(QWidget* parent, const QString& title, const QString& filter) override;
    std::optional<QString> saveFile(QWidget* parent, const QString& title, const QString& proposal,
                                    const QString& filter) override;
    bool confirm(QWidget* parent, const QString& question, const QString& detail, const QString& doIt,
                 const QString& leaveIt) override;
    bool confirmTable(QWidget* parent, const TableQuestion& question) override;
    bool openAddress(QWidget* parent, const QUrl& address) override;
    /// Asks for attention in the task bar, and shows a message where the desktop has a place for one.
    void notify(QWidget* window, const QString& headline, const QString& detail) override;

private:
    std::unique_ptr<QSystemTrayIcon> m_tray;
};

} // namespace stevedore::ui
