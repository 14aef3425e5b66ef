// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/fixes.h"
#include "mapping/rowcheck.h"

namespace stevedore::ui {

/// A change of many cells of one column (or of the rows themselves) that mends a finding or a cause.
struct Repair
{
    enum class Kind { Replace, Fill, Clear, LeaveOut };
    Kind kind = Kind::Replace;
    int column = -1;
    QString columnName;
    QString from;    ///< Replace: what is looked for
    QString to;      ///< Replace, Fill: what is put there
    qint64 rows = 0; ///< rows that it would mend

    bool operator==(const Repair&) const = default;

    /// The value after the repair; the same value if it does not touch it.
    QString applied(const QString& value) const;
    /// What its button says ("Replace “(at)” by “@” in 577 rows").
    QString buttonText() const;
    /// Head of the column with the preview.
    QString afterTitle() const;
    /// What it is called when it has been done ("Replaced “(at)” by “@” in Email, 577 rows").
    QString doneText(qint64 done) const;
};

/// The present values of one column in some rows, fixes included. The same shape as fixes, so that a repair is a copy
/// with other values.
using CellValues = std::vector<Fix>;

/// What a finding is about, as far as repairs need it.
struct Trouble
{
    Reason reason = Reason::Empty;
    int column = -1;
    QString columnName;
};

/// The repairs that fit, those with the most rows first. Costs a pass over the values: call it on a pool thread.
QList<Repair> repairsFor(const Trouble& trouble, const CellValues& values, const Mapping& mapping,
                         const ModuleMeta& meta);
/// How many of the values the repair makes acceptable.
qint64 mended(const Repair& repair, const CellValues& values, const Mapping& mapping, const ModuleMeta& meta);

} // namespace stevedore::ui
