// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"
#include "sandbox/records/coqltokens.h"
#include "sandbox/records/recordreader.h"

#include <QTimeZone>

#include <vector>

namespace stevedore::sandbox {

/// What a name in a query means: a field, id, or what a lookup leads to, one step. Throws CoqlTrouble: INVALID_QUERY.
RecordColumn coqlColumn(const Org& org, const Module& module, const QString& name);

/// Its SQL, to compare and to sort by.
std::string coqlSql(const Org& org, const RecordColumn& column);

/// The conditions of a query as SQL over the module's table `t`.
class CoqlCondition
{
public:
    /// Takes from the tokens what belongs to the conditions.
    CoqlCondition(const Org& org, const Module& module, CoqlTokens& tokens)
        : m_org(org), m_module(module), m_tokens(tokens), m_zone(org.timeZone.toUtf8())
    {
    }

    /// Throws CoqlTrouble.
    std::string parse() { return parseOr(0); }
    /// What is to be bound to ?1, ?2, ...
    std::vector<Value> takeValues() { return std::move(m_values); }

private:
    std::string parseOr(int depth);
    std::string parseAnd(int depth);
    std::string parseTerm(int depth);
    std::string parseComparison();
    std::string parseList(const RecordColumn& column);
    std::string bindValue(const RecordColumn& column);
    std::string bindPattern();
    std::string bind(Value value);

    const Org& m_org;
    const Module& m_module;
    CoqlTokens& m_tokens;
    QTimeZone m_zone;
    std::vector<Value> m_values;
    int m_conditions = 0;
};

} // namespace stevedore::sandbox
