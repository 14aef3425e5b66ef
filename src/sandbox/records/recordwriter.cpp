// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordwriter.h"

#include "sandbox/data/workflows.h"
#include "sandbox/http/http.h"
#include "sandbox/org/metadatajson.h"
#include "sandbox/records/recordjson.h"

#include <QDateTime>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QString jsonPath(int position, const QString& apiName)
{
    return u"$.data[%1].%2"_s.arg(position).arg(apiName);
}

QJsonObject invalid(const Field& field, int position)
{
    QJsonObject details{{u"api_name"_s, field.apiName},
                        {u"json_path"_s, jsonPath(position, field.apiName)},
                        {u"expected_data_type"_s, field.typeName}};
    if (field.length > 0)
        details.insert(u"maximum_length"_s, field.length);
    return envelope(u"INVALID_DATA"_s, u"invalid data"_s, details, false);
}

QJsonObject missing(const QString& apiName, int position)
{
    return envelope(u"MANDATORY_NOT_FOUND"_s, u"required field not found"_s,
                    {{u"api_name"_s, apiName}, {u"json_path"_s, jsonPath(position, apiName)}}, false);
}

QJsonObject unknownId(int position)
{
    return envelope(u"INVALID_DATA"_s, u"the id given seems to be invalid"_s,
                    {{u"api_name"_s, u"id"_s}, {u"json_path"_s, jsonPath(position, u"id"_s)}}, false);
}

QJsonObject refusal(const QJsonArray& errors)
{
    if (errors.size() == 1)
        return errors.first().toObject();
    return envelope(u"MULTIPLE_OR_MULTI_ERRORS"_s, u"Multiple errors"_s, {{u"errors"_s, errors}}, false);
}

} // namespace

RecordWriter::RecordWriter(const RecordContext& context)
    : m_context(context), m_store(context.store), m_database(context.database), m_module(context.module),
      m_user(context.user), m_finder(m_database, m_module),
      m_lookups(m_database, m_store.org()), m_stamp{std::to_string(m_user.id), storedMoment(m_store.clock().moment())}
{
}

RecordWriter::Draft RecordWriter::read(const QJsonObject& record, int position, bool creating)
{
    Draft draft;
    for (const Field& field : m_module.fields) {
        if (!(creating ? field.creatable : field.updatable) || field.type == FieldType::Other)
            continue; // what cannot be written is ignored without a word, Created_Time for one
        JsonReading reading = readJsonValue(m_store.org(), m_lookups, field, record);
        if (reading.invalid)
            draft.errors.append(invalid(field, position));
        else if (field.required && isNull(reading.value) && (creating || reading.given))
            draft.errors.append(missing(field.apiName, position));
        if (!reading.given || reading.invalid)
            continue;
        draft.fields.push_back(&field);
        draft.values.push_back(std::move(reading.value));
    }
    return draft;
}

void RecordWriter::checkUnique(Draft& draft, int position, std::optional<qint64> self)
{
    for (std::size_t i = 0; i < draft.fields.size(); ++i) {
        const Field& field = *draft.fields[i];
        if (!field.unique || isNull(draft.values[i]))
            continue;
        const auto other = m_finder.find(field, draft.values[i]);
        if (!other || other == self)
            continue;
        const QString id = QString::number(*other);
        const QJsonObject module{{u"api_name"_s, m_module.apiName}, {u"id"_s, QString::number(m_module.id)}};
        draft.errors.append(envelope(u"DUPLICATE_DATA"_s, u"duplicate data"_s,
                                     {{u"api_name"_s, field.apiName},
                                      {u"json_path"_s, jsonPath(position, field.apiName)},
                                      {u"id"_s, id},
                                      {u"duplicate_record"_s, QJsonObject{{u"id"_s, id}, {u"module"_s, module}}}},
                                     false));
    }
}

QJsonObject RecordWriter::written(qint64 id, bool inserted)
{
    const QJsonObject by{{u"id"_s, QString::number(m_user.id)}, {u"name"_s, m_user.fullName()}};
    const QTimeZone zone(m_store.org().timeZone.toUtf8());
    QString created = QString::fromStdString(m_stamp.moment);
    if (!inserted) {
        Statement& row = m_database.cached("select Created_Time from \"" + m_module.table() + "\" where id=?1");
        if (row.bind(1, std::int64_t(id)).step())
            created = row.string(0);
        row.reset();
    }
    const auto shown = [&zone](const QString& moment) {
        return QDateTime::fromString(moment, Qt::ISODate).toTimeZone(zone).toString(Qt::ISODate);
    };
    const QJsonObject details{{u"id"_s, QString::number(id)},
                              {u"Created_Time"_s, shown(created)},
                              {u"Modified_Time"_s, shown(QString::fromStdString(m_stamp.moment))},
                              {u"Created_By"_s, by},
                              {u"Modified_By"_s, by}};
    return envelope(u"SUCCESS"_s, inserted ? u"record added"_s : u"record updated"_s, details, true);
}

QJsonObject RecordWriter::write(const QJsonObject& record, int position, std::optional<qint64> existing)
{
    if (existing)
        if (auto trouble = stateTrouble(*existing))
            return *trouble;
    Draft draft = read(record, position, !existing);
    checkUnique(draft, position, existing);
    if (!draft.errors.isEmpty())
        return refusal(draft.errors);
    RowWriter writer(m_database, m_module, draft.fields, false);
    const qint64 id = existing ? *existing : m_store.nextId();
    if (existing)
        writer.update(id, draft.values, m_stamp);
    else
        writer.insert(id, draft.values, m_stamp);
    if (m_context.automated)
        noteWorkflow(m_database, m_module, id, existing ? "edit" : "create");
    return written(id, !existing);
}

QJsonObject RecordWriter::insert(const QJsonObject& record, int position)
{
    return write(record, position, std::nullopt);
}

QJsonObject RecordWriter::update(const QJsonObject& record, int position)
{
    if (!record.contains(u"id"))
        return missing(u"id"_s, position);
    const qint64 id = idOf(record[u"id"]);
    if (!m_finder.exists(id))
        return unknownId(position);
    return write(record, position, id);
}

std::optional<QJsonObject> RecordWriter::stateTrouble(qint64 id) const
{
    const QJsonObject details{{u"id"_s, QString::number(id)}};
    switch (m_context.states.of(m_database, m_module, id)) {
    case RecordState::None:
        break;
    case RecordState::Waiting:
        return envelope(u"NOT_APPROVED"_s, u"record not approved"_s, details, false);
    case RecordState::Locked:
    case RecordState::Blocked:
        return envelope(u"RECORD_LOCKED"_s, u"record is locked"_s, details, false);
    }
    return std::nullopt;
}

void RecordWriter::removeChildren(qint64 id)
{
    for (const Module& child : m_store.org().modules) {
        if (child.parent != m_module.apiName)
            continue;
        for (const Field& field : child.fields)
            if (field.lookupModule == m_module.apiName)
                m_database.cached("delete from \"" + child.table() + "\" where \"" + field.column() + "\"=?1")
                    .bind(1, QString::number(id))
                    .run();
    }
}

QJsonObject RecordWriter::remove(const QString& text)
{
    const qint64 id = idOf(text);
    if (m_finder.exists(id))
        if (auto trouble = stateTrouble(id))
            return *trouble;
    m_database.cached("delete from \"" + m_module.table() + "\" where id=?1").bind(1, std::int64_t(id)).run();
    const QJsonObject details{{u"id"_s, text}};
    if (m_database.changes() == 0)
        return envelope(u"INVALID_DATA"_s, u"record not deleted"_s, details, false);
    removeChildren(id);
    if (m_context.automated)
        noteWorkflow(m_database, m_module, id, "delete");
    return envelope(u"SUCCESS"_s, u"record deleted"_s, details, true);
}

QJsonObject RecordWriter::upsert(const QJsonObject& record, int position, const QStringList& duplicateCheckFields)
{
    if (record.contains(u"id"))
        return update(record, position);
    for (const QString& name : duplicateCheckFields) {
        const Field* field = m_module.field(name);
        const JsonReading key = readJsonValue(m_store.org(), m_lookups, *field, record);
        const auto existing = isNull(key.value) ? std::nullopt : m_finder.find(*field, key.value);
        if (!existing)
            continue;
        QJsonObject element = write(record, position, existing);
        if (element[u"status"].toString() == u"success"_s) {
            element.insert(u"action"_s, u"update"_s);
            element.insert(u"duplicate_field"_s, name);
        }
        return element;
    }
    QJsonObject element = insert(record, position);
    if (element[u"status"].toString() == u"success"_s) {
        element.insert(u"action"_s, u"insert"_s);
        element.insert(u"duplicate_field"_s, QJsonValue(QJsonValue::Null));
    }
    return element;
}

} // namespace stevedore::sandbox
