// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sandboxprocess.h"
#include "trials/clientrun.h"

#include <QSet>

#include <functional>
#include <memory>

namespace stevedore::trials {

/// What the CRM can tell of rows whose answer got lost.
enum class Level {
    ExactlyOnce, ///< a unique field is sent along
    Asked        ///< nothing keeps the rows apart but a person
};

/// One import of thirty rows in three jobs, of which one row is refused, corrected and sent again, by the real command
/// line against the real local CRM; with a fault in any of its runs. What the CRM's own table and the journal say at
/// the end is judged here and not by the client.
class TrialImport
{
public:
    static constexpr int rowCount = 30;
    static constexpr int badRow = 7;

    /// `number` tells the rows of this trial from all others in the CRM.
    TrialImport(const test::SandboxProcess& crm, int number, Level level);

    Run run(const QStringList& words, const Fault& fault = {});
    /// The first run: opens the file and sends it.
    Run import(const Fault& fault = {});
    /// Brings it to the state in which one row is refused. `fault` may strike each run anew. False: see trouble().
    bool send(const std::function<Fault(int run)>& fault);
    /// Corrects the row and sends it again, and whatever else is not in.
    bool mend(const std::function<Fault(int run)>& fault);
    /// Empty if nothing was lost, nothing is there twice, and each fate is the truth.
    QString judge();

    QString trouble() const { return m_trouble; }
    /// All that the runs printed, on both channels, with the words they were started with.
    const QByteArray& printed() const { return m_printed; }
    int runs() const { return m_runs; }
    int kills() const { return m_kills; }
    int questions() const { return m_questions; }
    long longest() const { return m_longest; }
    QString home() const { return m_home.path() + QStringLiteral("/home"); }
    /// Starts a run and leaves it running, with its output unread.
    std::unique_ptr<QProcess> start(const QStringList& words, const Fault& fault = {}) const;
    QStringList importWords() const;
    /// What tells a row from all others.
    QString key(int row) const;

private:
    QStringList all(const QStringList& words) const;
    void write() const;
    bool settle(const std::function<Fault(int run)>& fault, int wanted);
    bool answer(const QList<QJsonObject>& parts);
    bool waitForCrm() const;
    /// The records of this trial in the CRM's own table: key of the row, id.
    QMultiHash<QString, QString> there() const;
    bool failed(const QString& why);

    const test::SandboxProcess& m_crm;
    int m_number;
    Level m_level;
    QTemporaryDir m_home;
    QString m_trouble;
    QByteArray m_printed;
    int m_runs = 0;
    int m_kills = 0;
    int m_questions = 0;
    QSet<int> m_answered; ///< parts that were said to be there
    long m_longest = 0;
};

} // namespace stevedore::trials
