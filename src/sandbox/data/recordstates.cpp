// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/recordstates.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

std::optional<RecordState> recordStateNamed(const QString& name)
{
    if (name == u"none"_s)
        return RecordState::None;
    if (name == u"locked"_s)
        return RecordState::Locked;
    if (name == u"waiting"_s)
        return RecordState::Waiting;
    if (name == u"blocked"_s)
        return RecordState::Blocked;
    return std::nullopt;
}

RecordStates::RecordStates(Store& store) : m_store(store)
{
    Store::Writing writing(store);
    writing.database().execute("create table if not exists sandbox_record_states (module text not null, record integer "
                               "not null, state integer not null, primary key (module, record)) without rowid");
    Statement any = writing.database().prepare("select 1 from sandbox_record_states limit 1");
    m_any = any.step();
    any.reset();
    writing.commit();
}

void RecordStates::set(const Module& module, const std::vector<qint64>& ids, RecordState state)
{
    Store::Writing writing(m_store);
    for (const qint64 id : ids) {
        writing.database()
            .cached("insert or replace into sandbox_record_states (module, record, state) values (?1, ?2, ?3)")
            .bind(1, module.apiName)
            .bind(2, std::int64_t(id))
            .bind(3, std::int64_t(state))
            .run();
    }
    writing.commit();
    m_any = true;
}

RecordState RecordStates::of(Database& database, const Module& module, qint64 id) const
{
    if (!m_any.load(std::memory_order_relaxed))
        return RecordState::None;
    Statement& row = database.cached("select state from sandbox_record_states where module=?1 and record=?2");
    const bool found = row.bind(1, module.apiName).bind(2, std::int64_t(id)).step();
    const auto state = found ? static_cast<RecordState>(row.integer(0)) : RecordState::None;
    row.reset();
    return state;
}

} // namespace stevedore::sandbox
