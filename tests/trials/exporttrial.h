// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/clientrun.h"
#include "trials/exportcrm.h"

#include <QTemporaryDir>

#include <functional>

namespace stevedore::trials {

/// One export of three pages over a file that is there already, by the real command line against the real local CRM,
/// with a fault in any of its runs. After each run the file is looked at: it is the old one or whole.
class ExportTrial
{
public:
    /// What fits now is what the file must hold.
    explicit ExportTrial(const ExportCrm& crm);

    /// Begins the export or goes on with it, as somebody does who looks at what the client says. True: it is finished.
    bool step(const Fault& fault);
    /// Steps until it is finished; `fault` may strike each run anew. False: see judge().
    bool finish(const std::function<Fault(int run)>& fault);
    /// The table has been changed meanwhile: what was there before and after must be in the file, what was there at one
    /// of the two times may be.
    void tableChanged();
    /// Whether pages are here but not all, so that the token of a page is all that says where to go on.
    bool isBetweenPages() const;
    /// Empty if the file is whole, nothing is left beside it, and what the client says is the truth.
    QString judge(int restarts = 0);

    int runs() const { return m_runs; }
    int kills() const { return m_kills; }
    long longest() const { return m_longest; } ///< calls
    qint64 bytes() const { return m_bytes; }   ///< most that a run wrote to files

private:
    Run run(const QStringList& words, const Fault& fault = {});
    QJsonObject listed();
    bool isOld() const;
    QString targetTrouble() const;
    void look(const Run& run);
    bool failed(const QString& why);
    QString path(const QString& name) const { return m_folder.filePath(name); }

    const ExportCrm& m_crm;
    ExportCrm::Table m_sure;
    ExportCrm::Table m_possible;
    QTemporaryDir m_folder;
    QString m_trouble;
    QJsonObject m_last; ///< what the client said of it last
    int m_runs = 0;
    int m_kills = 0;
    long m_longest = 0;
    qint64 m_bytes = 0;
};

} // namespace stevedore::trials
