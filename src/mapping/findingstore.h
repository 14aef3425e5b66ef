// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/rowcheck.h"

#include <array>
#include <memory>
#include <string_view>
#include <vector>

namespace stevedore {

/// Collects what the check says, by column and reason. Rows may come in any order, those of a finding that come
/// ascending cost least.
class FindingStore
{
public:
    /// `columns`: how many source columns there are.
    explicit FindingStore(int columns) : m_slots((std::size_t(columns) + 1) * reasonCount) {}

    /// `column` from 0; -1 for the whole row.
    void add(int column, const CellVerdict& verdict, RowNumber row, std::string_view value);

    /// As if the other's had been added here; the other, for as many columns, is empty then.
    void add(FindingStore& other);

    /// Findings in their final order, with names from `mapping` and `meta`; the store is empty then.
    std::vector<Finding> take(const Mapping& mapping, const ModuleMeta& meta);

private:
    static constexpr std::size_t reasonCount = std::size_t(Reason::NulByte) + 1;

    struct Slot
    {
        CellVerdict verdict;
        std::vector<RowNumber> rows;
        QList<Finding::Sample> samples;
        void addSample(RowNumber row, const QString& text);
    };
    std::vector<std::unique_ptr<Slot>> m_slots;
};

/// Brings findings into their final order.
void sortFindings(std::vector<Finding>& findings);

/// The CRM's code for a finding where it would answer with one, else ours in the same style.
QString findingCode(Severity severity, Reason reason);

} // namespace stevedore
