// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <random>

namespace stevedore::test {

/// What a test asks of a random source.
class Dice
{
public:
    explicit Dice(quint32 seed) : m_source(seed) {}
    int below(qsizetype n) { return int(m_source() % quint32(n)); }
    bool oneIn(int n) { return below(n) == 0; }
    template <typename T>
    const T& oneOf(const QList<T>& list)
    {
        return list[below(list.size())];
    }

private:
    std::mt19937 m_source;
};

} // namespace stevedore::test
