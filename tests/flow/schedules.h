// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/craftedcrm.h"

#include <QTemporaryDir>

#include <deque>
#include <map>
#include <memory>

namespace stevedore::test {

/// What goes wrong with one call.
enum class CallFault {
    Lost, ///< done, and the answer does not come
    Cut,  ///< not done, and no answer either
    Busy, ///< not done, and said so: 503
    Late, ///< a job that has not ended yet
};

/// Bounds of an exploration.
struct Bounds
{
    int crashes = 0;
    int faults = 0;
    bool unique = false;    ///< the rows have a unique field, so that doubt settles itself
    bool byRecords = false; ///< through the Records API instead of jobs
    qint64 mostRuns = 0;    ///< stop after so many; 0: when nothing is left
};

struct Explored
{
    qint64 runs = 0;
    qint64 states = 0;  ///< different ones at which the program was made to vanish
    qint64 crashes = 0; ///< starts from such a state
    qint64 faults = 0;
    bool whole = false;   ///< nothing was left to try
    QStringList troubles; ///< each with its schedule
};

/// Drives the engine itself - its stages, verdicts and ladder for doubt - through imports of two parts against a CRM
/// inside the test, once for every way in which calls can fail and the program can vanish, within bounds. A fault is
/// tied to a call by what it is ("create of part 2, first time"), so that a schedule means the same however the parts
/// overtake each other. The program vanishes at each call, before and after the CRM acts, and at each stage that was
/// stored; what lies on the disk then and what the CRM has is a state from which all of it begins anew. A state that
/// was met before with as much left to go wrong is not tried again.
class Schedules
{
public:
    explicit Schedules(const Bounds& bounds);
    ~Schedules();

    Explored explore();

private:
    /// Where everything stands between two runs.
    struct State
    {
        QString home; ///< copy of the home folder; empty: the import has not begun
        CraftedCrm::Kept crm;
        QDateTime clock;
        int crashes = 0; ///< left
        int faults = 0;  ///< left
        QString trail;
    };
    using Faults = std::map<QString, CallFault>;
    class Run;

    void tryAll(const State& from);
    /// The program may vanish here.
    void reached(const State& from, const Run& run, const Faults& faults, const QString& where);
    static QString trailOf(const Faults& faults);

    Bounds m_bounds;
    QTemporaryDir m_folder;
    QString m_source;
    std::deque<State> m_open;
    /// By the signature of a state: crashes and faults left with which it was tried.
    std::map<QByteArray, std::vector<std::pair<int, int>>> m_tried;
    Explored m_out;
    qint64 m_copies = 0;
};

} // namespace stevedore::test
