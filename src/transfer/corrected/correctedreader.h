// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/corrected/celldamage.h"
#include "transfer/corrected/correctedfile.h"

#include <QHash>
#include <QSet>

#include <string>

namespace stevedore {

/// Compares a corrected file with its source; the work of readCorrected(). The file's rows may be in any order: they
/// are taken a block at a time, and the source is walked through once for each block.
class CorrectedReader
{
public:
    CorrectedReader(const RefusedSource& source, const std::shared_ptr<const CsvFile>& file, bool takeAll);
    Q_DISABLE_COPY_MOVE(CorrectedReader)

    Result<void> read(const ByteProgress& progress, const CancelFlag& cancel);
    CorrectedFile take() { return std::move(m_out); }

private:
    struct Line
    {
        RowNumber row;
        RowNumber fileRow;
        std::string check;
        std::vector<std::string> cells; ///< as m_out.columns.pairs
        int cellsInFile = 0;
        bool tooMany = false;
    };

    bool takeLine(const RowView& view);
    Result<void> compareBlock(const CancelFlag& cancel);
    void compareRow(const Line& line, const RowView& row);
    bool isKnownRow(const Line& line, const RowView& row);
    bool isOutOfShape(const Line& line, const RowView& row) const;
    void compareCells(const Line& line, const RowView& row, const QString& errors, bool outdated);
    void compareCell(const Line& line, int column, const QString& present, const QString& errors,
                     const std::string& cell);
    /// Whether the CRM refused the row for what is in this column.
    bool isRefusedFor(const QString& errors, int column);
    void found(Damage damage);
    void list(Damage damage);
    void findMissing();
    QString present(const RowView& row, int column) const;

    const RefusedSource& m_source;
    std::shared_ptr<const CsvFile> m_file;
    bool m_takeAll;
    FileText m_text;
    CorrectedFile m_out;
    QHash<QString, QList<int>> m_refusedFor; ///< columns by error text, of which there are few
    std::vector<bool> m_seen;                ///< by row number
    std::vector<Line> m_block;
    std::size_t m_blockBytes = 0;
};

} // namespace stevedore
