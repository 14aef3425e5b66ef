// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/pagereader.h"
#include "transfer/recordsfile.h"

namespace stevedore {

/// How far reading has come. `waitingFor` is a translated sentence while something delays it.
using ReadProgress = std::function<void(qint64 records, const QString& waitingFor)>;

/// Reads records of a module in bulk, page after page, into a file; see PageReader. A read job whose creation is in
/// doubt is not made again, because it may cost its credits twice. Deleting the reader ends it.
class BulkReader final : public QObject
{
    Q_OBJECT

public:
    BulkReader(const ReadTools& tools, ReadJobRequest request, std::shared_ptr<RecordsFile> into);

    /// `done` is called once, later. The reader must not be deleted in it.
    void start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done);
    qint64 records() const { return m_records; }
    /// Spent on read jobs; looks at them and downloads, one credit each, are not counted.
    int credits() const;

private:
    void readPage();
    void pageDone(const Result<PageRecord>& page);

    ReadTools m_tools;
    ReadJobRequest m_request;
    std::shared_ptr<RecordsFile> m_into;
    ReadProgress m_progress;
    std::function<void(const Result<void>&)> m_done;
    std::unique_ptr<PageReader> m_page;
    qint64 m_records = 0;
    int m_credits = 0; ///< of the pages before
};

} // namespace stevedore
