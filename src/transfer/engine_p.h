// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmapi.h"
#include "crm/signin/signin.h"
#include "journal/journal.h"
#include "transfer/callgate.h"
#include "transfer/connections.h"
#include "transfer/doubtsettler.h"
#include "transfer/dryrun/dryrunner.h"
#include "transfer/engine.h"
#include "transfer/export/exports.h"
#include "transfer/importdriver.h"
#include "transfer/importrun.h"
#include "transfer/spool.h"
#include "transfer/undo/stampreader.h"

#include <QThreadPool>

#include <map>

namespace stevedore {

/// The parts of the engine, built in the order in which they need each other.
struct Engine::Private
{
    struct Import
    {
        ImportRun run;
        std::unique_ptr<ImportDriver> driver;
        bool preparing = false;
        /// Reads what the CRM has before the first row is sent.
        std::unique_ptr<BulkReader> before;
        bool notifying = false;
    };

    Private(const QString& homeFolder, Clock& clockToUse, TokenStore& tokenStore)
        : home(homeFolder), clock(clockToUse), tokens(tokenStore), session(http, clockToUse, tokenStore),
          api(http, session), spool(homeFolder), connections(homeFolder, tokenStore), gate(clockToUse)
    {
    }

    QString home;
    Clock& clock;
    TokenStore& tokens;
    HttpClient http;
    Session session;
    CrmApi api;
    Spool spool;
    Connections connections;
    CallGate gate;
    Journal journal;
    QThreadPool pool;
    DoubtSettler settler{api, pool};
    std::shared_ptr<CancelFlag> closing = std::make_shared<CancelFlag>(false);
    ConnectionStatus status;
    quint64 signIn = 0; ///< counts connectTo(): answers for an earlier one are dropped
    QList<ModuleInfo> modules;
    QHash<QString, ModuleMeta> metas;
    /// Drivers come after everything they use, so that they are gone first.
    std::map<ImportId, Import> imports;
    DownloadPace downloadPace;
    std::unique_ptr<Exports> exports;
    std::unique_ptr<SignIn> newConnection; ///< the sign-in that is going on
    std::function<void(const Result<Connection>&)> newConnectionDone;
    QSet<PartId> answering; ///< parts in doubt whose answer is being looked into
    std::map<quint64, std::unique_ptr<DryRunner>> dryRuns;
    std::map<quint64, std::unique_ptr<StampReader>> stampReaders;
    quint64 lastStampReader = 0;
    quint64 lastDryRun = 0;
    bool opened = false;
    bool autoResume = false;
    Pace pace;

    ReadTools readTools() { return {api, clock, pool, downloadPace, pace}; }
    /// To the org that is connected, newest first, without those that undo another; valid as long as `imports` is.
    QList<const ImportRecord*> sentImports() const;

    Import* find(ImportId id)
    {
        const auto it = imports.find(id);
        return it == imports.end() ? nullptr : &it->second;
    }
};

} // namespace stevedore
