// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/hostileanswers.h"
#include "support/hurriedclock.h"
#include "support/importbench.h"

namespace stevedore::test {

/// An engine on its way through an import against a CRM that gives one kind of hostile answer, and what to hold
/// afterwards.
class HostileJourney
{
public:
    HostileJourney();

    CraftedCrm crm;
    ForeignHost foreign;
    HurriedClock clock;
    std::unique_ptr<ImportBench> bench;
    /// What is sent; the header names fields of the crafted CRM. Names are told apart by Last_Name if that is unique.
    QByteArray csv = "Last_Name,First_Name,City\r\nAda,Kit,Ulm\r\nBob,Lou,Bonn\r\nCyd,Max,Kiel\r\n";
    qint64 rows = 3;
    std::optional<ImportId> import;

    /// From now on every answer to this call is replaced.
    void replace(CrmCall call, const HostileAnswer& answer);
    /// Answers to "create job" get lost, although it is done.
    void loseCreate();

    // Each goes as far as it gets and says whether it was a success in all.
    bool signIn();
    bool readModule();
    bool sendJob();
    bool sendRecords();
    /// A job whose answer is lost, and a person who says that its rows are there.
    bool settleDoubt();
    /// The one way whose calls include this one.
    bool goWhere(CrmCall call);

    /// What is wrong with what is left behind, whatever was answered; empty if nothing is. `refused`: the CRM said that
    /// it did nothing, and that is what its rows say, too.
    QString trouble(bool refused = false) const;
    /// Every sentence that tells a person what went wrong.
    QStringList sentences() const;
    /// What is wrong with them; empty if nothing is. Asked for where there was no success.
    QString sentenceTrouble() const;

private:
    bool prepare();
    bool wait() const;
    bool allIn() const;
    QString fateTrouble(const OutcomeRecord& outcome, bool refused) const;

    QTemporaryDir m_dir;
    QString m_metaFailure;
    std::map<CrmCall, HostileAnswer> m_replaced;
    bool m_createLost = false;
};

/// What is wrong with a sentence for people; empty if nothing is.
QString wrongSentence(const QString& sentence);

} // namespace stevedore::test
