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

void SourceLoader::open(const QString& path, const std::optional<Dialect>& dialect, const QString& scratchFolder)
{
    close();
    using Opened = Result<std::shared_ptr<CsvFile>>;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [path, dialect, scratchFolder] { return CsvFile::open(path, dialect, scratchFolder); },
        [this, life = m_life](const Opened& file) {
            if (life != m_life)
                return;
            if (!file) {
                fail(file.error().sentence);
                return;
            }
            m_file = *file;
            m_watcher.addPath(m_file->path());
            Q_EMIT opened();
            if (life == m_life)
                startIndex();
        });
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
    m_cancel = std::make_shared<CancelFlag>(false);
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
