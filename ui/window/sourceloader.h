// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace stevedore::ui {

/// Opens a file, counts its rows and profiles its columns, one after the other on the pool, and watches that it stays
/// what it was. One file at a time: opening another drops whatever is still on its way.
class SourceLoader final : public QObject
{
    Q_OBJECT

public:
    explicit SourceLoader(QObject* parent = nullptr);
    ~SourceLoader() override;

    void open(const QString& path, const std::optional<Dialect>& dialect, const QString& scratchFolder);
    void close();

    const std::shared_ptr<CsvFile>& file() const { return m_file; }
    bool isIndexed() const { return m_indexed; }
    qint64 bytesRead() const { return m_progress ? m_progress->load() : 0; }
    qint64 milliseconds() const { return m_milliseconds; }
    const std::vector<ColumnProfile>& profiles() const { return m_profiles; }
    /// Why the file could not be opened or read on; empty if it could.
    const QString& failure() const { return m_failure; }

Q_SIGNALS:
    void opened();
    /// More rows are known; at most five times a second.
    void grown();
    void indexed();
    void profiled();
    void failed(const QString& sentence);

private:
    void startIndex();
    void startProfile();
    void fail(const QString& sentence);
    void checkUnchanged();

    std::shared_ptr<CsvFile> m_file;
    std::shared_ptr<CancelFlag> m_cancel;
    std::shared_ptr<std::atomic<qint64>> m_progress;
    std::vector<ColumnProfile> m_profiles;
    QFileSystemWatcher m_watcher;
    QTimer m_tick;
    QElapsedTimer m_clock;
    qint64 m_milliseconds = 0;
    quint64 m_life = 0;
    bool m_indexed = false;
    QString m_failure;
};

} // namespace stevedore::ui
