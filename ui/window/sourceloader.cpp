// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/sourceloader.h"

#include "transfer/poolwork.h"

namespace stevedore::ui {

SourceLoader::SourceLoader(QObject* parent) : QObject(parent)
{
    m_tick.setInterval(200);
    connect(&m_tick, &QTimer::timeout, this, &SourceLoader::grown);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &SourceLoader::checkUnchanged);
}

SourceLoader::~SourceLoader()
{
    close();
}

void SourceLoader::close()
{
    ++m_life;
    if (m_cancel)
        *m_cancel = true;
    m_cancel.reset();
    m_progress.reset();
    m_share.reset();
    m_unpacked = {};
    m_file.reset();
    m_profiles.clear();
    m_failure.clear();
    m_indexed = false;
    m_tick.stop();
    if (!m_watcher.files().isEmpty())
        m_watcher.removePaths(m_watcher.files());
}

void SourceLoader::fail(const QString& sentence)
{
    m_tick.stop();
    m_failure = sentence;
    Q_EMIT failed(sentence);
}

void SourceLoader::open(const QString& path, const QString& sheet, const std::optional<Dialect>& dialect,
                        const Folders& folders)
{
    close();
    m_cancel = std::make_shared<CancelFlag>(false);
    m_share = std::make_shared<std::atomic<double>>(0);
    m_tick.start();
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [path, sheet, dialect, folders, cancel = m_cancel, share = m_share]() -> Result<Opened> {
            const ByteProgress told = [share](qint64 done, qint64 total) {
                *share = total > 0 ? double(done) / double(total) : 0;
            };
            auto unpacked = unpackSource(path, sheet, folders.sources, told, *cancel);
            if (!unpacked)
                return tl::unexpected(unpacked.error());
            auto file = CsvFile::open(unpacked->csvPath, dialect, folders.scratch);
            if (!file)
                return tl::unexpected(file.error());
            return Opened{*unpacked, *file};
        },
        [this, life = m_life](const Result<Opened>& opened) {
            if (life != m_life)
                return;
            m_tick.stop();
            m_share.reset();
            if (!opened) {
                fail(opened.error().sentence);
                return;
            }
            m_file = opened->file;
            m_unpacked = opened->unpacked;
            m_watcher.addPath(m_file->path());
            Q_EMIT this->opened();
            if (life == m_life)
                startIndex();
        });
}

std::optional<double> SourceLoader::unpackedShare() const
{
    return m_share ? std::optional(m_share->load()) : std::nullopt;
}

/// The watcher tells of any touch; whether the contents are others, the file itself says.
void SourceLoader::checkUnchanged()
{
    if (!m_file || !m_failure.isEmpty())
        return;
    runOnPool(
        *QThreadPool::globalInstance(), this, [file = m_file] { return file->unchanged(); },
        [this, life = m_life](const Result<void>& same) {
            if (life != m_life || !m_failure.isEmpty())
                return;
            if (!same)
                fail(same.error().sentence);
            else if (!m_watcher.files().contains(m_file->path()))
                m_watcher.addPath(m_file->path()); // put back under the same name
        });
}

void SourceLoader::startIndex()
{
    m_progress = std::make_shared<std::atomic<qint64>>(0);
    m_clock.start();
    m_tick.start();
    using Summary = Result<IndexSummary>;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_file, cancel = m_cancel, progress = m_progress]() -> Summary {
            return file->index([progress](qint64 done, qint64) { *progress = done; }, *cancel);
        },
        [this, life = m_life](const Summary& summary) {
            if (life != m_life)
                return;
            m_milliseconds = m_clock.elapsed();
            m_tick.stop();
            if (!summary) {
                fail(summary.error().sentence);
                return;
            }
            m_indexed = true;
            Q_EMIT indexed();
            if (life == m_life)
                startProfile();
        });
}

void SourceLoader::startProfile()
{
    using Profiles = Result<std::vector<ColumnProfile>>;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_file, cancel = m_cancel]() -> Profiles { return profileColumns(file, {}, *cancel); },
        [this, life = m_life](const Profiles& profiles) {
            if (life != m_life)
                return;
            if (!profiles) {
                fail(profiles.error().sentence);
                return;
            }
            m_profiles = *profiles;
            Q_EMIT profiled();
        });
}

} // namespace stevedore::ui
