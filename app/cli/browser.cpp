// SPDX-License-Identifier: GPL-3.0-or-later
// The one file that knows how a desktop opens a page; the command line has no GUI library to ask.
#include "cli/browser.h"

#include <QProcess>
#include <QStandardPaths>
#include <QUrl>

namespace stevedore::cli {

bool openInBrowser(const QUrl& page)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        return false;
    const QString opener = QStandardPaths::findExecutable(QStringLiteral("xdg-open"));
    return !opener.isEmpty() && QProcess::startDetached(opener, {page.toString(QUrl::FullyEncoded)});
}

} // namespace stevedore::cli
