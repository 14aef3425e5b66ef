// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace stevedore::cli {

/// What the command line says, translated: one context for all of it, so that a word is translated once.
struct CliText
{
    Q_DECLARE_TR_FUNCTIONS(CliText)
};

} // namespace stevedore::cli
