// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/exportspool.h"

#include "base/durablefile.h"
#include "base/planted.h"
#include "base/text.h"
#include "transfer/export/pageids.h"
#include "transfer/zip.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QScopeGuard>

#include <algorithm>
#include <mutex>
#include <utility>

namespace stevedore {

namespace {

/// 200,000 records of 200 fields; what claims to be larger is none of the CRM's.
constexpr qint64 mostPageBytes = 4LL * 1024 * 1024 * 1024;

struct ExportSpoolText
{
    Q_DECLARE_TR_FUNCTIONS(ExportSpool)
};

QString idsName(const QString& zipName)
{
    return zipName.chopped(QStringLiteral("zip").size()) + QStringLiteral("ids");
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(FailureKind::Disk,
                    ExportSpoolText::tr("The stored page %1 cannot be read: %2. Cancel the export and begin it anew.")
                        .arg(QDir::toNativeSeparators(path), file.errorString()));
    return file.readAll();
}

} // namespace

QString ExportSpool::path(const PageRecord& page, const QString& name) const
{
    return QStringLiteral("%1/%2/%3").arg(m_folder).arg(page.exportId.value).arg(name);
}

Result<void> ExportSpool::store(const PageRecord& page, const QByteArray& zip, bool calendar, QByteArray& room) const
{
    // A page that was paused while it was kept may be in the works still when it comes again.
    static std::mutex oneAtATime;
    const std::lock_guard lock(oneAtATime);
    auto content = readZip(zip, mostPageBytes, std::exchange(room, {}));
    if (!content)
        return fail(content.error());
    const auto givenBack = qScopeGuard([&] { room = std::move(*content); });
    const auto ids = calendar ? idsOfCalendar(*content) : idsOfPage(*content);
    if (!ids)
        return fail(ids.error());
    if (page.count >= 0 && qint64(ids->size()) != page.count && !STEVEDORE_PLANTED_BUG("export-count-unchecked"))
        return fail(FailureKind::Server,
                    ExportSpoolText::tr("Page %1: the CRM announced %2 records and sent %3. It is fetched again.")
                        .arg(page.number)
                        .arg(grouped(page.count), grouped(qint64(ids->size()))));
    if (auto folder = makePrivateFolder(QStringLiteral("%1/%2").arg(m_folder).arg(page.exportId.value)); !folder)
        return folder;
    const QString name = zipName(page.number);
    const QByteArrayView bytes(reinterpret_cast<const char*>(ids->data()),
                               qsizetype(ids->size() * sizeof(std::uint64_t)));
    if (auto kept = writeDurably(path(page, idsName(name)), bytes); !kept)
        return kept;
    return writeDurably(path(page, name), zip);
}

Result<QByteArray> ExportSpool::content(const PageRecord& page, QByteArray room) const
{
    const auto zip = readFile(path(page, page.zipName));
    if (!zip)
        return fail(zip.error());
    auto content = readZip(*zip, mostPageBytes, std::move(room));
    if (!content)
        return fail(FailureKind::Disk,
                    ExportSpoolText::tr("The stored page %1 is damaged. Cancel the export and begin it anew.")
                        .arg(QDir::toNativeSeparators(path(page, page.zipName))),
                    content.error().detail);
    return content;
}

Result<std::vector<std::uint64_t>> ExportSpool::ids(const PageRecord& page) const
{
    const auto bytes = readFile(path(page, idsName(page.zipName)));
    if (!bytes)
        return fail(bytes.error());
    std::vector<std::uint64_t> out(std::size_t(bytes->size()) / sizeof(std::uint64_t));
    std::copy_n(bytes->constData(), out.size() * sizeof(std::uint64_t), reinterpret_cast<char*>(out.data()));
    return out;
}

void ExportSpool::remove(ExportId id) const
{
    QDir(QStringLiteral("%1/%2").arg(m_folder).arg(id.value)).removeRecursively();
}

void ExportSpool::removeAllBut(const std::vector<ExportId>& going) const
{
    const QStringList folders = QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString& folder : folders) {
        bool isNumber = false;
        const ExportId id(folder.toLongLong(&isNumber));
        if (isNumber && std::find(going.begin(), going.end(), id) == going.end())
            remove(id);
    }
}

} // namespace stevedore
