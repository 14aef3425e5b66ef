// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/httpdate.h"

#include <QLocale>

namespace stevedore {

QDateTime httpDate(const QByteArray& value)
{
    const QString text = QString::fromLatin1(value).simplified();
    // Two digits of a year mean the one of them that is not far ahead.
    constexpr int firstYear = 2000;
    for (const QString& form :
         {QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"), QStringLiteral("dddd, dd-MMM-yy hh:mm:ss 'GMT'"),
          QStringLiteral("ddd MMM d hh:mm:ss yyyy")}) {
        QDateTime moment = QLocale::c().toDateTime(text, form);
        if (!moment.isValid())
            continue;
        moment.setTimeSpec(Qt::UTC);
        return moment.date().year() < firstYear && form.contains(QLatin1String("-yy ")) ? moment.addYears(100) : moment;
    }
    // Qt's own reading of such dates knows no GMT.
    return QDateTime::fromString(text, Qt::RFC2822Date);
}

} // namespace stevedore
