// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/sourcefile.h"
#include "transfer/sendback/sendback.h"

namespace stevedore::cli {

/// What an edited export holds beside its import.
struct PreparedSendBack
{
    PreparedImport import; ///< of the changes alone
    SendBack back;
};

/// --base: holds the edited copy against the export and writes down what was changed; says what a spreadsheet has
/// damaged.
Result<PreparedSendBack> prepareSendBack(Context& context, const Arguments& arguments, const QString& path);

} // namespace stevedore::cli
