// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace stevedore {

/// The translation context of what is said about conditions. lupdate takes the class name for the context, so both have
/// to be the same.
class ConditionWords
{
    Q_DECLARE_TR_FUNCTIONS(ConditionWords)
};

} // namespace stevedore
