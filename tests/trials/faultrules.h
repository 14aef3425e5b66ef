// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QRandomGenerator>

namespace stevedore::trials {

template <typename List>
auto oneOf(QRandomGenerator& random, const List& list)
{
    return list[decltype(list.size())(random.bounded(int(list.size())))];
}

/// Rules for the local CRM's scenario, each for one call of its kind.

/// Something that goes wrong on the way to the CRM or back.
QJsonObject networkRule(QRandomGenerator& random);
/// Something that becomes of the account or its rights, or too many calls in a minute.
QJsonObject accountRule(QRandomGenerator& random);
/// At the next start it is another org that answers, or another user of this one.
QJsonObject switchedRule(QRandomGenerator& random);

} // namespace stevedore::trials
