// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/trouble/scenario.h"

#include <QJsonArray>

#include <random>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// A number from 0 to 1 that depends on nothing but its arguments.
double chance(quint64 seed, quint64 rule, quint64 occasion)
{
    std::seed_seq mixed{seed, seed >> 32U, rule, occasion, occasion >> 32U};
    std::mt19937_64 random(mixed);
    return std::generate_canonical<double, 53>(random);
}

bool concerns(Occasion rule, Occasion occasion)
{
    if (rule == occasion)
        return true;
    if (occasion == Occasion::Job || occasion == Occasion::ReadJob || occasion == Occasion::Row)
        return false;
    return rule == Occasion::Any || (rule == Occasion::Api && occasion != Occasion::Token);
}

} // namespace

tl::expected<void, QString> Scenario::replace(const QJsonObject& json)
{
    std::vector<Counted> rules;
    bool rows = false;
    const QJsonArray list = json[u"rules"].toArray();
    if (json.contains(u"rules") && !json[u"rules"].isArray())
        return tl::unexpected(u"\"rules\" is not a list."_s);
    for (qsizetype i = 0; i < list.size(); ++i) {
        auto rule = readRule(list[i].toObject());
        if (!rule)
            return tl::unexpected(u"Rule %1: %2"_s.arg(i + 1).arg(rule.error()));
        rows = rows || rule->on == Occasion::Row;
        rules.push_back({std::move(*rule), 0, 0});
    }
    const std::scoped_lock lock(m_mutex);
    m_rules = std::move(rules);
    m_seed = static_cast<quint64>(json[u"seed"].toInteger(1));
    m_concernsRows = rows;
    {
        const std::scoped_lock waiting(m_endMutex);
        ++m_generation;
    }
    m_endChanged.notify_all();
    return {};
}

void Scenario::add(Rule rule)
{
    const std::scoped_lock lock(m_mutex);
    m_concernsRows = m_concernsRows || rule.on == Occasion::Row;
    m_rules.push_back({std::move(rule), 0, 0});
}

bool Scenario::hits(Counted& counted, std::size_t position) const
{
    const Rule& rule = counted.rule;
    const qint64 seen = ++counted.seen;
    if (seen < rule.first || (rule.times > 0 && counted.hit >= rule.times))
        return false;
    if (seen > rule.first && (rule.every == 0 || (seen - rule.first) % rule.every != 0))
        return false;
    if (rule.probability < 1 && chance(m_seed, position, static_cast<quint64>(seen)) >= rule.probability)
        return false;
    ++counted.hit;
    return true;
}

std::optional<Trouble> Scenario::next(Occasion occasion, bool afterSuccess)
{
    const std::scoped_lock lock(m_mutex);
    std::optional<Trouble> decided;
    for (std::size_t i = 0; i < m_rules.size(); ++i) {
        const Rule& rule = m_rules[i].rule;
        if (!concerns(rule.on, occasion) || rule.trouble.afterSuccess() != afterSuccess)
            continue;
        if (hits(m_rules[i], i) && !decided)
            decided = rule.trouble;
    }
    return decided;
}

void Scenario::wait(std::chrono::milliseconds time)
{
    std::unique_lock lock(m_endMutex);
    ++m_waiting;
    m_endChanged.wait_for(lock, time, [this, begun = generation()] { return m_ended || begun != generation(); });
    --m_waiting;
}

void Scenario::end()
{
    {
        const std::scoped_lock lock(m_endMutex);
        m_ended = true;
    }
    m_endChanged.notify_all();
}

QJsonObject Scenario::json() const
{
    const std::scoped_lock lock(m_mutex);
    QJsonArray rules;
    for (const Counted& counted : m_rules) {
        QJsonObject rule = counted.rule.json;
        rule.insert(u"seen"_s, counted.seen);
        rule.insert(u"hit"_s, counted.hit);
        rules.append(rule);
    }
    const std::scoped_lock waiting(m_endMutex);
    return {{u"seed"_s, static_cast<qint64>(m_seed)}, {u"rules"_s, rules}, {u"waiting"_s, m_waiting}};
}

std::optional<Rule> ruleForFault(const QString& name, int count)
{
    const auto rule = [count](const QString& on, const QString& when, const QJsonObject& what) {
        QJsonObject json = what;
        json.insert(u"on"_s, on);
        json.insert(when, count);
        return readRule(json).value();
    };
    const QString answer = u"answer"_s;
    if (name == u"create-reply-lost"_s)
        return rule(u"write.create"_s, u"nth"_s, {{u"do"_s, u"cut"_s}, {u"at"_s, answer}});
    if (name == u"create-500"_s)
        return rule(u"write.create"_s, u"nth"_s,
                    {{u"do"_s, answer}, {u"error"_s, u"INTERNAL_ERROR"_s}, {u"handled"_s, true}});
    if (name == u"token-expired"_s)
        return rule(u"api"_s, u"every"_s, {{u"do"_s, answer}, {u"error"_s, u"INVALID_TOKEN"_s}});
    if (name == u"busy-429"_s)
        return rule(u"api"_s, u"every"_s, {{u"do"_s, answer}, {u"error"_s, u"TOO_MANY_REQUESTS"_s}});
    if (name == u"job-failed"_s)
        return rule(u"job"_s, u"nth"_s, {{u"do"_s, u"fail"_s}});
    if (name == u"read-job-failed"_s)
        return rule(u"read.job"_s, u"nth"_s, {{u"do"_s, u"fail"_s}});
    return std::nullopt;
}

} // namespace stevedore::sandbox
