// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/container.h"
#include "csv/profile.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace stevedore::ui {

/// Opens a file (converting a workbook or unpacking an archive first), counts its rows and profiles its columns, one
/// after the other on the pool, and watches that it stays what it was. One file at a time: opening another drops
/// whatever is still on its way.
class SourceLoader final : public QObject
{
    Q_OBJECT

public:
    explicit SourceLoader(QObject* parent = nullptr);
    ~SourceLoader() override;

    struct Folders
    {
        QString scratch; ///< for what is needed while a file is open
        QString sources; ///< for what workbooks and archives are converted to
    };
    /// `sheet`: of a workbook, or the file in a zip; empty for the first.
    void open(const QString& path, const QString& sheet, const std::optional<Dialect>& dialect, const Folders& folders);
    void close();

    const std::shared_ptr<CsvFile>& file() const { return m_file; }
    /// What the workbook or archive has, and what of it is shown.
    const UnpackedSource& unpacked() const { return m_unpacked; }
    /// Of a workbook or archive, how much is converted: 0 to 1; nothing once the file is open.
    std::optional<double> unpackedShare() const;
    bool isIndexed() const { return m_indexed; }
    qint64 bytesRead() const { return m_progress ? m_progress->load() : 0; }
    qint64 milliseconds() const { return m_milliseconds; }
    const std::vector<ColumnProfile>& profiles() const { return m_profiles; }
    /// Why the file could not be opened or read on; empty if it could.
    const QString& failure() const { return m_failure; }

Q_SIGNALS:
    void opened();
    /// More is converted, or more rows are known; at most five times a second.
    void grown();
    void indexed();
    void profiled();
    void failed(const QString& sentence);

private:
    void startIndex();
    void startProfile();
    void fail(const QString& sentence);
    void checkUnchanged();

    struct Opened
    {
        UnpackedSource unpacked;
        std::shared_ptr<CsvFile> file;
    };

    std::shared_ptr<CsvFile> m_file;
    UnpackedSource m_unpacked;
    std::shared_ptr<CancelFlag> m_cancel;
    std::shared_ptr<std::atomic<qint64>> m_progress;
    std::shared_ptr<std::atomic<double>> m_share; ///< of the conversion
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
