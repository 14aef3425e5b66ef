// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmapi.h"

#include <QHash>

namespace stevedore {

/// Makes records in a local CRM through its Records API: of each only the key that a file names it by, and what the
/// module asks for besides, which is invented. Never used on a real org.
class Seeder final : public QObject
{
    Q_OBJECT

public:
    /// Key to the id of the record that was made; those that the CRM refused are missing.
    using Made = QHash<QString, QString>;
    using Done = std::function<void(const Result<Made>&)>;
    using Progress = std::function<void(qint64 done, qint64 total)>;

    explicit Seeder(CrmApi& api) : m_api(api) {}

    /// One call after another; answers once. With the key field "id" the CRM gives ids of its own.
    void make(const ModuleMeta& meta, const QString& keyField, std::vector<std::string> keys, const Progress& progress,
              const Done& done);

private:
    void next();
    QJsonObject record(const std::string& key);

    CrmApi& m_api;
    ModuleMeta m_meta;
    QString m_keyField;
    std::vector<std::string> m_keys;
    std::size_t m_at = 0;
    qint64 m_number = 0; ///< of all records, for values that have to differ
    Made m_made;
    Progress m_progress;
    Done m_done;
};

/// A value that the field takes; undefined if none can be made up. `number` makes it different from others.
QJsonValue inventedValue(const Field& field, qint64 number);

} // namespace stevedore
