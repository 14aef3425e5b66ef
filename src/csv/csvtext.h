// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace stevedore {

/// Texts about a source: `CsvText::tr("...")` is what lupdate understands outside of a QObject.
struct CsvText
{
    Q_DECLARE_TR_FUNCTIONS(CsvText)
};

} // namespace stevedore
