// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/workbook.h"

namespace stevedore {

Result<bool> Workbook::write(const QString& choice, DurableFile& out)
{
    SheetWriter first(m_work, out, 0);
    if (auto read = readSheet(choice, first); !read)
        return fail(read.error());
    if (!first.isRagged()) {
        const auto done = first.finish();
        return done ? Result<bool>(first.rows() > 0) : fail(done.error());
    }
    // The first row is narrower than a later one, and a CSV's rows are of one width: once more, now that it is known.
    if (auto empty = out.restart(); !empty)
        return fail(empty.error());
    SheetWriter again(m_work, out, first.width());
    if (auto read = readSheet(choice, again); !read)
        return fail(read.error());
    const auto done = again.finish();
    return done ? Result<bool>(true) : fail(done.error());
}

} // namespace stevedore
