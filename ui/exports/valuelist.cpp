// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/valuelist.h"

using namespace Qt::StringLiterals;

namespace stevedore::ui {

QString valuesLine(const QStringList& values)
{
    QStringList parts;
    for (const QString& value : values) {
        const bool isQuoted = value.contains(u',') || value.contains(u'"') || value != value.trimmed();
        parts.append(isQuoted ? u'"' + QString(value).replace(u'"', u"\"\""_s) + u'"' : value);
    }
    return parts.join(u", "_s);
}

QStringList valuesOf(const QString& line)
{
    QStringList values;
    QString value;
    bool inQuotes = false;
    bool wasQuoted = false;
    const auto end = [&] {
        if (!wasQuoted)
            value = value.trimmed();
        if (!value.isEmpty())
            values.append(value);
        value.clear();
        wasQuoted = false;
    };
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line.at(i);
        if (inQuotes && c == u'"' && i + 1 < line.size() && line.at(i + 1) == u'"') {
            value += line.at(++i);
        } else if (inQuotes && c == u'"') {
            inQuotes = false;
        } else if (!inQuotes && c == u'"' && !wasQuoted && value.trimmed().isEmpty()) {
            value.clear();
            inQuotes = wasQuoted = true;
        } else if (!inQuotes && c == u',') {
            end();
        } else if (inQuotes || !wasQuoted || !c.isSpace()) {
            value += c;
        }
    }
    end();
    return values;
}

} // namespace stevedore::ui
