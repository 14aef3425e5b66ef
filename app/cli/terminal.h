// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>

class QSocketNotifier;

namespace stevedore::cli {

/// Text from files and servers must not steer the terminal: control characters but line breaks and tabs are replaced.
QString printable(const QString& text);

bool standardErrorIsTerminal();
bool standardInputIsTerminal();
/// Columns of the terminal behind standard error, 80 if it does not say.
int terminalColumns();

/// Calls back on the event loop when SIGINT, SIGTERM or SIGHUP arrives. One object a process.
class Interrupts final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupts(std::function<void()> callback);
    ~Interrupts() override;

private:
    std::function<void()> m_callback;
    QSocketNotifier* m_notifier = nullptr;
};

/// Asks on the terminal; true for "y" and "yes".
bool answeredYes(const QString& question);

} // namespace stevedore::cli
