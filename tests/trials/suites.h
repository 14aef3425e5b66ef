// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/trialimport.h"

namespace stevedore::trials {

/// How much of a suite is run.
struct Extent
{
    Level level = Level::ExactlyOnce;
    long first = 1;   ///< of the calls at which a fault strikes, or the first trial
    long step = 1;    ///< every so many calls
    long last = 0;    ///< 0: to the end
    int runs = 10;    ///< of suites that are random
    quint32 seed = 1; ///< of trial number 1; trial n has seed + n - 1
};

/// What came of a suite.
struct Tally
{
    QString name;
    int trials = 0;
    int runs = 0; ///< of the client
    int questions = 0;
    int kills = 0;
    long calls = 0;       ///< of the longest run
    QString note;         ///< what else is to be said
    QStringList failures; ///< with what replays them
};

/// The client is killed before and after each of its calls that change a file or folder or leave through a socket:
/// while it sends the file, and while it sends the corrected row.
Tally killSweep(const Extent& extent);
/// One to four kills at random calls, a quarter of them while it recovers from another.
Tally randomKills(const Extent& extent);
/// Each call that changes a file fails once: input/output error, no space left.
Tally failingCalls(const Extent& extent);
/// The answer to "create job" is lost once or twice, at one of four places; the job runs at once or late.
Tally lostAnswers(const Extent& extent);
/// A second client beside a running one; the first one frozen, its lock taken away, and woken again.
Tally twoClients(const Extent& extent);
/// The client is frozen before and after each call that leaves through a socket, its lock taken away, another client
/// goes on with its import, and then it is woken again.
Tally frozenAtEachRequest(const Extent& extent);
/// The power goes before and after each sync and each call that leaves through a socket; what was not synced is lost,
/// or some of it, or the last block of each file is torn.
Tally powerCuts(const Extent& extent);
/// Each call that makes, opens, changes or syncs a file fails once, and from there on for ever: input/output error, no
/// space, quota, interrupted, too many files, only half of it written.
Tally brokenCalls(const Extent& extent);
/// Each call that reads a file fails once, and from there on for ever: input/output error, interrupted, only half of it
/// read; and nothing more can be mapped into memory.
Tally brokenReads(const Extent& extent);
/// The disk gets full after so many bytes, in as many sizes as `runs`; then there is room again.
Tally fullDisks(const Extent& extent);
/// One to six of: a connection cut before, within or after any call, an answer that is late, a gateway out of order.
Tally networkFaults(const Extent& extent);
/// The account is revoked, may do less than before or is throttled, once or until the client has given up; or the
/// client is killed, and then another org or another user answers.
Tally accountTroubles(const Extent& extent);
/// The clock of the day jumps by seconds to ten years, or the machine sleeps.
Tally clockJumps(const Extent& extent);
/// Clients that end, are killed and crash, with memory dumps allowed; then everything that they wrote and printed is
/// searched for the secrets of the connection and for each token that the CRM gave out; nobody else may read its files.
Tally plantedSecrets(const Extent& extent);
/// Whether the suites strike at each call there is: nothing is broken, but strace looks at every system call of every
/// thread while an import is sent and mended, while one is undone, and while contacts are exported.
Tally tracedRuns(const Extent& extent);
/// An import is undone, and the client is killed before and after each of its calls meanwhile, or the call fails.
Tally undoneImports(const Extent& extent);
/// `runs` million rows, at level A. Every ten seconds something goes wrong on the way to the CRM or back, every fifth
/// time the client is killed instead. Its memory may not grow with the rows.
Tally longImport(const Extent& extent);

} // namespace stevedore::trials
