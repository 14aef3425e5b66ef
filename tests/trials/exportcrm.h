// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/sandboxprocess.h"

#include <map>

namespace stevedore::trials {

/// A local CRM full of contacts, and what an export of them must hold by its own table. The client's word counts for
/// nothing here.
class ExportCrm
{
public:
    /// Records that fit, by id: their cells in the order of fields(), without the id.
    using Table = std::map<QString, QStringList>;

    ExportCrm();

    bool isReady() const { return m_ready; }
    const test::SandboxProcess& process() const { return m_crm; }

    static QStringList fields(); ///< that are asked for; the id comes in front of them by itself
    static QString condition();  ///< leaves about a quarter out; three pages remain
    Table fitting() const;

    /// Time goes on until downloads and everything else that is counted by the minute are free again.
    void letAMinutePass() const;
    void letADayPass() const;
    /// Somebody deletes so many of the records that fit, and makes as many others.
    void change(int records, quint32 seed) const;
    /// Trouble by the rules of a scenario, in place of the trouble before. Counting begins anew.
    bool trouble(const QJsonArray& rules) const;
    /// How often the trouble struck.
    int struck() const;

private:
    bool fill();

    test::SandboxProcess m_crm;
    bool m_ready = false;
};

/// Empty if the bytes are a whole export: the header, each record of `sure` once, no other one than those of
/// `possible`, none twice, each value right. Else what is wrong.
QString exportTrouble(const QByteArray& file, const ExportCrm::Table& sure, const ExportCrm::Table& possible);

} // namespace stevedore::trials
