// SPDX-License-Identifier: GPL-3.0-or-later
// What the results of a large import cost: from the last poll to the filled grid, opening the step with every row
// refused, scrolling there, mending all rows at once and taking that back. Against a local CRM of its own.
//   bench_results [ROWS]     200,000 rows if not said
#include "mainwindow.h"
#include "pages/resultspage.h"
#include "support/importbench.h"
#include "support/watchdog.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>

#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::ImportBench;
using test::SandboxProcess;
using test::seen;

namespace {

/// Sleeps between its looks, so that waiting costs none of the processor time that is measured here.
void waitFor(const std::function<bool()>& condition)
{
    constexpr int msBetweenLooks = 20;
    QEventLoop loop;
    QTimer look;
    look.callOnTimeout(&loop, [&] {
        if (condition())
            loop.quit();
    });
    look.start(msBetweenLooks);
    if (!condition())
        loop.exec();
}

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Contacts of which every `nth` has an address that is none.
QString contactsFile(const QTemporaryDir& dir, qint64 rows, qint64 nth)
{
    QFile file(dir.filePath(u"contacts-%1.csv"_s.arg(nth)));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("First Name,Last Name,Secondary Email,Phone,Mailing City\n");
    for (qint64 i = 1; i <= rows; ++i) {
        const QByteArray n = QByteArray::number(i);
        file.write("Ada,Name " + n + ",u" + n + (i % nth == 0 ? "(at)" : "@") + "example.com,030 " + n + ",Bonn\n");
    }
    return file.fileName();
}

struct Bench
{
    /// Jobs begin late, so that all of them are made and packed before the first result is there.
    explicit Bench(Theme& theme)
        : crm({u"--credits"_s, u"10000000"_s, u"--queue-delay"_s, u"4000"_s}), import(crm),
          window(*import.engine, prompts, theme, {})
    {
        window.resize(1280, 800);
        window.show();
    }
    QTableView* grid() { return seen<QTableView>(window, u"resultsGrid"_s); }

    /// Sends the file to its end, also where the CRM refuses every row, while the window shows the jobs.
    bool send(const QString& path)
    {
        const auto id = import.prepare(path, u"Contacts"_s);
        if (!id)
            return false;
        QObject::connect(import.engine.get(), &Engine::partStageChanged, &window,
                         [this](const ImportId&, const PartRecord& part) {
                             if (part.stage == PartStage::Ready && firstResult < 0)
                                 firstResult = cpuSeconds();
                         });
        if (!import.start(*id))
            return false;
        waitFor([&] { return seen<QAbstractItemView>(window, u"importsList"_s); });
        test::clickRow(seen<QAbstractItemView>(window, u"importsList"_s), 0);
        for (int i = 0; i < 10; ++i) {
            waitFor([&] {
                const ImportSnapshot now = import.snapshot(*id);
                return !now.driving && now.waitingFor.isEmpty() && now.record.state != ImportState::Running;
            });
            if (isAtEnd(import.snapshot(*id).record.state))
                break;
            if (!import.engine->resume(*id))
                return false;
        }
        return true;
    }

    /// Seconds from the key to the painted rows.
    double open(qint64 refused)
    {
        QElapsedTimer timer;
        timer.start();
        QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
        waitFor([&] {
            return grid() && grid()->model()->rowCount() == refused &&
                   grid()->model()->index(0, 1).data().toString() != u"…"_s;
        });
        grid()->viewport()->repaint();
        return double(timer.nsecsElapsed()) / 1e9;
    }

    SandboxProcess crm;
    ImportBench import;
    DialogPrompts prompts;
    MainWindow window;
    double firstResult = -1; ///< CPU of this process when the first job had ended
};

/// Frame times over all rows: leaps, and some steps of a wheel at each place.
std::vector<double> scroll(QTableView* grid)
{
    std::vector<double> frames;
    constexpr int places = 200;
    const auto frame = [&](int value) {
        QElapsedTimer timer;
        timer.start();
        grid->verticalScrollBar()->setValue(value);
        grid->viewport()->repaint();
        frames.push_back(double(timer.nsecsElapsed()) / 1e6);
        QElapsedTimer pause;
        pause.start();
        while (pause.elapsed() < 5)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    };
    for (int i = 0; i < places; ++i) {
        frame(int(qint64(grid->verticalScrollBar()->maximum()) * (i * 97 % places) / places));
        for (int step = 0; step < 5; ++step)
            frame(grid->verticalScrollBar()->value() + 3);
    }
    std::sort(frames.begin(), frames.end());
    return frames;
}

bool someRefused(Theme& theme, const QTemporaryDir& dir, qint64 rows)
{
    Bench bench(theme);
    if (!bench.import.connect() || !bench.send(contactsFile(dir, rows, 125)))
        return false;
    const double joined = cpuSeconds();
    bench.open(rows / 125);
    std::printf("CPU from the first result to the last one %.2f s, to the grid of %lld rows %.2f s   bar 0.5 s\n",
                joined - bench.firstResult, static_cast<long long>(rows / 125), cpuSeconds() - bench.firstResult);
    return true;
}

bool allRefused(Theme& theme, const QTemporaryDir& dir, qint64 rows)
{
    Bench bench(theme);
    if (!bench.import.connect() || !bench.send(contactsFile(dir, rows, 1)))
        return false;
    std::printf("every row refused: the step is open after               %6.2f s   bar 1 s\n", bench.open(rows));
    const auto frames = scroll(bench.grid());
    const auto at = [&](double share) { return frames[std::size_t(share * double(frames.size() - 1))]; };
    std::printf("  frame time over %zu frames: median %.1f ms, 99th percentile %.1f ms, longest %.1f ms   bar 8 ms\n",
                frames.size(), at(0.5), at(0.99), at(1));
    waitFor([&] { return seen<QPushButton>(bench.window, u"repair1"_s); });
    Corrections& corrections = bench.window.session().corrections();
    QUndoStack& undo = corrections.undoStack();
    bool stored = false;
    QObject::connect(&corrections, &Corrections::stored, &bench.window, [&] { stored = true; });
    const auto timed = [&](const char* what, const std::function<void()>& action, const std::function<bool()>& done) {
        stored = false;
        test::Watchdog watchdog;
        QElapsedTimer timer;
        timer.start();
        action();
        waitFor(done);
        bench.grid()->viewport()->repaint();
        const double shown = double(timer.nsecsElapsed()) / 1e9;
        waitFor([&] { return stored; });
        std::printf("  %-52s %6.2f s   bar 1 s; in the journal after %.2f s, longest pause %lld ms\n", what, shown,
                    double(timer.nsecsElapsed()) / 1e9, static_cast<long long>(watchdog.longestGap().count()));
    };
    timed(
        "all rows mended at once", [&] { seen<QPushButton>(bench.window, u"repair1"_s)->click(); },
        [&] { return undo.count() == 1; });
    timed(
        "that taken back", [&] { undo.undo(); }, [&] { return undo.index() == 0; });
    return true;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 200'000;
    const QTemporaryDir dir;
    Theme theme(application);
    if (rows < 1000 || !someRefused(theme, dir, rows) || !allRefused(theme, dir, rows)) {
        std::fprintf(stderr, "bench_results: the import did not get to its end\n");
        return 1;
    }
    return 0;
}
