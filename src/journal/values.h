// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <QDateTime>
#include <QVariant>

namespace stevedore {

// How values are stored in the journal and read again.

/// Times are texts in UTC with milliseconds; an invalid one is NULL.
inline QVariant stamp(const QDateTime& time)
{
    return time.isValid() ? QVariant(time.toUTC().toString(Qt::ISODateWithMs))
                          : QVariant(QMetaType(QMetaType::QString));
}

inline QDateTime time(const QVariant& stored)
{
    return stored.isNull() ? QDateTime() : QDateTime::fromString(stored.toString(), Qt::ISODateWithMs).toUTC();
}

/// An empty QString binds as NULL, which the schema refuses.
inline QVariant text(const QString& value)
{
    return value.isNull() ? QString(QLatin1String("")) : value;
}

inline QVariant blob(const QByteArray& value)
{
    return value.isNull() ? QByteArray("") : value;
}

/// What is no fate leaves the row in doubt.
inline Fate fateFrom(const QVariant& stored)
{
    const int number = stored.toInt();
    return number >= int(Fate::Added) && number <= int(Fate::Deleted) ? Fate(number) : Fate::Unknown;
}

/// "?, ?, ?"
inline QString placeholders(qsizetype count)
{
    QString out = QStringLiteral("?");
    for (qsizetype i = 1; i < count; ++i)
        out += QStringLiteral(", ?");
    return out;
}

/// "a = ?, b = ?" of "a, b".
inline QString assignments(const QString& columns)
{
    QString out = columns;
    out.replace(QLatin1Char(','), QStringLiteral(" = ?,"));
    return out + QStringLiteral(" = ?");
}

} // namespace stevedore
