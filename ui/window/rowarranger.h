// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellreplacer.h"
#include "models/sorting.h"
#include "transfer/snapshot.h"

#include <QObject>
#include <QTimer>

namespace stevedore::ui {

/// Sorts and narrows the rows that a page shows, and finds cells in them, on the pool. An answer to an older question
/// is dropped.
class RowArranger final : public QObject
{
    Q_OBJECT

public:
    using Rows = std::shared_ptr<const std::vector<RefusedRow>>;
    using FixesNow = std::function<Fixes()>;

    /// `fixes`: the corrections as they are whenever it is called.
    RowArranger(FixesNow fixes, QObject* parent);
    ~RowArranger() override;

    void setFile(const std::shared_ptr<const CsvFile>& file);
    /// Ascending. They are shown as is asked for here.
    void setRows(const Rows& rows);
    void setQuery(const CellQuery& query);
    void setOnly(bool only);
    void setSorting(const Sorting& sorting);
    /// Values were changed: finds again, and leaves the rows as they stand.
    void valuesChanged();

    const std::shared_ptr<const CellHits>& hits() const { return m_hits; }
    bool isFinding() const { return m_finding; }
    const QString& failure() const { return m_failure; }

Q_SIGNALS:
    void arranged(const stevedore::ui::RowArranger::Rows& rows);
    /// hits(), isFinding() or failure() are others.
    void found();

private:
    struct Answer
    {
        Rows rows; ///< nothing if they stay
        std::shared_ptr<const CellHits> hits;
        QString failure; ///< of finding: then nothing is narrowed
    };
    void run(bool arrange);

    FixesNow m_fixes;
    std::shared_ptr<const CsvFile> m_file;
    Rows m_rows = std::make_shared<std::vector<RefusedRow>>();
    CellQuery m_query;
    Sorting m_sorting;
    bool m_only = false;
    std::shared_ptr<const CellHits> m_hits = std::make_shared<CellHits>();
    QString m_failure;
    bool m_finding = false;
    bool m_arranging = false; ///< the run under way was asked to; one that takes its place is, too
    quint64 m_life = 0;
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
    QTimer m_again;
};

} // namespace stevedore::ui
