// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/data/rowwriter.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// What records are written with; outlives the writer.
struct RecordContext
{
    Store& store;
    Database& database;
    const Module& module;
    const User& user;
    const RecordStates& states;
    bool automated; ///< whether it sets off workflows
};

/// Writes records of the Records API, one JSON object at a time, inside the caller's transaction. Answers the element
/// of `data` that belongs to it.
class RecordWriter
{
public:
    explicit RecordWriter(const RecordContext& context);

    QJsonObject insert(const QJsonObject& record, int position);
    /// The record says its id.
    QJsonObject update(const QJsonObject& record, int position);
    /// Finds by the first of the fields whose value is that of a record, else inserts.
    QJsonObject upsert(const QJsonObject& record, int position, const QStringList& duplicateCheckFields);
    /// Deletes the record with this id, and the rows of its subforms.
    QJsonObject remove(const QString& text);
    /// What is no record at all.
    static QJsonObject refuse(int position);

private:
    struct Draft
    {
        std::vector<const Field*> fields;
        std::vector<Value> values;
        QJsonArray errors;
    };

    Draft read(const QJsonObject& record, int position, bool creating);
    void checkUnique(Draft& draft, int position, std::optional<qint64> self);
    QJsonObject write(const QJsonObject& record, int position, std::optional<qint64> existing);
    QJsonObject written(qint64 id, bool inserted);

    /// Null if nobody has the record.
    const User* ownerOf(qint64 id);
    /// What keeps the record from being changed or deleted.
    std::optional<QJsonObject> updateTrouble(qint64 id, int position) const;
    std::optional<QJsonObject> deleteTrouble(qint64 id) const;
    void removeChildren(qint64 id);

    RecordContext m_context;
    Store& m_store;
    Database& m_database;
    const Module& m_module;
    const User& m_user;
    RowFinder m_finder;
    LookupResolver m_lookups;
    Stamp m_stamp;
};

} // namespace stevedore::sandbox
