// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/columnprofiler.h"

#include "base/hash.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr std::size_t mostSamples = 3;
constexpr std::size_t mostSampleBytes = 1000;
constexpr std::size_t mostFrequent = 50;

int characters(std::string_view utf8)
{
    return int(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

QString sampleText(const std::string& utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

ColumnProfiler::Limits ColumnProfiler::Limits::forColumns(int columns)
{
    Limits limits;
    const auto count = std::size_t(std::max(columns, 1));
    limits.exactDistinct = std::max<std::size_t>(std::min(limits.exactDistinct, 10'000'000 / count), 100);
    limits.countedValues = std::max<std::size_t>(std::min(limits.countedValues, 1'000'000 / count), 100);
    return limits;
}

void ColumnProfiler::take(std::string_view cell)
{
    m_taken = trimmed(cell);
    if (m_taken.empty())
        return;
    m_hash = hashBytes(m_taken);
    m_frequent.prefetch(m_hash);
}

void ColumnProfiler::addUnknown()
{
    const std::string_view value = m_taken;
    const FrequentValues::Traits traits{shapesOf(value), characters(value)};
    note(traits);
    // The first three different values are new ones, so they are met while counting is exact.
    if (m_distinct.add(m_hash) && m_samples.size() < mostSamples)
        m_samples.emplace_back(value.substr(0, mostSampleBytes));
    m_frequent.add(value, m_hash, traits);
}

void ColumnProfiler::add(const ColumnProfiler& other)
{
    m_rows += other.m_rows;
    if (other.m_filled == 0)
        return;
    m_shortest = m_filled == 0 ? other.m_shortest : std::min(m_shortest, other.m_shortest);
    m_longest = std::max(m_longest, other.m_longest);
    m_filled += other.m_filled;
    for (std::size_t i = 0; i < m_shapes.size(); ++i)
        m_shapes[i] += other.m_shapes[i];
    m_distinct.add(other.m_distinct);
    m_frequent.add(other.m_frequent);
    for (const std::string& sample : other.m_samples)
        if (m_samples.size() < mostSamples && std::find(m_samples.begin(), m_samples.end(), sample) == m_samples.end())
            m_samples.push_back(sample);
}

ValueShape ColumnProfiler::shape() const
{
    if (m_filled == 0)
        return ValueShape::Empty;
    for (auto shape = std::size_t(ValueShape::Boolean); shape < std::size_t(ValueShape::Text); ++shape) {
        qint64 cells = 0;
        for (std::size_t shapes = 0; shapes < m_shapes.size(); ++shapes)
            cells += hasShape(unsigned(shapes << 1U), ValueShape(shape)) ? m_shapes[shapes] : 0;
        if (cells * 100 >= m_filled * 95)
            return ValueShape(shape);
    }
    return ValueShape::Text;
}

ColumnProfile ColumnProfiler::profile() const
{
    ColumnProfile profile;
    profile.rows = m_rows;
    profile.filled = m_filled;
    profile.distinct = std::min(m_distinct.count(), m_filled);
    profile.distinctExact = m_distinct.isExact();
    profile.shortest = m_shortest;
    profile.longest = m_longest;
    profile.shape = shape();
    profile.frequent = m_frequent.top(mostFrequent);
    profile.frequentExact = m_frequent.isExact();
    for (const std::string& sample : m_samples)
        profile.samples.append(sampleText(sample));
    return profile;
}

} // namespace stevedore
