// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QString>

namespace stevedore {

/// What a spreadsheet, or a careless hand, does to a table between saving and saving again.
enum class DamageKind {
    // Harmless: the same value in another form. Counted, not listed.
    TextForm,     ///< other line ends or composed letters
    BlanksCut,    ///< blanks at an end are gone
    NumberForm,   ///< "1.50" and "1.5"
    DecimalComma, ///< "1.5" and "1,5"
    DateForm,     ///< "2001-12-31" and "12/31/2001"
    TruthForm,    ///< "true" and "TRUE"
    // Something of a cell is gone, or cannot be told.
    Rounded,        ///< a long number lost digits: 4876876000000540123 became 4.87688E+18
    ZerosLost,      ///< 007 became 7, +49 became 49
    NumberUnclear,  ///< perhaps the same number, perhaps a thousand times as much: "1,500" and "1.500"
    DateUnclear,    ///< day and month may have changed places
    TimeLost,       ///< the time of day was cut
    CenturyLost,    ///< 1925 became 25
    BecameDate,     ///< "3/4" became 4 March
    Computed,       ///< a formula became its result
    CharactersLost, ///< letters became question marks
    WrongEncoding,  ///< letters became other letters
    Cut,            ///< the end of a long text is gone
    // Whole rows.
    RowShape,   ///< more or fewer cells than the header; some may have slipped
    RowTwice,   ///< the row stands in the file a second time
    RowUnknown, ///< its number and mark do not belong together, or to this import
    RowNotOpen, ///< the row is in, or was left out, or has not been sent yet
};
constexpr int damageKinds = int(DamageKind::RowNotOpen) + 1;

constexpr bool isHarmless(DamageKind kind)
{
    return kind <= DamageKind::TruthForm;
}

struct Damage
{
    DamageKind kind = DamageKind::TextForm;
    RowNumber row;     ///< of the import; 0 if it cannot be told
    int column = -1;   ///< of the source, from 0; -1 for a whole row
    QString before;    ///< the value that was written, and is kept
    QString after;     ///< what the file has; of a row that is not known, what stands in its row column
    RowNumber fileRow; ///< of the corrected file

    bool operator==(const Damage&) const = default;
};

/// A stable, untranslated word: "rounded", "zeros-lost", "row-twice" ...
QString damageWord(DamageKind kind);
/// Translated: what happened, as the end of a sentence: "the number was rounded".
QString damageText(DamageKind kind);
/// Translated whole sentence with row, column, both values and what is done about it.
QString damageSentence(const Damage& damage, const QString& columnName);

} // namespace stevedore
