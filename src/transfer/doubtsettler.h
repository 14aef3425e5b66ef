// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmapi.h"
#include "journal/records.h"
#include "mapping/mapping.h"
#include "transfer/guarantee.h"

#include <QObject>
#include <QThreadPool>

#include <functional>

namespace stevedore {

/// What a part sent, as far as settling its doubt needs it.
struct DoubtCase
{
    Guarantee guarantee;
    Operation operation = Operation::Insert;
    QString module;
    QString userId;
    QDateTime since;     ///< when the answer that got lost was asked for, in the CRM's time
    qint64 rowCount = 0; ///< of the part
    /// The key's values of the part's rows, in their order. For a pool thread.
    std::function<Result<QStringList>()> keys;
};

/// Settles what a lost answer left in doubt, as far as the CRM's own records and rules can: it writes nothing.
class DoubtSettler final : public QObject
{
    Q_OBJECT

public:
    struct Ruling
    {
        bool repeat = false; ///< the same rows may be sent again without harm
        QString found;       ///< otherwise: what the CRM has, for the person who is asked
    };

    DoubtSettler(CrmApi& api, QThreadPool& pool) : m_api(api), m_pool(pool) {}

    void rule(const DoubtCase& doubt, const std::function<void(const Ruling&)>& done);

    /// The outcomes of a part that sent the rows of one in doubt again: those that the CRM found there already and that
    /// were created since then by the same user were added by the first one. In the order of `outcomes`, which is that
    /// of the part's rows.
    void attribute(const DoubtCase& doubt, const std::vector<OutcomeRecord>& outcomes,
                   const std::function<void(const Result<std::vector<OutcomeRecord>>&)>& done);

    /// The records of the module that were made (insert) or changed (otherwise) since then by the same user, with these
    /// fields and Created_Time. A call for each 200.
    void changedSince(const DoubtCase& doubt, const QStringList& fields,
                      const std::function<void(const Result<QList<QJsonObject>>&)>& done);

private:
    struct Attribution;
    void readPage(const QString& query, const QList<QJsonObject>& before,
                  const std::function<void(const Result<QList<QJsonObject>>&)>& done);

    void lookAtCrm(const DoubtCase& doubt, const std::function<void(const Ruling&)>& done);
    void lookUp(const std::shared_ptr<Attribution>& work);

    CrmApi& m_api;
    QThreadPool& m_pool;
};

/// The CRM's time of something that happened here, a little earlier for safety.
QDateTime crmTime(const QDateTime& ours, std::chrono::milliseconds ahead);

/// Whether this outcome of rows that were sent twice may be the first sending's doing.
bool mayBeFirstSending(const OutcomeRecord& outcome, Operation operation);

} // namespace stevedore
