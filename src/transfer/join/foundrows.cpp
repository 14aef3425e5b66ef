// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/foundrows.h"

#include <QHash>

namespace stevedore {

QString foundKey(const QStringList& values)
{
    QString key;
    for (const QString& value : values)
        key += value.trimmed() + QChar(0x1F);
    return key;
}

std::vector<OutcomeRecord> rowsFound(const std::vector<SentKey>& rows, const std::vector<FoundRecord>& records)
{
    QHash<QString, std::vector<const FoundRecord*>> byKey;
    for (const FoundRecord& record : records)
        byKey[record.key].push_back(&record);
    QHash<QString, std::size_t> sent;
    for (const SentKey& row : rows)
        ++sent[row.key];
    QHash<QString, std::size_t> used;
    std::vector<OutcomeRecord> out;
    for (const SentKey& row : rows) {
        const auto found = byKey.constFind(row.key);
        if (found == byKey.constEnd() || found->size() < sent.value(row.key))
            continue;
        const FoundRecord& record = *(*found)[used[row.key]++];
        const bool certain = found->size() == sent.value(row.key);
        out.push_back({row.row, record.fate, certain ? record.id : QString(), {}});
    }
    return out;
}

} // namespace stevedore
