// SPDX-License-Identifier: GPL-3.0-or-later
// What a rehearsal needs of the real org: its rules, and nothing else.
#include "transfer/engine_p.h"
#include "transfer/rehearsal/rulesaver.h"

namespace stevedore {

void Engine::saveRules(const QStringList& modules, const QString& folder, QObject* context,
                       const Callback<SavedRules>& callback)
{
    if (d->status.state != ConnectionStatus::State::Ready) {
        callback(fail(FailureKind::SignIn, tr("There is no connection to the CRM. Connect first.")));
        return;
    }
    (new RuleSaver(d->api, folder, modules, context, callback))->start();
}

} // namespace stevedore
