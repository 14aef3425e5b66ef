// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/join/recordjoin.h"
#include "transfer/resultjoin.h"

#include <QRandomGenerator>

#include <optional>
#include <vector>

namespace stevedore::test {

/// A part that was sent, what a server made of it, and what it wrote about it: shuffled, trimmed, in another case, cut,
/// re-encoded, with rows missing or doubled. The truth is kept beside it.
class JoinWorld
{
public:
    static constexpr std::size_t echoedColumns = 3;

    explicit JoinWorld(quint32 seed);

    struct Row
    {
        std::vector<std::string> values; ///< the first three are echoed
        RowOutcome truth;                ///< Fate::Unknown where the result is made to say nothing of use
        std::string status;
        std::string writtenId; ///< what the result says
    };

    const std::vector<Row>& rows() const { return m_rows; }
    const SentTable& sent() const { return m_sent; }
    const ResultTable& result() const { return m_result; }
    const std::optional<JobCounts>& counts() const { return m_counts; }
    const SentValues& values() const { return m_values; }
    const QHash<QString, QJsonObject>& records() const { return m_records; }
    /// Every row came back, once, with nothing worse than blanks and another case.
    bool isGentle() const { return m_gentle; }

private:
    void makeRows();
    void spoilOutcomes();
    void makeResult();
    void loseAndDouble();
    bool loseElsewhere(const std::string& echo);
    std::string echoToSpoil();
    void overwrite(const std::string& echo, bool alike);
    void makeRecords();
    std::string distorted(const std::string& value);
    int below(int bound) { return int(m_random.bounded(bound)); }
    bool chance(int percent) { return below(100) < percent; }

    QRandomGenerator m_random;
    std::vector<Row> m_rows;
    SentTable m_sent;
    ResultTable m_result;
    std::optional<JobCounts> m_counts;
    SentValues m_values;
    QHash<QString, QJsonObject> m_records;
    std::vector<std::size_t> m_order; ///< the row of each row of the result
    int m_kind = 0;                   ///< how the server distorts
    int m_often = 0;                  ///< in so many of 100 rows
    int m_cut = 0;                    ///< characters that are left
    bool m_gentle = true;
};

} // namespace stevedore::test
