// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "mapping/mapping.h"

namespace stevedore {

/// What can be promised about rows whose answer gets lost, before they are sent.
struct Guarantee
{
    enum class Level {
        ExactlyOnce,      ///< the same rows can be sent again without harm: the CRM itself keeps them apart
        NeverTwiceUnasked ///< only a person can say whether they are there
    };
    Level level = Level::NeverTwiceUnasked;
    QString key; ///< api_name of the field that keeps the rows apart, with ExactlyOnce

    bool operator==(const Guarantee&) const = default;
};

/// Rests on uniqueness that the CRM enforces, also between jobs: update or upsert by record id or by a unique field;
/// insert with a mapped unique field. An empty value of the key keeps nothing apart: see keysFilled().
Guarantee guaranteeOf(const Mapping& mapping, const ModuleMeta& meta);

/// The promise in a sentence for people, with what is missing for the better one.
QString guaranteeText(const Guarantee& guarantee, const ModuleMeta& meta);

/// Whether every row of a part has a key, so that none of them can be created twice.
bool keysFilled(const QStringList& values);

} // namespace stevedore
