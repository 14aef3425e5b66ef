// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/fixes.h"
#include "mapping/rowcheck.h"

#include <optional>

namespace stevedore::ui {

/// A change of how one column is mapped.
struct Remapping
{
    ColumnMapping before; ///< it fits only as long as the column is still mapped like this
    ColumnMapping after;
    Field field; ///< that `before` feeds

    bool operator==(const Remapping&) const = default;
};

/// A change of many cells of one column, of the rows themselves, or of how the column is mapped, that mends a finding
/// or a cause.
struct Repair
{
    enum class Kind { Replace, Fill, Clear, LeaveOut, MapValue, Convert, DropColumn };
    Kind kind = Kind::Replace;
    int column = -1;
    QString columnName;
    QString from;    ///< Replace: what is looked for; MapValue: the value in the file
    QString to;      ///< Replace, Fill: what is put there; MapValue: the value in the CRM
    qint64 rows = 0; ///< rows that it would mend
    /// Convert: rows that are fine as they are and would be sent with another value, or be refused.
    qint64 alters = 0;
    std::optional<Remapping> remapping = {}; ///< MapValue, Convert, DropColumn

    bool operator==(const Repair&) const = default;

    /// The value after the repair, of MapValue and Convert as it is sent then; the same value if it does not touch it.
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

/// How often each value stands there, the most frequent ones first.
using ValueCounts = QList<std::pair<QString, qint64>>;
ValueCounts mostFrequent(const CellValues& values);

/// What a finding is about, as far as repairs need it.
struct Trouble
{
    Reason reason = Reason::Empty;
    int column = -1;
    QString columnName;
    bool mayRemap = false; ///< nothing was sent yet, so the mapping may be changed
};

/// Whether a value wants no hand any more: what is only changed on the way or noted goes in.
bool isAcceptable(const std::optional<CellVerdict>& verdict);

/// The repairs that fit, those with the most rows first. Costs a few passes over the values: call it on a pool thread.
/// `alters` is not known of values that are not among these: see weighed().
QList<Repair> repairsFor(const Trouble& trouble, const CellValues& values, const Mapping& mapping,
                         const ModuleMeta& meta);
/// How many of the values the repair makes acceptable, or keeps from being sent.
qint64 mended(const Repair& repair, const CellValues& values, const Mapping& mapping, const ModuleMeta& meta);

} // namespace stevedore::ui
