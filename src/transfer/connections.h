// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crm/connection.h"
#include "crm/tokenstore.h"

#include <QList>

#include <functional>

namespace stevedore {

/// The saved connections of a home folder: names and addresses in connections.json, secrets in the token store.
class Connections
{
public:
    Connections(const QString& home, TokenStore& tokens);

    /// By name; without secrets.
    QList<Connection> all() const;
    /// Fetches the secrets of a connection from a store that takes its time; then load() has them. Calls back once, at
    /// once or later.
    void prepare(const QString& name, QObject* context, const std::function<void(const Result<void>&)>& callback);
    /// With its secrets.
    Result<Connection> load(const QString& name) const;
    Result<void> save(const Connection& connection);
    Result<void> remove(const QString& name);

private:
    Result<void> store(const QList<Connection>& connections) const;

    QString m_path;
    TokenStore& m_tokens;
};

} // namespace stevedore
