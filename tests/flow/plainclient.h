// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmapi.h"
#include "support/sandboxprocess.h"

namespace stevedore::test {

/// A client of a local CRM, without the engine around it.
class PlainClient
{
    SystemClock m_clock;
    MemoryTokenStore m_tokens;
    HttpClient m_http;
    Session m_session{m_http, m_clock, m_tokens};

public:
    explicit PlainClient(const SandboxProcess& crm) { m_session.use(crm.connection()); }
    CrmApi api{m_http, m_session};

    /// The ids of the new records; empty if not all of them came to be.
    QStringList create(const QString& module, const QList<QJsonObject>& records);
    std::optional<ModuleMeta> meta(const QString& module);
    /// Of the active users: id, last_name and email.
    QList<QStringList> users();
    /// The ids of the records that meet the criteria, in the order in which they come; `trouble` says why there are
    /// none.
    std::optional<QStringList> read(const QString& module, const QJsonObject& criteria, QString& trouble);
};

} // namespace stevedore::test
