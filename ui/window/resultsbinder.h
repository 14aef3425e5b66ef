// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/resultspage.h"
#include "widgets/prompts.h"
#include "window/importsession.h"
#include "window/rowarranger.h"

namespace stevedore::ui {

/// Feeds the results page: causes and rows from the engine (rows on the pool), repairs and edits to the session.
class ResultsBinder final : public QObject
{
    Q_OBJECT

public:
    ResultsBinder(Engine& engine, ImportSession& session, ResultsPage& page, Prompts& prompts, QObject* parent);

    void sessionOpened();
    /// Something in the snapshot is new; asks the journal at most twice a second.
    void importChanged(const ImportSnapshot& snapshot);
    void setVisible(bool visible);

Q_SIGNALS:
    void failed(const QString& sentence);
    void sentAgain();

private:
    void bind();
    void ask();
    void fetchRows();
    void tellHistory(RowNumber row);
    QUrl recordPageOf(const QList<AttemptRecord>& history) const;
    void tellValues();
    void updateExisting(const std::vector<RowNumber>& rows, const Field& field);
    void saveReport();
    void saveSuccesses(const QString& path);
    void bindRows();
    void offer(const Trouble& trouble, const QList<Repair>& offers, const ValueCounts& values);

    Engine& m_engine;
    ImportSession& m_session;
    ResultsPage& m_page;
    Prompts& m_prompts;
    RowArranger* m_arranger;
    QTimer m_ask;
    QTimer m_values;
    RowNumber m_focused;
    QList<AttemptRecord> m_history; ///< of that row
    FateCounts m_fates;
    bool m_stale = true;
    bool m_visible = false;
    quint64 m_life = 0;
};

} // namespace stevedore::ui
