// SPDX-License-Identifier: GPL-3.0-or-later
// The one file of the command line with POSIX calls.
#include "cli/terminal.h"

#include <QSocketNotifier>
#include <QTextStream>

#include <array>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace stevedore::cli {

namespace {

std::array<int, 2> pipeEnds{-1, -1};

/// A signal handler may do next to nothing; writing a byte is allowed.
void onSignal(int)
{
    const char byte = 1;
    (void)!::write(pipeEnds[1], &byte, 1);
}

} // namespace

QString printable(const QString& text)
{
    QString out = text;
    for (QChar& c : out) {
        const ushort u = c.unicode();
        const bool steers = (u < 0x20 && u != '\n' && u != '\t') || u == 0x7F || (u >= 0x80 && u < 0xA0);
        if (steers)
            c = QChar(0xFFFD);
    }
    return out;
}

bool standardErrorIsTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

bool standardInputIsTerminal()
{
    return ::isatty(STDIN_FILENO) == 1;
}

int terminalColumns()
{
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

Interrupts::Interrupts(std::function<void()> callback) : m_callback(std::move(callback))
{
    if (::pipe2(pipeEnds.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(pipeEnds[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(pipeEnds[0], &byte, 1) == 1) {
        }
        m_callback();
    });
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        (void)std::signal(number, onSignal);
}

Interrupts::~Interrupts()
{
    for (const int number : {SIGINT, SIGTERM, SIGHUP})
        (void)std::signal(number, SIG_DFL);
    for (int& end : pipeEnds) {
        if (end >= 0)
            ::close(std::exchange(end, -1));
    }
}

bool answeredYes(const QString& question)
{
    (void)std::fprintf(stderr, "%s [y/N] ", question.toUtf8().constData());
    (void)std::fflush(stderr);
    const QString answer = QTextStream(stdin).readLine().trimmed().toLower();
    return answer == QLatin1String("y") || answer == QLatin1String("yes");
}

} // namespace stevedore::cli
