// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <utility>

namespace stevedore::sandbox {

/// Why a browser may not be sent there, in one sentence; empty if it may. "Should start with http:// or https://" and
/// be "the same URI" as one that is registered; without registered ones, any http URI on this machine's loopback.
QString redirectUriTrouble(const QString& uri, const QStringList& registered);

/// The checked URI as it was given, with these parameters after any that it has.
QByteArray withParameters(const QString& uri, const QList<std::pair<QString, QString>>& parameters);

/// What a content security policy must allow for the checked URI: "http://127.0.0.1:53682".
QString policySource(const QString& uri);

} // namespace stevedore::sandbox
