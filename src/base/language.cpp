// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/language.h"

#include <QCoreApplication>
#include <QTranslator>

namespace stevedore {

void installLanguage(QCoreApplication& application)
{
    auto* const plurals = new QTranslator(&application);
    if (plurals->load(QStringLiteral(":/translations/stevedore_en.qm")))
        QCoreApplication::installTranslator(plurals);
}

} // namespace stevedore
