// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordcount.h"

#include "sandbox/read/readplan.h"
#include "sandbox/records/recorderrors.h"
#include "sandbox/records/searchcriteria.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostLag = 300'000; // the documentation says one to ten minutes
constexpr qsizetype leastLetters = 2;

QStringList givenOf(const Request& request)
{
    QStringList given;
    for (const auto& name : {u"cvid"_s, u"criteria"_s, u"email"_s, u"phone"_s, u"word"_s})
        if (request.parameters.contains(name))
            given.append(name);
    return given;
}

ApiError ambiguous(const QStringList& given)
{
    QJsonArray names;
    for (const QString& name : given)
        names.append(QJsonObject{{u"param_name"_s, name}});
    return {400,
            u"AMBIGUITY_DURING_PROCESSING"_s,
            u"Please use either Cvid or Search Params. Combination of both the params is not allowed"_s,
            {{u"ambiguity_due_to"_s, names}}};
}

bool isSearched(const Field& field, const QString& parameter)
{
    if (parameter == u"email"_s)
        return field.type == FieldType::Email;
    if (parameter == u"phone"_s)
        return field.type == FieldType::Phone;
    return field.type == FieldType::Text || field.type == FieldType::TextArea || field.type == FieldType::Email ||
           field.type == FieldType::Phone || field.type == FieldType::Website || field.type == FieldType::Picklist;
}

std::string conditionOf(const Module& module, const QString& parameter)
{
    std::string condition;
    for (const Field& field : module.fields)
        if (isSearched(field, parameter))
            condition += (condition.empty() ? "" : " or ") + ('"' + field.column() + "\" like ?1 escape '\\'");
    return condition;
}

} // namespace

Answer RecordCount::answer(const Module& module, const Request& request, bool lagging)
{
    const QStringList given = givenOf(request);
    if (given.size() > 1)
        return errorAnswer(ambiguous(given));
    const QString parameter = given.value(0);
    const QString value = request.parameter(parameter).trimmed();
    if (parameter.isEmpty())
        return jsonAnswer({{u"count"_s, countAll(module, lagging)}});
    if (parameter == u"cvid"_s) {
        const CustomView* view = module.view(idOf(value));
        if (!view)
            return errorAnswer(invalidParameter(parameter));
        if (view->criteria.isEmpty())
            return jsonAnswer({{u"count"_s, countAll(module, lagging)}});
        std::vector<Value> values;
        const auto ids = viewSql(m_store.org(), module, *view, values);
        return ids ? jsonAnswer({{u"count"_s, countWhere(module, "id in (" + *ids + ')', values)}})
                   : errorAnswer(ids.error());
    }
    if (parameter == u"criteria"_s) {
        const auto condition = searchCondition(m_store.org(), module, value);
        return condition ? jsonAnswer({{u"count"_s, countWhere(module, condition->sql, condition->values)}})
                         : errorAnswer(condition.error());
    }
    if (value.size() < leastLetters)
        return errorAnswer(
            {400, u"INVALID_DATA"_s, u"provide atleast 2 letters for search"_s, {{u"param_name"_s, parameter}}});
    const std::string found = conditionOf(module, parameter);
    if (found.empty())
        return errorAnswer({400, u"FIELD_TYPE_UNAVAILABLE"_s, u"this data type is not found in this module"_s, {}});
    return jsonAnswer({{u"count"_s, countWhere(module, found, {containing(value).toStdString()})}});
}

qint64 RecordCount::countAll(const Module& module, bool lagging)
{
    const qint64 now = m_store.clock().now();
    const std::scoped_lock lock(m_mutex);
    const auto known = m_counts.find(&module);
    if (lagging && known != m_counts.end() && now - known->second.first < mostLag)
        return known->second.second;
    Store::Lease database(m_store);
    Statement row = database->prepare("select count(*) from \"" + module.table() + '"');
    row.step();
    m_counts[&module] = {now, row.integer(0)};
    return row.integer(0);
}

qint64 RecordCount::countWhere(const Module& module, const std::string& condition, const std::vector<Value>& values)
{
    Store::Lease database(m_store);
    Statement row = database->prepare("select count(*) from \"" + module.table() + "\" where " + condition);
    for (std::size_t i = 0; i < values.size(); ++i)
        row.bind(static_cast<int>(i) + 1, values[i]);
    row.step();
    return row.integer(0);
}

} // namespace stevedore::sandbox
