// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <utility>
#include <vector>

namespace stevedore {

/// Where the columns of a corrected file belong.
struct CorrectedColumns
{
    int row = -1;   ///< in the file
    int check = -1; ///< in the file; -1: somebody took it out
    struct Pair
    {
        int inFile = 0;
        int inSource = 0;
    };
    std::vector<Pair> pairs;                          ///< ascending in the source
    QStringList missing;                              ///< columns of the source that the file does not have
    QStringList added;                                ///< columns of the file that the source does not have
    std::vector<std::pair<QString, QString>> renamed; ///< a missing one, and what stands in its place
    /// The file was taken for one in an old code page and written as that: its letters have to be put right, see
    /// misread.h.
    bool misread = false;
    bool moved = false; ///< known columns, in another order
};
CorrectedColumns correctedColumns(const CsvFile& corrected, const CsvFile& source);

/// The names of a corrected file's columns, put right if it was misread.
QStringList correctedNames(const CsvFile& corrected);

/// Opens what a spreadsheet made of a file of refused rows: any encoding, any usual delimiter. Fails with
/// FailureKind::Source if it has no column _row. Not indexed yet. A workbook or archive is unpacked into
/// `unpackFolder`. For a pool thread.
Result<std::shared_ptr<CsvFile>> openCorrected(const QString& path, const QString& scratchFolder,
                                               const QString& unpackFolder, const CancelFlag& cancel);

/// Whether a file looks like one of refused rows that comes back, by its column names. For a pool thread.
bool isCorrectedFile(const QString& path, const QString& scratchFolder, const QString& unpackFolder,
                     const CancelFlag& cancel);

} // namespace stevedore
