// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QUrl;

namespace stevedore::cli {

/// Opens the page in the person's browser if there is a desktop to do so; false if there is none.
bool openInBrowser(const QUrl& page);

} // namespace stevedore::cli
