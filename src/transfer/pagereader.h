// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "crm/crmapi.h"
#include "journal/exportrecords.h"
#include "transfer/downloadpace.h"
#include "transfer/pacing.h"

#include <QObject>
#include <QThreadPool>

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

/// The CRM says that more follows, and not how to get it: by number the next page could miss records, and a token that
/// leads nowhere costs credits without end.
bool leadsNowhere(const PageRecord& page);

/// Reads one page of a bulk read: makes its job, looks at it until it has ended, fetches the result. What fails for now
/// is tried again as pacing.h says. A job or a result that the CRM does not know any more is asked for anew, once.
/// Deleting the reader ends it: jobs that the CRM has begun cannot be cancelled, and write nothing.
class PageReader final : public QObject
{
    Q_OBJECT

public:
    struct Hooks
    {
        /// The page reached another stage, before anything else is sent; a failure ends the reading with it.
        std::function<Result<void>(const PageRecord&)> store;
        /// Takes the result of the page, on a pool thread; a failure of kind Server has it fetched again, some times.
        std::function<Result<void>(const PageRecord&, const QByteArray& zip)> take;
        /// Something delays it: a translated sentence, and until when, if that is known. Empty: it goes on.
        std::function<void(const QString& waitingFor, const QDateTime& until)> tell;
        /// Called once, later; the page's stage is Done. The reader must not be deleted in it.
        std::function<void(const Result<PageRecord>&)> done;
    };

    /// What happens where it is not known whether a job was made, because the answer was lost.
    enum class InDoubt {
        Stop,    ///< the credits of another job are not spent unasked
        MakeAnew ///< another job is made; `spent` counts the lost one, too
    };

    PageReader(const ReadTools& tools, ReadJobRequest request, PageRecord page, InDoubt inDoubt, Hooks hooks);

    /// Goes on from the page's stage; to be called once. Hooks may be called at once.
    void start();
    /// Credits of the read jobs that were made; looks and downloads, one credit each, are not counted.
    int credits() const { return m_credits; }

private:
    void proceed();
    void create();
    void created(const CreateVerdict& verdict);
    void look();
    void looked(const Result<ReadJobDetails>& details);
    void completed(const ReadJobDetails& details);
    void fetch();
    void fetched(const Result<QByteArray>& zip);
    void taken(const Result<void>& result);
    void lookLater();
    bool makeAnew(const Failure& failure);
    bool forgetJob();
    bool moveTo(PageStage stage);
    void again(const Failure& failure, void (PageReader::*step)());
    void finish(const Result<PageRecord>& result);

    ReadTools m_tools;
    ReadJobRequest m_request;
    PageRecord m_page;
    InDoubt m_inDoubt;
    Hooks m_hooks;
    int m_credits = 0;
    int m_tries = 0; ///< failed ones of the present step
    int m_lostJobs = 0;
    int m_badResults = 0; ///< that were fetched and could not be taken
    bool m_madeAnew = false;
};

} // namespace stevedore
