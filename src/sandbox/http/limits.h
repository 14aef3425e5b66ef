// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace stevedore::sandbox {

/// What the org may use of the API ("API limits"): credits in any 24 hours, calls at the same time, and of those at
/// most ten heavy ones. Credits are kept in memory and written at the end of a run.
class Limits
{
public:
    static constexpr int mostHeavyCalls = 10;

    Limits(Store& store, qint64 credits, int concurrentCalls);
    ~Limits();
    Q_DISABLE_COPY_MOVE(Limits)

    /// A call that is under way, for as long as this lives.
    class Call
    {
    public:
        explicit Call(std::atomic<int>* count = nullptr) : m_count(count) {}
        ~Call();
        Call(Call&& other) noexcept : m_count(std::exchange(other.m_count, nullptr)) {}
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        Call& operator=(Call&&) = delete;

    private:
        std::atomic<int>* m_count;
    };

    /// TOO_MANY_REQUESTS if there are as many calls as there may be.
    ApiResult<Call> enter();
    ApiResult<Call> enterHeavy();
    /// Takes credits; TOO_MANY_REQUESTS (and nothing taken) if there are not enough left.
    ApiResult<void> charge(int credits);
    /// What is left, once at least half is used: only then does the CRM say it.
    std::optional<qint64> remainingToTell() const;

private:
    static ApiResult<Call> enter(std::atomic<int>& count, int most);
    qint64 thisMinute() const;
    qint64 used() const;

    Store& m_store;
    qint64 m_credits;
    int m_mostCalls;
    std::atomic<int> m_calls{0};
    std::atomic<int> m_heavyCalls{0};
    mutable std::mutex m_mutex;
    std::map<qint64, qint64> m_usedByMinute;
};

/// The refusal of every limit.
ApiError tooManyRequests();

} // namespace stevedore::sandbox
