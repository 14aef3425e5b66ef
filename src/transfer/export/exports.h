// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "journal/exportrecords.h"
#include "transfer/export/exportrequest.h"

#include <QObject>

#include <functional>
#include <memory>

namespace stevedore {

class CrmApi;
class Engine;
class Journal;
struct CustomView;
struct ReadTools;

/// An export as it is now.
struct ExportSnapshot
{
    ExportRecord record;
    QList<PageRecord> pages;
    qint64 received = 0;  ///< records of the pages that are here
    bool driving = false; ///< something happens by itself
    bool writing = false; ///< all pages are here, the file is being written
    qint64 written = 0;   ///< of these records
    QString waitingFor;   ///< translated sentence while something delays it
    QDateTime waitingUntil;
};

/// A record that a lookup may point to.
struct NamedRecord
{
    QString id;
    QString name;
    bool operator==(const NamedRecord&) const = default;
};

/// What an export will bring and cost, before it begins.
struct ExportEstimate
{
    qint64 records = -1; ///< as the CRM counts, up to ten minutes old; -1: it does not say
    bool atMost = false; ///< the conditions were not counted: it is how many there are without them
    int pages = 0;       ///< with the records; 0: not known
    int credits = 0;     ///< of the read jobs, their looks and downloads
    /// Least time that ten downloads a minute allow (Zoho CRM API v8, Bulk read, Limitations).
    qint64 seconds = 0;
    bool operator==(const ExportEstimate&) const = default;
};

/// The exports of an engine. Lives on its thread; signals and callbacks come there, callbacks are dropped when their
/// context is gone.
class Exports final : public QObject
{
    Q_OBJECT

public:
    template <typename T>
    using Callback = std::function<void(Result<T>)>;

    ~Exports() override;

    QList<ExportSnapshot> list() const; ///< newest first
    Result<ExportSnapshot> snapshot(ExportId id) const;
    Result<ExportRequest> request(ExportId id) const;
    /// The newest finished one whose file this is.
    std::optional<ExportRecord> exportOf(const QString& path) const;
    /// Fails with FailureKind::Usage if the file of a finished export is not what was written.
    static Result<void> checkUnchanged(const ExportRecord& record);
    /// Why an export stopped, as far as this process saw it.
    std::optional<Failure> lastFailure(ExportId id) const;

    /// Custom views of a module.
    void views(const QString& module, QObject* context, const Callback<QList<CustomView>>& callback);
    /// Asks the CRM how many records there are. One credit.
    void estimate(const ExportRequest& request, QObject* context, const Callback<ExportEstimate>& callback);

    /// Records of a module whose name begins so, at most 20. One credit.
    void findRecords(const QString& module, const QString& text, QObject* context,
                     const Callback<QList<NamedRecord>>& callback);

    /// Begins to read. `path` is written in one step when everything is here; until then what is there stays. Fails
    /// with FailureKind::Usage if the request cannot be sent as it is, or with FailureKind::Disk if nothing can be
    /// written beside `path`.
    void start(const ExportRequest& request, const QString& path, QObject* context, const Callback<ExportId>& callback);
    /// Goes on where it was. With a path, the file goes there, in the format that its name says and otherwise as asked
    /// before: pages that are here need not be read again.
    Result<void> resume(ExportId id, const QString& otherPath = {});
    Result<void> pause(ExportId id);
    /// Gives it up and removes its pages; the file in its place stays as it was.
    Result<void> cancel(ExportId id);
    /// Takes an export that is over from the list; its file stays.
    Result<void> remove(ExportId id);

Q_SIGNALS:
    /// Something in the snapshot is new; at most ten times a second for each export.
    void exportChanged(stevedore::ExportId id);
    void exportResting(stevedore::ExportId id);
    void listChanged();

private:
    friend class Engine;
    struct Private;
    /// What the engine lends; all of it outlives the exports.
    struct Parts
    {
        Engine& engine;
        CrmApi& api;
        Journal& journal;
        Clock& clock;
        QString home;
        std::function<ReadTools()> tools;
        std::function<Result<void>()> checkOwner;
    };
    explicit Exports(const Parts& parts);
    /// Reads them from the journal; once it is open.
    Result<void> open();
    /// The connection is ready: those that were found running go on.
    void resumeFound();

    /// The connection changes: what runs waits for its own one again.
    void suspend();
    void begin(const ExportRequest& request, const QString& path, qint64 counted, const Callback<ExportId>& callback);
    Result<void> checkConnection(const ExportRecord& record) const;
    Result<void> checkTarget(const QString& path, ExportId except) const;
    Result<void> store(const ExportRecord& record);
    void drive(ExportId id);
    void rested(ExportId id);
    void notify(ExportId id);

    std::unique_ptr<Private> d;
};

} // namespace stevedore
