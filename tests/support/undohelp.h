// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/importbench.h"
#include "transfer/undo/undoplan.h"

#include <QTest>

namespace stevedore::test {

using namespace Qt::StringLiterals;

/// Everything in the table of contacts that an admin would miss, as one text.
inline QString contents(const SandboxProcess& crm)
{
    return crm
        .sql(
            u"select count(*) || ':' || coalesce(group_concat(line, char(10)), '') from (select id || '|' || "
            "coalesce(First_Name, '') || '|' || coalesce(Last_Name, '') || '|' || coalesce(Email, '') || '|' || "
            "coalesce(Phone, '') || '|' || coalesce(Mailing_City, '') || '|' || coalesce(Lead_Source, '') || '|' || "
            "coalesce(Date_of_Birth, '') || '|' || coalesce(Description, '') || '|' || coalesce(Legacy_ID, '') as line "
            "from Contacts order by id)"_s)
        .toString();
}

/// What undoing would do; null, and a warning, if that cannot be said.
inline std::shared_ptr<const UndoPlan> planOf(ImportBench& bench, ImportId id)
{
    std::optional<Result<std::shared_ptr<const UndoPlan>>> out;
    bench.engine->planUndo(
        id, bench.engine.get(), [](qint64, const QString&) {}, [&](const auto& plan) { out = plan; });
    if (!QTest::qWaitFor([&] { return out.has_value(); }, 60'000) || !*out) {
        qWarning("%s", out ? qPrintable(out->error().sentence) : "no answer");
        return nullptr;
    }
    return **out;
}

inline std::optional<ImportId> undo(ImportBench& bench, const std::shared_ptr<const UndoPlan>& plan,
                                    bool changedToo = false)
{
    std::optional<Result<ImportId>> out;
    bench.engine->undo(plan, changedToo, bench.engine.get(), [&](const Result<ImportId>& id) { out = id; });
    if (!QTest::qWaitFor([&] { return out.has_value(); }, 60'000) || !*out) {
        qWarning("%s", out ? qPrintable(out->error().sentence) : "no answer");
        return std::nullopt;
    }
    return **out;
}

} // namespace stevedore::test
