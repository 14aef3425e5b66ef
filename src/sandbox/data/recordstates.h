// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"

#include <atomic>
#include <optional>

namespace stevedore::sandbox {

/// What can keep the CRM from changing a record: RECORD_LOCKED, NOT_APPROVED and BLOCKED_RECORD are the codes for it.
enum class RecordState {
    None,
    Locked,  ///< somebody has locked the record
    Waiting, ///< it waits for approval
    Blocked, ///< it is being changed by something else
};

std::optional<RecordState> recordStateNamed(const QString& name);

/// Which records are in such a state: few, and mostly none at all.
class RecordStates
{
public:
    explicit RecordStates(Store& store);

    void set(const Module& module, const std::vector<qint64>& ids, RecordState state);
    /// Asks the database only if any record is in a state.
    RecordState of(Database& database, const Module& module, qint64 id) const;

private:
    Store& m_store;
    std::atomic<bool> m_any{false};
};

} // namespace stevedore::sandbox
