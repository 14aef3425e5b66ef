// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/csvsplitter.h"

#include <QString>

#include <memory>

namespace stevedore::sandbox {

/// One CSV of an uploaded zip, as UTF-8, block by block.
class UploadedCsv
{
public:
    /// `encoding` as scanCsv() has found it.
    UploadedCsv(const QString& zipPath, const QString& name, const QString& encoding);
    ~UploadedCsv();
    Q_DISABLE_COPY_MOVE(UploadedCsv)

    CsvSplitter& rows() { return *m_rows; }
    /// After the last row: whether the zip was sound to its end.
    bool isSound() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
    std::unique_ptr<CsvSplitter> m_rows;
};

/// What creating a job has to know of a CSV.
struct CsvScan
{
    bool proper = false; ///< can be read, has a header of at most 200 columns and at most 25,000 records
    QString encoding;
    std::vector<std::string> header;
    qint64 records = 0;
};

/// Reads a CSV once ("Upload file": 25,000 records, 200 columns; the charset is detected). `encoding` is what the job
/// names; empty: UTF-16 and UTF-32 by their byte order marks, UTF-8 if all bytes are, else windows-1252.
CsvScan scanCsv(const QString& zipPath, const QString& name, const QString& encoding);

/// Whether a job may name this encoding.
bool isKnownEncoding(const QString& encoding);

} // namespace stevedore::sandbox
