// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace stevedore {

/// The translation contexts of this library. lupdate takes the class name for the context, so both have to be the same.
class MappingWords
{
    Q_DECLARE_TR_FUNCTIONS(MappingWords)
};

class RowCheck
{
    Q_DECLARE_TR_FUNCTIONS(RowCheck)
};

} // namespace stevedore
