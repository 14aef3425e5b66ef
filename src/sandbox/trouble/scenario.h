// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/trouble/rule.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace stevedore::sandbox {

/// Trouble on request: rules that count their occasions. Given the same seed, the same rules and the same sequence of
/// requests, the same happens. May be used by any thread.
class Scenario
{
public:
    /// {"seed": N, "rules": [..]}; a sentence if it makes no sense, and then nothing has changed. The counts begin
    /// anew.
    tl::expected<void, QString> replace(const QJsonObject& json);
    void add(Rule rule);

    /// Counts one occasion with every rule that it concerns; the first rule that hits decides. `afterSuccess` asks the
    /// rules that want the call carried out, once it was.
    std::optional<Trouble> next(Occasion occasion, bool afterSuccess = false);
    /// Whether any rule is about rows: asked for each row, so it must cost nothing.
    bool concernsRows() const { return m_concernsRows.load(std::memory_order_relaxed); }
    /// Grows with each replace(): what waits for "until the scenario is replaced" looks at it.
    int generation() const { return m_generation.load(); }
    /// Waits, for a delay that a rule wants; not longer than until replace() or end().
    void wait(std::chrono::milliseconds time);
    /// The server is being stopped.
    void end();

    /// The rules, each with how often it was asked ("seen") and hit ("hit"); and how many calls wait just now ("waiting").
    QJsonObject json() const;

private:
    struct Counted
    {
        Rule rule;
        qint64 seen = 0;
        qint64 hit = 0;
    };
    bool hits(Counted& counted, std::size_t position) const;

    mutable std::mutex m_mutex;
    std::vector<Counted> m_rules;
    quint64 m_seed = 1;
    std::atomic<bool> m_concernsRows{false};
    std::atomic<int> m_generation{0};
    mutable std::mutex m_endMutex; // may be taken under m_mutex, never the other way round
    std::condition_variable m_endChanged;
    bool m_ended = false;
    int m_waiting = 0;
};

/// The rule that a short word of the command line stands for ("create-reply-lost=2"). Nothing for an unknown word.
std::optional<Rule> ruleForFault(const QString& name, int count);

} // namespace stevedore::sandbox
