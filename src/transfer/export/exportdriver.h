// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditionrules.h"
#include "journal/exportstore.h"
#include "transfer/export/exportwriter.h"
#include "transfer/pagereader.h"

#include <QObject>

namespace stevedore {

/// Drives one export: page after page, then the file. It goes by what the journal has, so that a crash, a pause and a
/// restart are the same thing. Deleting it ends it.
///
/// Page tokens are good for a day and for one user (Zoho CRM API v8, Bulk read, Create job). Where the CRM does not
/// take one any more, everything is read anew: pages by number, which are documented, too, would skip records if some
/// had been deleted meanwhile.
class ExportDriver final : public QObject
{
    Q_OBJECT

public:
    /// The store outlives the driver. `fields` finds the fields of the module, for the condition.
    /// `pages`: as the journal has them.
    ExportDriver(const ReadTools& tools, ExportStore& store, ExportSpool spool, ExportRecord record,
                 std::vector<PageRecord> pages, FieldFinder fields);
    ~ExportDriver() override;

    void start();
    /// Rests soon, as Paused or Cancelled; a file that is whole by then is finished all the same.
    void pause(ExportState as);

    const ExportRecord& record() const { return m_record; }
    const std::vector<PageRecord>& pages() const { return m_pages; }
    const std::optional<Failure>& failure() const { return m_failure; }
    bool isWriting() const { return m_writing; }
    qint64 written() const { return *m_written; }
    const QString& waitingFor() const { return m_waitingFor; }
    const QDateTime& waitingUntil() const { return m_waitingUntil; }

Q_SIGNALS:
    void changed();
    /// It has nothing more to do: the record says why. Sent once, after it was stored.
    void resting();

private:
    void next();
    static Failure noWayOn(int page);
    void readPage(const PageRecord& page);
    Result<ReadJobRequest> requestFor(const PageRecord& page) const;
    Result<void> storePage(const PageRecord& now);
    void pageDone(const Result<PageRecord>& page);
    void restart(const Failure& why);
    void write();
    void written(const Result<WrittenExport>& result);
    void rest(ExportState state, const QString& failure);
    void stop(const Failure& failure);

    ReadTools m_tools;
    ExportStore& m_store;
    ExportSpool m_spool;
    std::shared_ptr<QByteArray> m_room = std::make_shared<QByteArray>(); ///< memory for the next page
    ExportRecord m_record;
    std::vector<PageRecord> m_pages; ///< what the journal has
    FieldFinder m_fields;
    std::optional<ExportRequest> m_request;
    std::unique_ptr<PageReader> m_page;
    int m_creditsBefore = 0; ///< of the page at hand
    bool m_writing = false;
    std::optional<ExportState>
        m_pausing; ///< while the writer is told to stop, which must be over before another one begins
    std::shared_ptr<std::atomic<qint64>> m_written = std::make_shared<std::atomic<qint64>>(0);
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
    std::optional<Failure> m_failure; ///< why it stopped
    QString m_waitingFor;
    QDateTime m_waitingUntil;
};

} // namespace stevedore
