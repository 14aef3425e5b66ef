// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/rulesaver.h"

#include "base/durablefile.h"

#include <QUrl>

namespace stevedore {

namespace {

/// Without the right to something, the CRM says so in either way.
bool isDenied(const Failure& failure)
{
    return failure.kind == FailureKind::Permission || failure.kind == FailureKind::Refused;
}

} // namespace

RuleSaver::RuleSaver(CrmApi& api, QString folder, const QStringList& modules, QObject* context, Done done)
    : QObject(context), m_api(api), m_folder(std::move(folder)), m_done(std::move(done))
{
    m_calls = {{QStringLiteral("/crm/v8/settings/modules"), {}, QStringLiteral("modules.json")},
               {QStringLiteral("/crm/v8/org"), {}, QStringLiteral("org.json")}};
    for (const QString& module : modules) {
        const QString query = QStringLiteral("module=") + QString::fromLatin1(QUrl::toPercentEncoding(module));
        m_calls.append({QStringLiteral("/crm/v8/settings/fields"), query, module + QStringLiteral(".fields.json")});
        m_calls.append(
            {QStringLiteral("/crm/v8/settings/layouts"), query, module + QStringLiteral(".layouts.json"), false});
    }
}

void RuleSaver::start()
{
    if (auto made = makePrivateFolder(m_folder); made)
        next();
    else
        end(fail(made.error()));
}

void RuleSaver::next()
{
    if (m_calls.isEmpty()) {
        nextUsers(1, {});
        return;
    }
    const Call call = m_calls.takeFirst();
    m_api.metadata(call.path, call.query, this, [this, call](const Result<QByteArray>& answer) { save(call, answer); });
}

void RuleSaver::save(const Call& call, const Result<QByteArray>& answer)
{
    if (!answer && (call.needed || !isDenied(answer.error()))) {
        end(fail(answer.error()));
        return;
    }
    if (answer && !answer->isEmpty()) {
        if (auto written = writeDurably(m_folder + QLatin1Char('/') + call.fileName, *answer); !written) {
            end(fail(written.error()));
            return;
        }
    }
    next();
}

void RuleSaver::nextUsers(int page, const QByteArray& before)
{
    const QString query = QStringLiteral("type=AllUsers&per_page=200&page=%1").arg(page);
    m_api.metadata(QStringLiteral("/crm/v8/users"), query, this,
                   [this, page, before](const Result<QByteArray>& answer) {
                       if (!answer && !isDenied(answer.error())) {
                           end(fail(answer.error()));
                           return;
                       }
                       const auto users = answer ? withUsersPage(before, *answer) : std::nullopt;
                       if (users && users->more) {
                           nextUsers(page + 1, users->all);
                           return;
                       }
                       const QByteArray all = users ? users->all : before;
                       m_saved.users = !all.isEmpty();
                       if (m_saved.users) {
                           if (auto written = writeDurably(m_folder + QStringLiteral("/users.json"), all); !written) {
                               end(fail(written.error()));
                               return;
                           }
                       }
                       end(m_saved);
                   });
}

void RuleSaver::end(const Result<SavedRules>& result)
{
    deleteLater();
    if (const auto done = std::exchange(m_done, {}))
        done(result);
}

} // namespace stevedore
