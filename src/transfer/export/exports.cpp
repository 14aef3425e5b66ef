// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/exports.h"

#include "base/durablefile.h"
#include "crm/jsonvalue.h"
#include "journal/journal.h"
#include "transfer/engine.h"
#include "transfer/export/exportdriver.h"
#include "transfer/pacing.h"

#include <QDir>
#include <QFileInfo>
#include <QPointer>

#include <map>

namespace stevedore {

namespace {

constexpr qsizetype mostFields = 200; // Zoho CRM API v8, Bulk read, Limitations
/// A read job, a look at it and its download.
constexpr int creditsPerPage = creditsPerReadJob + 2;
constexpr int downloadsPerMinute = 10;
constexpr int secondsPerMinute = 60;
constexpr int mostFound = 20;

/// The field that names a module's records: "Account_Name", "Last_Name", "Subject" ... Empty if none is known.
QString nameField(const ModuleMeta& meta)
{
    QString singular = meta.module.singular;
    singular.replace(QLatin1Char(' '), QLatin1Char('_'));
    for (const QString& name : {QStringLiteral("Full_Name"), singular + QStringLiteral("_Name"), QStringLiteral("Name"),
                                QStringLiteral("Subject"), QStringLiteral("Last_Name"), QStringLiteral("full_name")})
        if (meta.field(name))
            return name;
    return {};
}

} // namespace

struct Exports::Private
{
    struct Export
    {
        ExportRecord record; ///< while nothing drives it, and so are
        std::vector<PageRecord> pages;
        std::unique_ptr<ExportDriver> driver;
        std::optional<Failure> failure;
        bool preparing = false;
        bool notifying = false;

        const ExportRecord& now() const { return driver ? driver->record() : record; }
        const std::vector<PageRecord>& pagesNow() const { return driver ? driver->pages() : pages; }
        /// Keeps what the driver has come to, which ends.
        void takeOver()
        {
            record = driver->record();
            pages = driver->pages();
            driver.reset();
        }
    };

    explicit Private(const Parts& lent) : parts(lent), spool(lent.home) {}

    Export* find(ExportId id)
    {
        const auto it = exports.find(id);
        return it == exports.end() ? nullptr : &it->second;
    }

    /// The one that is going on and writes there.
    std::optional<ExportId> writerOf(const QString& path, ExportId except) const
    {
        for (const auto& [id, one] : exports)
            if (id != except && (one.driver || one.preparing) && one.now().targetPath == path)
                return id;
        return std::nullopt;
    }
    void removePartial(const ExportRecord& record) const
    {
        if (!writerOf(record.targetPath, record.id))
            DurableFile::removePartial(record.targetPath);
    }

    Parts parts;
    ExportSpool spool;
    std::map<ExportId, Export> exports;
};

Exports::Exports(const Parts& parts) : d(std::make_unique<Private>(parts))
{
    qRegisterMetaType<ExportId>();
}

Exports::~Exports() = default;

Result<void> Exports::open()
{
    const auto records = d->parts.journal.exports().list();
    if (!records)
        return fail(records.error());
    std::vector<ExportId> going;
    for (const ExportRecord& record : *records) {
        auto pages = d->parts.journal.exports().pages(record.id);
        if (!pages)
            return fail(pages.error());
        d->exports[record.id].record = record;
        d->exports[record.id].pages = std::move(*pages);
        if (record.state != ExportState::Finished && record.state != ExportState::Cancelled)
            going.push_back(record.id);
    }
    if (d->parts.journal.isOwner())
        d->spool.removeAllBut(going);
    return {};
}

void Exports::resumeFound()
{
    for (auto& [id, one] : d->exports) {
        if (one.record.state != ExportState::Running || one.driver || one.preparing || !checkConnection(one.record))
            continue;
        const bool overtaken = std::any_of(d->exports.begin(), d->exports.end(),
                                           [mine = id, path = one.record.targetPath](const auto& other) {
                                               return other.first > mine && other.second.now().targetPath == path;
                                           });
        const auto writable =
            overtaken
                ? fail(FailureKind::Usage, tr("A newer export went to the same file. Give this one up, or let it go "
                                              "elsewhere."))
                : checkTarget(one.record.targetPath, id);
        if (writable) {
            drive(id);
            continue;
        }
        ExportRecord record = one.record;
        record.state = ExportState::Stopped;
        record.failure = writable.error().sentence;
        one.failure = writable.error();
        (void)store(record);
        notify(id);
    }
}

void Exports::suspend()
{
    for (auto& [id, one] : d->exports) {
        // Fields that are on their way are those of the org before.
        one.preparing = false;
        // What is being written needs no connection any more.
        if (!one.driver || one.driver->isWriting())
            continue;
        one.takeOver();
        notify(id);
    }
}

QList<ExportSnapshot> Exports::list() const
{
    QList<ExportSnapshot> out;
    for (auto it = d->exports.rbegin(); it != d->exports.rend(); ++it)
        if (auto one = snapshot(it->first))
            out.append(std::move(*one));
    return out;
}

Result<ExportSnapshot> Exports::snapshot(ExportId id) const
{
    const auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    ExportSnapshot out;
    out.record = one->now();
    out.pages = QList<PageRecord>(one->pagesNow().begin(), one->pagesNow().end());
    for (const PageRecord& page : one->pagesNow())
        if (page.stage == PageStage::Done)
            out.received += std::max<qint64>(page.count, 0);
    out.driving = one->driver || one->preparing;
    if (one->driver) {
        out.writing = one->driver->isWriting();
        out.written = one->driver->written();
        out.waitingFor = one->driver->waitingFor();
        out.waitingUntil = one->driver->waitingUntil();
    }
    return out;
}

std::optional<ExportRecord> Exports::exportOf(const QString& path) const
{
    const QString wanted = QFileInfo(path).absoluteFilePath();
    for (auto it = d->exports.rbegin(); it != d->exports.rend(); ++it)
        if (it->second.now().targetPath == wanted && it->second.now().state == ExportState::Finished)
            return it->second.now();
    return std::nullopt;
}

Result<void> Exports::checkUnchanged(const ExportRecord& record)
{
    const QFileInfo file(record.targetPath);
    constexpr int clockSlack = 2; // seconds: file systems round
    if (file.size() == record.fileBytes && file.lastModified() <= record.endedAt.addSecs(clockSlack))
        return {};
    return fail(FailureKind::Usage,
                tr("%1 is not what was exported any more, so what was changed in it cannot be told. "
                   "Export it again.")
                    .arg(QDir::toNativeSeparators(record.targetPath)));
}

Result<ExportRequest> Exports::request(ExportId id) const
{
    const auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    return exportRequestFrom(one->now().requestJson);
}

std::optional<Failure> Exports::lastFailure(ExportId id) const
{
    const auto* one = d->find(id);
    return one ? one->failure : std::nullopt;
}

void Exports::views(const QString& module, QObject* context, const Callback<QList<CustomView>>& callback)
{
    d->parts.api.customViews(module, context, callback);
}

void Exports::estimate(const ExportRequest& request, QObject* context, const Callback<ExportEstimate>& callback)
{
    const bool conditions = !request.where.isEmpty();
    d->parts.api.recordCount(request.module, request.view, context, [=](const Result<qint64>& count) {
        if (!count) {
            callback(fail(count.error()));
            return;
        }
        ExportEstimate out;
        out.records = *count;
        out.atMost = conditions;
        out.pages = int(std::max<qint64>(1, (*count + mostRecordsInReadJob - 1) / mostRecordsInReadJob));
        out.credits = out.pages * creditsPerPage;
        out.seconds = qint64((out.pages - 1) / downloadsPerMinute) * secondsPerMinute;
        callback(out);
    });
}

void Exports::findRecords(const QString& module, const QString& text, QObject* context,
                          const Callback<QList<NamedRecord>>& callback)
{
    d->parts.engine.readableMeta(module, context, [=, this](const Result<ModuleMeta>& meta) {
        const QString name = meta ? nameField(*meta) : QString();
        if (!meta || name.isEmpty()) {
            callback(meta ? Result<QList<NamedRecord>>(QList<NamedRecord>()) : fail(meta.error()));
            return;
        }
        // A quote or a backslash would have to be written in a way that the documentation does not tell.
        QString plain = text;
        plain.remove(QLatin1Char('\'')).remove(QLatin1Char('\\')).remove(QLatin1Char('%'));
        const QString query = QStringLiteral("select id, %1 from %2 where %1 like '%3%' limit %4")
                                  .arg(name, module, plain)
                                  .arg(mostFound);
        d->parts.api.query(query, context, [=](const Result<CoqlPage>& page) {
            if (!page) {
                callback(fail(page.error()));
                return;
            }
            QList<NamedRecord> out;
            for (const QJsonObject& record : page->records)
                out.append({idOf(record.value(QLatin1String("id"))), record.value(name).toString()});
            callback(out);
        });
    });
}

void Exports::start(const ExportRequest& request, const QString& path, QObject* context,
                    const Callback<ExportId>& callback)
{
    if (auto owner = d->parts.checkOwner(); !owner) {
        callback(fail(owner.error()));
        return;
    }
    d->parts.engine.readableMeta(
        request.module, context,
        [this, request, path, context, guard = QPointer(this), callback,
         org = d->parts.engine.connection().org.zgid](const Result<ModuleMeta>& meta) {
            if (!guard)
                return;
            if (!meta) {
                callback(fail(meta.error()));
                return;
            }
            if (request.fields.size() > mostFields) {
                callback(fail(FailureKind::Usage, tr("The CRM gives at most %1 fields at a time; %2 are chosen.")
                                                      .arg(mostFields)
                                                      .arg(request.fields.size())));
                return;
            }
            const auto troubles = conditionTroubles(request.where, fieldsOf(*meta));
            if (!troubles.isEmpty()) {
                callback(fail(FailureKind::Usage, troubles.first().sentence));
                return;
            }
            ExportRequest whole = request;
            for (const Field& field : meta->fields)
                whole.heads.insert(field.apiName, field.label);
            whole.heads.insert(QStringLiteral("moduleLabel"), meta->module.plural);
            // A count that fails keeps nothing from being read; conditions are not counted.
            if (!whole.where.isEmpty()) {
                begin(whole, path, -1, callback);
                return;
            }
            d->parts.api.recordCount(whole.module, whole.view, context, [=, this](const Result<qint64>& count) {
                if (!guard)
                    return;
                if (org != d->parts.engine.connection().org.zgid)
                    callback(fail(FailureKind::Cancelled,
                                  tr("The connection was changed meanwhile; nothing was exported.")));
                else
                    begin(whole, path, count.value_or(-1), callback);
            });
        });
}

void Exports::begin(const ExportRequest& request, const QString& path, qint64 counted,
                    const Callback<ExportId>& callback)
{
    const QString target = QFileInfo(path).absoluteFilePath();
    if (auto writable = checkTarget(target, {}); !writable) {
        callback(fail(writable.error()));
        return;
    }
    const ConnectionStatus& status = d->parts.engine.connection();
    ExportRecord record;
    record.createdAt = d->parts.clock.now();
    record.module = request.module;
    record.moduleLabel = request.heads.value(QStringLiteral("moduleLabel"), request.module);
    record.requestJson = exportRequestJson(request);
    record.targetPath = target;
    record.counted = counted;
    record.connection = status.connection.name;
    record.orgId = status.org.zgid;
    record.orgName = status.org.companyName;
    record.userId = status.user.id;
    record.userName = status.user.fullName;
    const auto id = d->parts.journal.exports().add(record);
    if (!id) {
        callback(fail(id.error()));
        return;
    }
    record.id = *id;
    d->exports[*id].record = record;
    Q_EMIT listChanged();
    drive(*id);
    callback(*id);
}

/// Before any credit is spent: nobody else writes there, and it can be written.
Result<void> Exports::checkTarget(const QString& path, ExportId except) const
{
    if (const auto writer = d->writerOf(path, except))
        return fail(FailureKind::Usage, tr("Export %1 writes to %2 already. Choose another name.")
                                            .arg(QString::number(writer->value), QDir::toNativeSeparators(path)));
    if (QFileInfo(path).isDir())
        return fail(FailureKind::Usage, tr("%1 is a folder. Name a file.").arg(QDir::toNativeSeparators(path)));
    DurableFile trial(path);
    return trial.open();
}

Result<void> Exports::checkConnection(const ExportRecord& record) const
{
    const ConnectionStatus& status = d->parts.engine.connection();
    if (status.state != ConnectionStatus::State::Ready)
        return fail(FailureKind::SignIn, tr("There is no connection to the CRM. Connect first."));
    if (status.org.zgid != record.orgId)
        return fail(FailureKind::SignIn,
                    tr("Export %1 belongs to %2, but the connection is to %3. Connect to %2 to go on.")
                        .arg(QString::number(record.id.value), record.orgName, status.org.companyName));
    if (status.user.id != record.userId)
        return fail(FailureKind::SignIn,
                    tr("Export %1 was begun by %2, but %3 is signed in. Sign in as %2 to go on.")
                        .arg(QString::number(record.id.value), record.userName, status.user.fullName));
    return {};
}

Result<void> Exports::resume(ExportId id, const QString& otherPath)
{
    if (auto owner = d->parts.checkOwner(); !owner)
        return owner;
    auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    if (one->driver || one->preparing) {
        if (otherPath.isEmpty() || QFileInfo(otherPath).absoluteFilePath() == one->now().targetPath)
            return {};
        return fail(FailureKind::Usage,
                    tr("Export %1 is running. Pause it before its file goes elsewhere.").arg(id.value));
    }
    ExportRecord record = one->record;
    if (record.state == ExportState::Finished || record.state == ExportState::Cancelled)
        return fail(FailureKind::Usage, tr("Export %1 is over. Begin another one.").arg(id.value));
    if (auto connected = checkConnection(record); !connected)
        return connected;
    if (!otherPath.isEmpty()) {
        auto request = exportRequestFrom(record.requestJson);
        if (!request)
            return fail(request.error());
        const ExportFormat format = formatOf(otherPath);
        if ((format == ExportFormat::Ics) != (request->file.format == ExportFormat::Ics))
            return fail(FailureKind::Usage, tr("A calendar and a table are read in other ways. Begin another export."));
        request->file.format = format;
        record.requestJson = exportRequestJson(*request);
        record.targetPath = QFileInfo(otherPath).absoluteFilePath();
    }
    if (auto writable = checkTarget(record.targetPath, id); !writable)
        return writable;
    record.state = ExportState::Running;
    record.failure.clear();
    const ExportRecord before = one->record;
    if (auto stored = store(record); !stored)
        return stored;
    if (before.targetPath != record.targetPath)
        d->removePartial(before);
    drive(id);
    return {};
}

Result<void> Exports::store(const ExportRecord& record)
{
    if (auto stored = d->parts.journal.exports().update(record); !stored)
        return stored;
    d->find(record.id)->record = record;
    return {};
}

Result<void> Exports::pause(ExportId id)
{
    if (auto owner = d->parts.checkOwner(); !owner)
        return owner;
    auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    if (one->driver) {
        one->driver->pause(ExportState::Paused);
        return {};
    }
    if (one->record.state != ExportState::Running)
        return {};
    one->preparing = false;
    ExportRecord record = one->record;
    record.state = ExportState::Paused;
    if (auto stored = store(record); !stored)
        return stored;
    notify(id);
    QMetaObject::invokeMethod(
        this, [this, id] { Q_EMIT exportResting(id); }, Qt::QueuedConnection);
    return {};
}

Result<void> Exports::cancel(ExportId id)
{
    if (auto owner = d->parts.checkOwner(); !owner)
        return owner;
    auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    if (one->now().state == ExportState::Finished)
        return fail(FailureKind::Usage, tr("Export %1 is finished already.").arg(id.value));
    if (one->driver && one->driver->isWriting()) {
        // The writer has to be over before anything of it is removed.
        one->driver->pause(ExportState::Cancelled);
        return {};
    }
    if (one->driver)
        one->takeOver();
    ExportRecord record = one->record;
    one->preparing = false;
    record.state = ExportState::Cancelled;
    record.failure.clear();
    record.endedAt = d->parts.clock.now();
    if (auto stored = store(record); !stored)
        return stored;
    d->spool.remove(id);
    d->removePartial(record);
    notify(id);
    QMetaObject::invokeMethod(
        this, [this, id] { Q_EMIT exportResting(id); }, Qt::QueuedConnection);
    return {};
}

Result<void> Exports::remove(ExportId id)
{
    if (auto owner = d->parts.checkOwner(); !owner)
        return owner;
    const auto* one = d->find(id);
    if (!one)
        return fail(FailureKind::Usage, tr("There is no export %1.").arg(id.value));
    if (one->driver || one->preparing)
        return fail(FailureKind::Usage, tr("Export %1 is running. Cancel it first.").arg(id.value));
    if (auto removed = d->parts.journal.exports().remove(id); !removed)
        return removed;
    d->spool.remove(id);
    d->exports.erase(id);
    Q_EMIT listChanged();
    return {};
}

void Exports::drive(ExportId id)
{
    d->find(id)->preparing = true;
    d->find(id)->failure.reset();
    d->parts.engine.readableMeta(d->find(id)->record.module, this, [this, id](const Result<ModuleMeta>& meta) {
        auto* one = d->find(id);
        if (!one || !std::exchange(one->preparing, false) || one->record.state != ExportState::Running)
            return;
        if (!meta) {
            ExportRecord record = one->record;
            record.state = ExportState::Stopped;
            record.failure = meta.error().sentence;
            one->failure = meta.error();
            (void)store(record);
            Q_EMIT exportChanged(id);
            Q_EMIT exportResting(id);
            return;
        }
        one->driver = std::make_unique<ExportDriver>(d->parts.tools(), d->parts.journal.exports(), d->spool,
                                                     one->record, one->pages, fieldsOf(*meta));
        connect(one->driver.get(), &ExportDriver::changed, this, [this, id] { notify(id); });
        // Queued: the driver must not be deleted inside its own signal.
        connect(
            one->driver.get(), &ExportDriver::resting, this, [this, id] { rested(id); }, Qt::QueuedConnection);
        one->driver->start();
    });
}

void Exports::rested(ExportId id)
{
    auto* one = d->find(id);
    if (!one || !one->driver)
        return;
    one->failure = one->driver->failure();
    one->takeOver();
    if (one->record.state == ExportState::Cancelled) {
        d->spool.remove(id);
        d->removePartial(one->record);
    }
    Q_EMIT exportChanged(id);
    Q_EMIT exportResting(id);
}

void Exports::notify(ExportId id)
{
    auto* one = d->find(id);
    if (!one || std::exchange(one->notifying, true))
        return;
    d->parts.clock.callAfter(notifyEvery, this, [this, id] {
        if (auto* later = d->find(id)) {
            later->notifying = false;
            Q_EMIT exportChanged(id);
        }
    });
}

} // namespace stevedore
