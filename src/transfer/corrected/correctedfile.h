// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rowset.h"
#include "transfer/corrected/correctedcolumns.h"
#include "transfer/corrected/damage.h"
#include "transfer/corrected/refusedfile.h"

#include <array>

namespace stevedore {

/// What a file of refused rows says that was corrected elsewhere.
struct CorrectedFile
{
    std::vector<Fix> fixes;      ///< cells that somebody changed, by row and column
    std::vector<RowNumber> rows; ///< the rows of the file that can be sent again, ascending
    /// By row of the file: the first mostDamagesListed of what is not harmless, or is it in a column for which the CRM
    /// refused the row: there another form may be the very correction, so somebody has to look at it.
    std::vector<Damage> damages;
    std::array<qint64, damageKinds> counts{}; ///< by kind, all of them, also the harmless ones
    qint64 refusedForms = 0; ///< how many of the harmless ones are in columns for which their rows were refused
    RowSet missing;          ///< rows that could be sent again and are not in the file; they are not sent
    qint64 fileRows = 0;     ///< all rows of the file, but for empty ones
    qint64 outdated = 0;     ///< rows that were corrected otherwise since the file was written
    CorrectedColumns columns;
    QByteArray encoding;
    char otherDelimiter = 0; ///< if it is neither a comma nor that of the source

    qint64 count(DamageKind kind) const { return counts[std::size_t(kind)]; }
    qint64 damaged() const;      ///< cells and rows that somebody has to look at, listed or not
    qint64 damagedCells() const; ///< those that may be taken all the same
    qint64 harmless() const;     ///< cells in another form, but for refusedForms
};
constexpr std::size_t mostDamagesListed = 10'000;

struct CorrectedOptions
{
    /// Damaged and reformatted cells are taken as the file has them. They are listed all the same. Rows that cannot be
    /// told, or stand there twice, are not taken in any case.
    bool takeAll = false;
    QString scratchFolder;
    QString unpackFolder; ///< for workbooks and archives
};

/// Holds a corrected file against what was written: each cell against the source with the corrections of now. What a
/// spreadsheet has damaged or only written in another form is no fix; it keeps its present value. Where a row was
/// corrected here since the file was written, a cell that is as in the source is no fix either. Fixes are laid over the
/// source by whoever calls this.
///
/// Fails with FailureKind::Source if there is no column _row. Memory is that of the fixes and of a few MiB, whatever
/// the order of the rows. For a pool thread; cancel is seen at every row.
Result<CorrectedFile> readCorrected(const RefusedSource& source, const QString& path, const CorrectedOptions& options,
                                    const ByteProgress& progress, const CancelFlag& cancel);

/// What is to be said of the file as a whole, in translated sentences, the gravest first: rows and columns that are
/// missing, moved or not known, the encoding, and how much was written in another form. Empty if it came back as it
/// went.
QStringList correctedRemarks(const CorrectedFile& file);

} // namespace stevedore
