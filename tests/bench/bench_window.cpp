// SPDX-License-Identifier: GPL-3.0-or-later
// What it is like to look at a large file in the window: frame times while scrolling over all of it, pauses of the
// event loop while it is counted and profiled, private memory.
//   bench_window [ROWS] [FOLDER]     rows of the invented file, 5,000,000 (1 GB) if not said; then ten times as many
//   bench_window --measure FILE      any other file
#include "bench/contactsfile.h"
#include "bench/memory.h"
#include "crm/tokenstore.h"
#include "mainwindow.h"
#include "support/watchdog.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QScrollBar>
#include <QTemporaryDir>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

namespace {

void waitFor(const std::function<bool()>& condition)
{
    while (!condition())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
}

class Scroller
{
public:
    explicit Scroller(MainWindow& window)
        : m_window(window), m_view(window.findChild<QAbstractItemView*>(u"sourceGrid"_s)),
          m_bar(m_view->parentWidget()->findChild<QScrollBar*>(QString(), Qt::FindDirectChildrenOnly))
    {
    }
    /// Over all of the file: leaps, and at each place some steps of three rows as a wheel makes them.
    void run()
    {
        constexpr int places = 250;
        for (int i = 0; i < places; ++i) {
            frame(int(qint64(m_bar->maximum()) * (i * 97 % places) / places));
            for (int step = 0; step < 10; ++step)
                frame(m_bar->value() + 3);
            m_memory = std::max(m_memory, bench::privateMegabytes(QCoreApplication::applicationPid()));
        }
        std::sort(m_frames.begin(), m_frames.end());
    }
    double frameAt(double share) const { return m_frames[std::size_t(share * double(m_frames.size() - 1))]; }
    std::size_t frames() const { return m_frames.size(); }
    double memory() const { return m_memory; }

private:
    /// From the wheel's turn until the new picture is complete; then the program does what it has to.
    void frame(int value)
    {
        QElapsedTimer timer;
        timer.start();
        m_bar->setValue(value);
        m_view->viewport()->repaint();
        m_frames.push_back(double(timer.nsecsElapsed()) / 1e6);
        // Rows that have come meanwhile are a frame as well.
        QElapsedTimer pause;
        pause.start();
        while (pause.elapsed() < 5)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
        timer.restart();
        m_view->viewport()->repaint();
        m_frames.push_back(double(timer.nsecsElapsed()) / 1e6);
    }

    MainWindow& m_window;
    QAbstractItemView* m_view;
    QScrollBar* m_bar;
    std::vector<double> m_frames;
    double m_memory = 0;
};

int measure(const QString& path)
{
    const QTemporaryDir home;
    Theme theme(*qApp);
    SystemClock clock;
    MemoryTokenStore tokens;
    Engine engine(home.path(), clock, tokens);
    if (!engine.open())
        return 1;
    DialogPrompts prompts;
    MainWindow window(engine, prompts, theme, {});
    window.show();
    waitFor([&] { return window.isActiveWindow() || window.isVisible(); });
    test::Watchdog watchdog;
    QElapsedTimer timer;
    timer.start();
    window.openFile(path);
    waitFor([&] { return window.session().rows() >= 0; });
    const qint64 counted = timer.elapsed();
    const auto whileCounting = watchdog.longestGap();
    watchdog.reset();
    waitFor([&] { return !window.session().loader().profiles().empty(); });
    const auto whileProfiling = watchdog.longestGap();
    Scroller scroller(window);
    scroller.run();
    std::printf("%lld rows, %.2f GB, counted in %.2f s\n", static_cast<long long>(window.session().rows()),
                double(QFileInfo(path).size()) / 1e9, double(counted) / 1e3);
    std::printf("  longest pause of the event loop: %lld ms while counting, %lld ms while profiling   bar 50 ms\n",
                static_cast<long long>(whileCounting.count()), static_cast<long long>(whileProfiling.count()));
    std::printf("  frame time over %zu frames: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms   bar 8 ms\n",
                scroller.frames(), scroller.frameAt(0.5), scroller.frameAt(0.99), scroller.frameAt(1));
    std::printf("  private memory, most of all places: %.0f MB   bar 150 MB\n", scroller.memory());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.value(1) == u"--measure"_s)
        return measure(arguments.value(2));
    const qint64 rows = argc > 1 ? arguments[1].toLongLong() : 5'000'000;
    const QTemporaryDir folder(arguments.value(2, QDir::tempPath()) + u"/bench-window-XXXXXX"_s);
    for (const qint64 times : {1, 10}) {
        const QString path = folder.filePath(u"contacts-%1.csv"_s.arg(times));
        if (rows < 1 || !bench::writeContacts(path, rows * times)) {
            std::fprintf(stderr, "bench_window: the file cannot be written to %s\n", qPrintable(folder.path()));
            return 1;
        }
        // A process of its own, so that its memory is its own.
        if (QProcess::execute(QApplication::applicationFilePath(), {u"--measure"_s, path}) != 0)
            return 1;
    }
    return 0;
}
