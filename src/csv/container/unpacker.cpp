// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/unpacker.h"

#include "csv/csvtext.h"

namespace stevedore {

Unexpected damagedContainer(const UnpackWork& work, const QString& detail)
{
    return fail(FailureKind::Source,
                CsvText::tr("The file “%1” is damaged: it cannot be unpacked to its end. Fetch or save it again, then "
                            "open it again.")
                    .arg(work.name),
                detail);
}

Unexpected protectedContainer(const UnpackWork& work)
{
    return fail(
        FailureKind::Source,
        CsvText::tr("The file “%1” is protected by a password. Save it without one, then open that.").arg(work.name));
}

Unexpected unpackingStopped()
{
    return fail(FailureKind::Cancelled, CsvText::tr("Reading the file was stopped."));
}

} // namespace stevedore
