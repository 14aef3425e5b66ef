// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordwriter.h"

#include "sandbox/data/valuerules.h"
#include "sandbox/data/workflows.h"
#include "sandbox/http/http.h"
#include "sandbox/records/recorderrors.h"
#include "sandbox/records/recordjson.h"

#include <QDateTime>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// Why the field does not take what the record has for it.
QJsonObject invalid(const Field& field, const JsonReading& reading, int position)
{
    if (reading.trouble == JsonReading::Trouble::TooLong)
        return recorderror::tooLong(field, mostCharacters(field), position);
    if (reading.trouble == JsonReading::Trouble::Unknown)
        return recorderror::unknownId(field.apiName, position);
    return recorderror::wrongType(field.apiName, field.typeName, recorderror::path(position, field.apiName));
}

/// As the API shows moments: in the org's zone.
QString shownMoment(const Org& org, const QString& stored)
{
    return QDateTime::fromString(stored, Qt::ISODate)
        .toTimeZone(QTimeZone(org.timeZone.toUtf8()))
        .toString(Qt::ISODate);
}

QJsonObject shownUser(const User& user)
{
    return {{u"id"_s, QString::number(user.id)}, {u"name"_s, user.fullName()}};
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
        if (reading.isInvalid())
            draft.errors.append(invalid(field, reading, position));
        else if (field.required && isNull(reading.value) && (creating || reading.given))
            draft.errors.append(recorderror::missing(field.apiName, position));
        if (!reading.given || reading.isInvalid())
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
        draft.errors.append(recorderror::duplicate(m_module, field, *other, ownerOf(*other), position));
    }
}

const User* RecordWriter::ownerOf(qint64 id)
{
    if (!m_module.field(u"Owner"_s))
        return nullptr;
    Statement& row = m_database.cached("select Owner from \"" + m_module.table() + "\" where id=?1");
    const User* owner = row.bind(1, std::int64_t(id)).step() ? m_store.org().userById(row.integer(0)) : nullptr;
    row.reset();
    return owner;
}

QJsonObject RecordWriter::written(qint64 id, bool inserted)
{
    const Org& org = m_store.org();
    QString created = QString::fromStdString(m_stamp.moment);
    const User* creator = &m_user;
    if (!inserted) {
        Statement& row =
            m_database.cached("select Created_Time, Created_By from \"" + m_module.table() + "\" where id=?1");
        if (row.bind(1, std::int64_t(id)).step()) {
            created = row.string(0);
            creator = org.userById(row.integer(1));
        }
        row.reset();
    }
    const QJsonObject details{{u"id"_s, QString::number(id)},
                              {u"Created_Time"_s, shownMoment(org, created)},
                              {u"Modified_Time"_s, shownMoment(org, QString::fromStdString(m_stamp.moment))},
                              {u"Created_By"_s, shownUser(creator ? *creator : m_user)},
                              {u"Modified_By"_s, shownUser(m_user)}};
    return envelope(u"SUCCESS"_s, inserted ? u"record added"_s : u"record updated"_s, details, true);
}

QJsonObject RecordWriter::write(const QJsonObject& record, int position, std::optional<qint64> existing)
{
    if (existing)
        if (auto trouble = updateTrouble(*existing, position))
            return *trouble;
    Draft draft = read(record, position, !existing);
    checkUnique(draft, position, existing);
    if (!draft.errors.isEmpty())
        return recorderror::all(draft.errors);
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

QJsonObject RecordWriter::refuse(int position)
{
    return recorderror::wrongType(u"data"_s, u"jsonobject"_s, u"$.data[%1]"_s.arg(position));
}

QJsonObject RecordWriter::insert(const QJsonObject& record, int position)
{
    return write(record, position, std::nullopt);
}

QJsonObject RecordWriter::update(const QJsonObject& record, int position)
{
    if (!record.contains(u"id"))
        return recorderror::missing(u"id"_s, position);
    const qint64 id = idOf(record[u"id"]);
    if (!m_finder.exists(id))
        return recorderror::unknownId(u"id"_s, position);
    return write(record, position, id);
}

std::optional<QJsonObject> RecordWriter::updateTrouble(qint64 id, int position) const
{
    switch (m_context.states.of(m_database, m_module, id)) {
    case RecordState::None:
        break;
    case RecordState::Waiting:
        return recorderror::unapprovedForUpdate();
    case RecordState::Locked:
    case RecordState::Blocked:
        return recorderror::lockedForUpdate(position);
    }
    return std::nullopt;
}

std::optional<QJsonObject> RecordWriter::deleteTrouble(qint64 id) const
{
    switch (m_context.states.of(m_database, m_module, id)) {
    case RecordState::None:
        break;
    case RecordState::Waiting:
        return recorderror::unapprovedForDelete();
    case RecordState::Locked:
    case RecordState::Blocked:
        return recorderror::lockedForDelete(QString::number(id));
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
        if (auto trouble = deleteTrouble(id))
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
