// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/http.h"

#include <map>
#include <mutex>

namespace stevedore::sandbox {

/// "Record count": of a whole module, of a view, of the records that meet criteria, or of those that an e-mail address,
/// a phone number or a word is found in.
class RecordCount
{
public:
    explicit RecordCount(Store& store) : m_store(store) {}

    /// With `lagging` the number of a whole module may be a few minutes old.
    Answer answer(const Module& module, const Request& request, bool lagging);

private:
    qint64 countAll(const Module& module, bool lagging);
    qint64 countWhere(const Module& module, const std::string& condition, const std::vector<Value>& values);

    Store& m_store;
    std::mutex m_mutex;
    std::map<const Module*, std::pair<qint64, qint64>> m_counts; // when, and how many
};

} // namespace stevedore::sandbox
