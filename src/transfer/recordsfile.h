// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <QFile>
#include <QTemporaryDir>

#include <memory>

namespace stevedore {

/// Records that were read from the CRM, page after page into one CSV on disk, so that a module of any size takes no
/// memory. The file is the owner's only and is gone with this object. One thread at a time.
class RecordsFile
{
public:
    /// In a new folder below `scratchFolder`. What earlier processes left there is removed once it is a day old.
    static Result<std::shared_ptr<RecordsFile>> make(const QString& scratchFolder);

    /// Appends the CSV in a result zip. All pages have the same header; a page that fails leaves the file as it was.
    Result<void> appendZip(const QByteArray& zip);
    /// The same for a page that is at hand.
    Result<void> appendCsv(QByteArrayView csv);

    /// No more pages: opens and indexes the file. nullptr if there was no page. Fails with FailureKind::Server if it
    /// has not `expected` records; -1: not known.
    Result<std::shared_ptr<const CsvFile>> open(qint64 expected, const CancelFlag& cancel);

    /// No more pages: copies what came to `path`, where it stays; durable. Without a page it is a file with a header
    /// only. Fails like open().
    Result<void> keep(const QString& path, qint64 expected, const CancelFlag& cancel);

private:
    RecordsFile(const QString& pattern);
    Result<void> append(const std::function<Result<void>(const std::function<Result<void>(QByteArrayView)>&)>& feed);
    Result<void> take(QByteArrayView block);
    Result<void> takeHeader(QByteArrayView& block);
    Result<void> write(QByteArrayView bytes);

    QTemporaryDir m_dir;
    QFile m_file;
    QByteArray m_header;     ///< of the first page, without its line end
    QByteArray m_pageHeader; ///< of the page at hand, as far as it has come
    bool m_headerDone = false;
    char m_lastByte = '\n';
};

} // namespace stevedore
