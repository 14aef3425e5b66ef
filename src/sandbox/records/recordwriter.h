// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/rowwriter.h"
#include "sandbox/data/store.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// Writes records of the Records API, one JSON object at a time, inside the caller's transaction. Answers the element
/// of `data` that belongs to it.
class RecordWriter
{
public:
    RecordWriter(Store& store, Database& database, const Module& module, const User& user);

    QJsonObject insert(const QJsonObject& record, int position);
    /// The record says its id.
    QJsonObject update(const QJsonObject& record, int position);
    /// Finds by the first of the fields whose value is that of a record, else inserts.
    QJsonObject upsert(const QJsonObject& record, int position, const QStringList& duplicateCheckFields);

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

    Store& m_store;
    Database& m_database;
    const Module& m_module;
    const User& m_user;
    RowFinder m_finder;
    LookupResolver m_lookups;
    Stamp m_stamp;
};

} // namespace stevedore::sandbox
