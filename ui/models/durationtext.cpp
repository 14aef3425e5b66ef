// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/durationtext.h"

#include <QCoreApplication>

namespace stevedore::ui {

namespace {

struct DurationText
{
    Q_DECLARE_TR_FUNCTIONS(Duration)
};

} // namespace

QString durationText(qint64 seconds)
{
    if (seconds < 60)
        return DurationText::tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return DurationText::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return DurationText::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds / 60 % 60);
}

} // namespace stevedore::ui
