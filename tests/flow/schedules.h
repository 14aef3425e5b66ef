// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/craftedcrm.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <deque>
#include <map>
#include <memory>
#include <optional>

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
    /// Takes so many ways at random instead: at most as much goes wrong, at any place. Way number n has `seed` + n - 1.
    Explored sample(int ways, quint32 seed);

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

    State start() const;
    void tryAll(const State& from);
    /// The program may vanish here.
    void reached(const State& from, const Run& run, const Faults& faults, const QString& where);
    /// What would be left if it vanished here, in a copy. Nothing: a trouble was noted.
    std::optional<State> stateAt(const State& from, const Run& run, const Faults& faults, const QString& where);
    /// What a run in which nothing goes wrong does: the same for each sample(), so that a way follows from its seed, as
    /// far as parts do not overtake each other.
    void learn();
    void takeWay(QRandomGenerator& random, quint32 seed);
    /// At most so many, on calls that are made or may be made again.
    Faults someFaults(QRandomGenerator& random, int most) const;
    static QString trailOf(const Faults& faults);

    Bounds m_bounds;
    QTemporaryDir m_folder;
    QString m_source;
    std::deque<State> m_open;
    /// By the signature of a state: crashes and faults left with which it was tried.
    std::map<QByteArray, std::vector<std::pair<int, int>>> m_tried;
    Explored m_out;
    qint64 m_copies = 0;
    QStringList m_calls; ///< for someFaults()
    int m_points = 0;    ///< places at which the program can vanish while nothing else goes wrong
};

} // namespace stevedore::test
