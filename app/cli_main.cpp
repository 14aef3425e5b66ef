// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/freedmemory.h"
#include "base/language.h"
#include "base/log.h"
#include "base/memorydump.h"
#include "cli/program.h"

#include <QCoreApplication>

int main(int argc, char* argv[])
{
    stevedore::leaveNoMemoryDump();
    stevedore::keepFreedMemory();
    stevedore::redactMessages();
    QCoreApplication app(argc, argv);
    stevedore::installLanguage(app);
    QCoreApplication::setOrganizationName(QStringLiteral("Stevedore"));
    QCoreApplication::setApplicationName(QStringLiteral("stevedore"));
    QCoreApplication::setApplicationVersion(QStringLiteral(STEVEDORE_VERSION));
    return stevedore::cli::run(QCoreApplication::arguments().mid(1));
}
