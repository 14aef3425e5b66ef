// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/partners.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr int none = -1;

/// Finds one way to give each row an outcome of its own (Hopcroft and Karp's method).
class Matcher
{
public:
    explicit Matcher(const std::vector<std::vector<int>>& allowed)
        : outcomeOfRow(allowed.size(), none), rowOfOutcome(allowed.size(), none), m_allowed(allowed)
    {
    }

    bool run()
    {
        std::size_t matched = 0;
        while (layer()) {
            m_next.assign(m_allowed.size(), 0);
            const std::size_t before = matched;
            for (int row = 0; row < int(m_allowed.size()); ++row)
                if (outcomeOfRow[std::size_t(row)] == none && augment(row))
                    ++matched;
            if (matched == before)
                break;
        }
        return std::find(outcomeOfRow.begin(), outcomeOfRow.end(), none) == outcomeOfRow.end();
    }

    std::vector<int> outcomeOfRow;
    std::vector<int> rowOfOutcome;

private:
    bool layer()
    {
        m_depth.assign(m_allowed.size(), none);
        std::vector<int> queue;
        for (int row = 0; row < int(m_allowed.size()); ++row) {
            if (outcomeOfRow[std::size_t(row)] == none) {
                m_depth[std::size_t(row)] = 0;
                queue.push_back(row);
            }
        }
        bool found = false;
        for (std::size_t at = 0; at < queue.size(); ++at) {
            const int row = queue[at];
            for (const int outcome : m_allowed[std::size_t(row)]) {
                const int other = rowOfOutcome[std::size_t(outcome)];
                if (other == none)
                    found = true;
                else if (m_depth[std::size_t(other)] == none) {
                    m_depth[std::size_t(other)] = m_depth[std::size_t(row)] + 1;
                    queue.push_back(other);
                }
            }
        }
        return found;
    }

    /// Without recursion: a path may be as long as there are rows.
    bool augment(int start)
    {
        std::vector<int> path{start};
        while (!path.empty()) {
            const auto row = std::size_t(path.back());
            if (m_next[row] == m_allowed[row].size()) {
                m_depth[row] = none;
                path.pop_back();
                if (!path.empty())
                    ++m_next[std::size_t(path.back())];
                continue;
            }
            const int outcome = m_allowed[row][m_next[row]];
            const int other = rowOfOutcome[std::size_t(outcome)];
            if (other == none) {
                take(path);
                return true;
            }
            if (m_depth[std::size_t(other)] == m_depth[row] + 1)
                path.push_back(other);
            else
                ++m_next[row];
        }
        return false;
    }

    void take(const std::vector<int>& path)
    {
        for (auto row = path.rbegin(); row != path.rend(); ++row) {
            const int outcome = m_allowed[std::size_t(*row)][m_next[std::size_t(*row)]];
            outcomeOfRow[std::size_t(*row)] = outcome;
            rowOfOutcome[std::size_t(outcome)] = *row;
        }
    }

    const std::vector<std::vector<int>>& m_allowed;
    std::vector<int> m_depth;
    std::vector<std::size_t> m_next;
};

/// The strongly connected parts of the graph in which a row leads to the rows that have an outcome it may have, too:
/// only within them can outcomes change hands (Tarjan's method, without recursion).
class Exchange
{
public:
    Exchange(const std::vector<std::vector<int>>& allowed, const std::vector<int>& rowOfOutcome)
        : part(allowed.size(), none), m_allowed(allowed), m_rowOfOutcome(rowOfOutcome), m_order(allowed.size(), none),
          m_low(allowed.size(), 0), m_next(allowed.size(), 0)
    {
        for (int row = 0; row < int(allowed.size()); ++row)
            if (m_order[std::size_t(row)] == none)
                visit(row);
    }

    std::vector<int> part;
    int parts = 0;

private:
    void enter(int row)
    {
        m_order[std::size_t(row)] = m_low[std::size_t(row)] = m_count++;
        m_open.push_back(row);
        m_path.push_back(row);
    }

    void visit(int start)
    {
        enter(start);
        while (!m_path.empty()) {
            const auto row = std::size_t(m_path.back());
            if (m_next[row] == m_allowed[row].size()) {
                leave(int(row));
                continue;
            }
            const int to = m_rowOfOutcome[std::size_t(m_allowed[row][m_next[row]++])];
            if (m_order[std::size_t(to)] == none)
                enter(to);
            else if (part[std::size_t(to)] == none)
                m_low[row] = std::min(m_low[row], m_order[std::size_t(to)]);
        }
    }

    void leave(int row)
    {
        m_path.pop_back();
        if (!m_path.empty()) {
            int& above = m_low[std::size_t(m_path.back())];
            above = std::min(above, m_low[std::size_t(row)]);
        }
        if (m_low[std::size_t(row)] != m_order[std::size_t(row)])
            return;
        for (int member = none; member != row;) {
            member = m_open.back();
            m_open.pop_back();
            part[std::size_t(member)] = parts;
        }
        ++parts;
    }

    const std::vector<std::vector<int>>& m_allowed;
    const std::vector<int>& m_rowOfOutcome;
    std::vector<int> m_order;
    std::vector<int> m_low;
    std::vector<std::size_t> m_next;
    std::vector<int> m_open;
    std::vector<int> m_path;
    int m_count = 0;
};

} // namespace

std::optional<Partners> possiblePartners(const std::vector<std::vector<int>>& allowed)
{
    Matcher matcher(allowed);
    if (!matcher.run())
        return std::nullopt;
    const Exchange exchange(allowed, matcher.rowOfOutcome);
    Partners out{exchange.part, std::vector<int>(allowed.size(), 0), exchange.parts};
    for (std::size_t row = 0; row < allowed.size(); ++row)
        out.partOfOutcome[std::size_t(matcher.outcomeOfRow[row])] = exchange.part[row];
    return out;
}

} // namespace stevedore
