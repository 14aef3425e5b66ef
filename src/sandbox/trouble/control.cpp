// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/trouble/control.h"

#include <QUrl>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

Answer senseless(const QString& sentence)
{
    return errorAnswer({400, u"INVALID_DATA"_s, sentence, {}});
}

/// A page in a browser on this machine can reach this port, too: by its own address, which it says in Origin, or by a
/// name of its own that it makes point here, which stands in Host.
bool isFromOutside(const Request& request)
{
    const QString host = QUrl(u"http://"_s + request.header(u"host"_s)).host();
    const bool own = host == u"127.0.0.1"_s || host == u"localhost"_s || host == u"::1"_s;
    return !own || !request.header(u"origin"_s).isEmpty();
}

Route::Handler guarded(Route::Handler handler)
{
    return [handler = std::move(handler)](const Request& request) {
        if (isFromOutside(request))
            return errorAnswer({403, u"NO_PERMISSION"_s, u"The rehearsal is steered from this machine only."_s, {}});
        return handler(request);
    };
}

} // namespace

Control::Control(Store& store, Options& options, Scenario& scenario, Wire& wire, RecordStates& states)
    : m_store(store), m_options(options), m_scenario(scenario), m_wire(wire), m_states(states)
{
}

void Control::addTo(Router& router)
{
    const auto add = [&router](const QString& method, const QString& name, Route::Handler handler) {
        router.addOpen(method, u"sandbox/"_s + name, guarded(std::move(handler)));
    };
    add(u"GET"_s, u"wire"_s, [this](const Request&) { return jsonAnswer(m_wire.json()); });
    add(u"GET"_s, u"scenario"_s, [this](const Request&) { return jsonAnswer(m_scenario.json()); });
    add(u"POST"_s, u"scenario"_s, [this](const Request& r) { return replaceScenario(r); });
    add(u"GET"_s, u"quirks"_s, [this](const Request& r) { return quirks(r); });
    add(u"POST"_s, u"quirks"_s, [this](const Request& r) { return quirks(r); });
    add(u"POST"_s, u"clock"_s, [this](const Request& r) { return advanceClock(r); });
    add(u"POST"_s, u"record-states"_s, [this](const Request& r) { return setStates(r); });
    add(u"GET"_s, u"workflows"_s, [this](const Request&) { return workflows(); });
}

Answer Control::quirks(const Request& request)
{
    if (request.method == u"POST"_s) {
        const auto body = jsonBody(request);
        if (!body)
            return errorAnswer(body.error());
        for (const QString& key : {u"on"_s, u"off"_s})
            for (const QJsonValue name : (*body)[key].toArray())
                if (!quirkNamed(name.toString()))
                    return senseless(u"There is no quirk \"%1\"."_s.arg(name.toString()));
        for (const QString& key : {u"on"_s, u"off"_s})
            for (const QJsonValue name : (*body)[key].toArray())
                m_options.quirks.set(*quirkNamed(name.toString()), key == u"on"_s);
    }
    QJsonObject all;
    for (const NamedQuirk& known : knownQuirks())
        all.insert(known.name, m_options.quirk(known.quirk));
    return jsonAnswer({{u"quirks"_s, all}});
}

Answer Control::replaceScenario(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    if (const auto replaced = m_scenario.replace(*body); !replaced)
        return senseless(replaced.error());
    return jsonAnswer(m_scenario.json());
}

Answer Control::advanceClock(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    const qint64 seconds = (*body)[u"advance_seconds"].toInteger(-1);
    constexpr qint64 most = 100LL * 366 * 24 * 3600;
    if (seconds < 0 || seconds > most)
        return senseless(u"\"advance_seconds\" wants a number of seconds that have passed."_s);
    m_store.clock().advance(seconds * 1000);
    return jsonAnswer({{u"now"_s, QString::fromStdString(storedMoment(m_store.clock().moment()))}});
}

Answer Control::setStates(const Request& request)
{
    const auto body = jsonBody(request);
    if (!body)
        return errorAnswer(body.error());
    const Module* module = m_store.org().module((*body)[u"module"].toString());
    const auto state = recordStateNamed((*body)[u"state"].toString());
    if (!module || !state)
        return senseless(u"\"module\" or \"state\" is unknown."_s);
    std::vector<qint64> ids;
    for (const QJsonValue id : (*body)[u"ids"].toArray())
        ids.push_back(idOf(id));
    m_states.set(*module, ids, *state);
    return jsonAnswer({{u"records"_s, static_cast<qint64>(ids.size())}});
}

Answer Control::workflows()
{
    Store::Lease database(m_store);
    Statement rows = database->prepare("select module, record, event from sandbox_workflow_runs order by rowid");
    QJsonArray runs;
    while (rows.step())
        runs.append(
            QJsonObject{{u"module"_s, rows.string(0)}, {u"id"_s, rows.string(1)}, {u"event"_s, rows.string(2)}});
    return jsonAnswer({{u"runs"_s, runs}});
}

} // namespace stevedore::sandbox
