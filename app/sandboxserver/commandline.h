// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/options.h"

#include <QCommandLineParser>

namespace stevedore::sandbox {

/// Adds all that the program understands.
void describe(QCommandLineParser& parser);

/// A number of an option, not negative; -1 if it is none.
qint64 numberOf(const QCommandLineParser& parser, const QString& option);

/// Fills the options; a sentence if one of them makes no sense.
QString readOptions(const QCommandLineParser& parser, Options& options);

} // namespace stevedore::sandbox
