// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QUrl;
class QWidget;

namespace stevedore::ui {

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
    /// Opens a page in the person's browser; false if there is none.
    virtual bool openAddress(QWidget* parent, const QUrl& address) = 0;
};

/// The real dialogs.
class DialogPrompts final : public Prompts
{
public:
    std::optional<QString> openFile(QWidget* parent, const QString& title, const QString& filter) override;
    std::optional<QString> saveFile(QWidget* parent, const QString& title, const QString& proposal,
                                    const QString& filter) override;
    bool confirm(QWidget* parent, const QString& question, const QString& detail, const QString& doIt,
                 const QString& leaveIt) override;
    bool openAddress(QWidget* parent, const QUrl& address) override;
};

} // namespace stevedore::ui
