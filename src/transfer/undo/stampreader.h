// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/bulkreader.h"
#include "transfer/undo/undoplan.h"

#include <QObject>

namespace stevedore {

/// Asks the CRM when the records of a module were last changed, and by whom: a few by their ids, many in bulk.
/// Deleting it ends it; it writes nothing.
class StampReader final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<RecordStamps>&)>;

    /// `since`: in the CRM's time; only records that were changed since then are read in bulk.
    StampReader(const ReadTools& tools, QString scratchFolder, QString module, QStringList ids, const QDateTime& since);
    ~StampReader() override;

    /// `done` is called once, later. The reader must not be deleted in it.
    void start(const ReadProgress& progress, const Done& done);

private:
    void readById(qsizetype from);
    void failedById(qsizetype from, const Failure& failure);
    void readInBulk();
    void readBulkDone(const Result<void>& result);

    ReadTools m_tools;
    QString m_scratch;
    QString m_module;
    QStringList m_ids;
    QDateTime m_since;
    ReadProgress m_progress;
    Done m_done;
    RecordStamps m_stamps;
    int m_tries = 0; ///< of one call that failed
    std::shared_ptr<RecordsFile> m_file;
    std::unique_ptr<BulkReader> m_bulk;
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
};

} // namespace stevedore
