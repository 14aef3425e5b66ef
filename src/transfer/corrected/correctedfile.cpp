// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/correctedfile.h"

#include "transfer/corrected/correctedreader.h"

#include <algorithm>
#include <numeric>

namespace stevedore {

namespace {

void sortFound(CorrectedFile& out)
{
    std::sort(out.fixes.begin(), out.fixes.end(),
              [](const Fix& a, const Fix& b) { return std::pair(a.row, a.column) < std::pair(b.row, b.column); });
    std::sort(out.rows.begin(), out.rows.end());
    std::sort(out.damages.begin(), out.damages.end(), [](const Damage& a, const Damage& b) {
        return std::pair(a.fileRow, a.column) < std::pair(b.fileRow, b.column);
    });
}

} // namespace

qint64 CorrectedFile::damaged() const
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0)) - harmless();
}

qint64 CorrectedFile::damagedCells() const
{
    return std::accumulate(counts.begin(), counts.begin() + int(DamageKind::RowShape), qint64(0)) - harmless();
}

qint64 CorrectedFile::harmless() const
{
    return std::accumulate(counts.begin(), counts.begin() + int(DamageKind::Rounded), -refusedForms);
}

Result<CorrectedFile> readCorrected(const RefusedSource& source, const QString& path, const CorrectedOptions& options,
                                    const ByteProgress& progress, const CancelFlag& cancel)
{
    const auto file = openCorrected(path, options.scratchFolder, options.unpackFolder, cancel);
    if (!file)
        return fail(file.error());
    if (auto indexed = (*file)->index([](qint64, qint64) {}, cancel); !indexed)
        return fail(indexed.error());
    CorrectedReader reader(source, *file, options.takeAll);
    if (auto read = reader.read(progress, cancel); !read)
        return fail(read.error());
    CorrectedFile out = reader.take();
    sortFound(out);
    return out;
}

} // namespace stevedore
