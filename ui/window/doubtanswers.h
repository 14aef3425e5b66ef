// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "journal/records.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <vector>

namespace stevedore {
class Engine;
}

namespace stevedore::ui {

/// Carries out what people answer about parts in doubt. Rows that are not there go again as soon as everything else of
/// the import has ended; until this process ends they are remembered for that.
class DoubtAnswers final : public QObject
{
    Q_OBJECT

public:
    explicit DoubtAnswers(Engine& engine, QObject* parent = nullptr);

    void answer(ImportId import, PartId part, bool isThere);

Q_SIGNALS:
    /// The answer is stored.
    void answered(stevedore::ImportId import);
    void failed(const QString& sentence);

private:
    struct Waiting
    {
        std::vector<RowNumber> rows;
        Route route = Route::Job;
    };

    void notThere(ImportId import, const PartRecord& part, const std::vector<RowNumber>& rows);
    void sendWaiting(ImportId import);

    Engine& m_engine;
    QSet<PartId> m_asking; ///< their rows are being read
    QHash<ImportId, QList<Waiting>> m_waiting;
};

} // namespace stevedore::ui
