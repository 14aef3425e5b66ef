// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "journal/exportrecords.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace stevedore {

/// The folder of each export's pages, as they came from the CRM, until its file is whole. For its owner's eyes only.
/// All members may be called on any thread.
class ExportSpool
{
public:
    explicit ExportSpool(const QString& home) : m_folder(home + QStringLiteral("/exports")) {}

    static QString zipName(int page) { return QStringLiteral("page-%1.zip").arg(page, 4, 10, QLatin1Char('0')); }

    /// Holds the result of a page against what the CRM announced and keeps it, durably, with the ids of its records.
    /// Fails with FailureKind::Server if it is damaged or has not as many records. Once more replaces it. `room` is
    /// memory for the next page (zip.h).
    Result<void> store(const PageRecord& page, const QByteArray& zip, bool calendar, QByteArray& room) const;

    /// What a stored page holds: CSV in UTF-8, or a calendar. An earlier page may be handed back as `room`.
    Result<QByteArray> content(const PageRecord& page, QByteArray room) const;
    /// Of its records, in their order; see idsOfPage().
    Result<std::vector<std::uint64_t>> ids(const PageRecord& page) const;

    void remove(ExportId id) const;
    /// Those of exports that the journal does not have, or that are over.
    void removeAllBut(const std::vector<ExportId>& going) const;

private:
    QString path(const PageRecord& page, const QString& name) const;

    QString m_folder;
};

} // namespace stevedore
