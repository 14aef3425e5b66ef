// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/signin/secrets.h"

#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace stevedore::sandbox {

/// What a form on a page stands for. The page carries only the random name, so that the answer to it can be neither
/// forged nor altered, and is good once, for ten minutes. May be used by any thread.
template <typename T>
class Tickets
{
public:
    explicit Tickets(const Clock& clock) : m_clock(clock) {}

    QString keep(T what)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_tickets.size() == most) // pages that nobody answers must not fill the memory
            m_tickets.pop_front();
        m_tickets.push_back({randomHex(24), m_clock.now(), std::move(what)});
        return m_tickets.back().name;
    }

    std::optional<T> take(const QString& name)
    {
        const std::scoped_lock lock(m_mutex);
        for (auto it = m_tickets.begin(); it != m_tickets.end(); ++it) {
            if (!sameSecret(it->name, name))
                continue;
            const Ticket ticket = std::move(*it);
            m_tickets.erase(it);
            return ticket.made + life > m_clock.now() ? std::optional(ticket.what) : std::nullopt;
        }
        return std::nullopt;
    }

private:
    static constexpr std::size_t most = 200;
    static constexpr qint64 life = qint64(600) * 1000;

    struct Ticket
    {
        QString name;
        qint64 made;
        T what;
    };

    const Clock& m_clock;
    std::mutex m_mutex;
    std::deque<Ticket> m_tickets;
};

} // namespace stevedore::sandbox
