// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIODevice>
#include <QtGlobal>

namespace stevedore::sandbox {

/// What is in a sample file, for those who have to know the right answer.
struct SampleCounts
{
    qint64 rows = 0;
    qint64 emptyLastName = 0;
    qint64 badEmail = 0;       ///< "(at)" in place of the @
    qint64 repeatedEmail = 0;  ///< the e-mail of an earlier, good row
    qint64 impossibleDate = 0; ///< born on 31/02/1960 or the like
    qint64 shortRows = 0;      ///< 17 cells in place of 18; good otherwise, and not among the bad

    /// Rows with exactly one fault each.
    qint64 bad() const { return emptyLastName + badEmail + repeatedEmail + impossibleDate; }
    qint64 good() const { return rows - bad(); }
    bool operator==(const SampleCounts&) const = default;
};

/// 0.8 % of the rows are bad, at least one of each kind where there are four or more; three rows are short from 1,000
/// rows on.
SampleCounts sampleCounts(qint64 rows);

/// Writes a legacy contacts export: 18 columns, semicolons, CRLF, Windows-1252. The same bytes for the same rows and
/// seed. False if the device did not take them.
bool writeSample(QIODevice& device, qint64 rows, quint64 seed);

} // namespace stevedore::sandbox
