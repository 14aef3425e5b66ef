// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "crm/crmapi.h"
#include "transfer/downloadpace.h"
#include "transfer/pacing.h"
#include "transfer/poolwork.h"
#include "transfer/recordsfile.h"

#include <QObject>

namespace stevedore {

/// What reading works with; all of it outlives the reader.
struct ReadTools
{
    CrmApi& api;
    Clock& clock;
    QThreadPool& pool;
    DownloadPace& downloads;
    Pace pace;
};

/// How far reading has come. `waitingFor` is a translated sentence while something delays it.
using ReadProgress = std::function<void(qint64 records, const QString& waitingFor)>;

/// Reads records of a module in bulk, page after page, into a file. What fails for now is tried again as pacing.h says;
/// a read job whose creation is in doubt is not, because it may cost its credits twice. Deleting the reader ends it:
/// jobs that the CRM has begun cannot be cancelled, and write nothing.
class BulkReader final : public QObject
{
    Q_OBJECT

public:
    BulkReader(const ReadTools& tools, ReadJobRequest request, std::shared_ptr<RecordsFile> into);

    /// `done` is called once, later. The reader must not be deleted in it.
    void start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done);
    qint64 records() const { return m_records; }
    /// Spent on read jobs; looks at them and downloads, one credit each, are not counted.
    int credits() const { return m_credits; }

private:
    void create();
    void created(const CreateVerdict& verdict);
    void look();
    void looked(const Result<ReadJobDetails>& details);
    void fetch();
    void fetched(const Result<QByteArray>& zip);
    void stored(const Result<void>& result);
    void nextPage();
    void again(const Failure& failure, void (BulkReader::*step)());
    void finish(const Result<void>& result);

    ReadTools m_tools;
    ReadJobRequest m_request;
    std::shared_ptr<RecordsFile> m_into;
    ReadProgress m_progress;
    std::function<void(const Result<void>&)> m_done;
    QString m_jobId;
    ReadJobDetails m_details;
    qint64 m_records = 0;
    int m_credits = 0;
    int m_polls = 0;
    int m_tries = 0; ///< failed ones of the present step
};

} // namespace stevedore
