// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmapi.h"
#include "transfer/rehearsal/rules.h"

namespace stevedore {

/// Asks for an org's metadata, one call after another, and saves the answers in a folder. Deletes itself when it has
/// answered; gone with its context, it answers nobody.
class RuleSaver final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<SavedRules>&)>;

    /// `folder` is made. `modules` are api_names.
    RuleSaver(CrmApi& api, QString folder, const QStringList& modules, QObject* context, Done done);
    void start();

private:
    struct Call
    {
        QString path;
        QString query;
        QString fileName;
        bool needed = true; ///< without the right to it (or an answer) the others still do
    };

    void next();
    void save(const Call& call, const Result<QByteArray>& answer);
    void nextUsers(int page, const QByteArray& before);
    void end(const Result<SavedRules>& result);

    CrmApi& m_api;
    QString m_folder;
    QList<Call> m_calls;
    Done m_done;
    SavedRules m_saved;
};

} // namespace stevedore
