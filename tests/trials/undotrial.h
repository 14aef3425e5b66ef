// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/trialimport.h"

namespace stevedore::trials {

/// An upsert that updated ten records and created five is undone, with a fault in the first run of that. What the
/// CRM's own table says at the end is judged here.
class UndoTrial
{
public:
    static constexpr int updated = 10;
    static constexpr int created = 5;

    /// `number` tells the rows of this trial from all others in the CRM.
    UndoTrial(const test::SandboxProcess& crm, int number);

    /// Two imports without a fault. False: see judge().
    bool prepare();
    /// Until the second import is undone, or nothing more can be done.
    void undo(const Fault& fault);
    /// Empty if the table is what it was before the second import and the journal agrees.
    QString judge();

    TrialImport& import() { return m_import; }
    /// Calls of the longest run of the undo.
    long longest() const { return m_longest; }

private:
    QString table() const;
    Run step(const QStringList& words, const Fault& fault = {});

    const test::SandboxProcess& m_crm;
    int m_number;
    TrialImport m_import;
    QString m_before;
    int m_upsert = 0; ///< the import that is undone
    QString m_trouble;
    long m_longest = 0;
};

} // namespace stevedore::trials
