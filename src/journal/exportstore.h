// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/exportrecords.h"

#include <optional>
#include <vector>

namespace stevedore {

class Database;
class WriteTurns;

/// The exports of a journal; see there. On the thread that opened it.
class ExportStore
{
public:
    /// Both outlive the store.
    ExportStore(Database& db, WriteTurns& turns) : m_db(db), m_turns(turns) {}

    Result<std::vector<ExportRecord>> list(); ///< newest first
    /// With its first page.
    Result<ExportId> add(const ExportRecord& record);
    Result<void> update(const ExportRecord& record);
    /// Its pages go, too.
    Result<void> remove(ExportId id);

    Result<std::vector<PageRecord>> pages(ExportId id); ///< by number
    /// Stores the page as it is now, the export with it, and the page that follows, if there is one: in one
    /// transaction.
    Result<void> storePage(const ExportRecord& record, const PageRecord& page,
                           const std::optional<PageRecord>& next = {});
    /// All pages are forgotten and the first one is planned anew; with the export, in one transaction.
    Result<void> restart(const ExportRecord& record);

private:
    Result<void> updateIn(const ExportRecord& record);
    Result<void> putPageIn(const PageRecord& page);

    Database& m_db;
    WriteTurns& m_turns;
};

} // namespace stevedore
