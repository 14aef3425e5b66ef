// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/layoutrule.h"

#include "base/durablefile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

Result<void> keepLayout(const QString& path, const QString& layout)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonArray layouts =
        QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("layouts")).toArray();
    for (const QJsonValue& one : layouts) {
        if (one.toObject().value(QLatin1String("id")).toVariant().toString() != layout)
            continue;
        const QJsonObject kept{{QStringLiteral("layouts"), QJsonArray{one}}};
        return writeDurably(path, QJsonDocument(kept).toJson());
    }
    return {};
}

} // namespace stevedore
