// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/reservefile.h"
#include "csv/memorycsv.h"
#include "journal/records.h"
#include "transfer/join/recordjoin.h"
#include "transfer/packer.h"
#include "transfer/resultjoin.h"

namespace stevedore {

/// The folder beside the journal with what was sent and what came back, kept as evidence.
class Spool
{
public:
    explicit Spool(const QString& home) : m_folder(home + QStringLiteral("/spool")) {}

    Result<void> make() const;
    QString folder() const { return m_folder; }
    QString path(const QString& name) const { return m_folder + QLatin1Char('/') + name; }

    /// Durable. The file belongs to its owner only.
    Result<void> write(const QString& name, const QByteArray& bytes) const;
    /// The same; answers with the SHA-256 of the bytes.
    Result<QByteArray> writeHashed(const QString& name, const QByteArray& bytes) const;
    Result<QByteArray> read(const QString& name) const;
    /// Fails if the file is not the one that was stored, with the SHA-256 `expected`.
    Result<QByteArray> readChecked(const QString& name, const QByteArray& expected) const;
    void remove(const QString& name) const;

    /// Where an answer is put that the journal could not take.
    ReserveFile reserve() const { return ReserveFile(path(QStringLiteral("reserve"))); }

    /// Reads a part's own zip and the CRM's result zip and joins them; see joinResult(). Rows that are the same in
    /// every value are settled. For a pool thread.
    Result<JoinedPart> joined(const PartRecord& part, const std::optional<JobCounts>& counts = {}) const;
    /// The same, without what remains open and why.
    Result<std::vector<OutcomeRecord>> outcomes(const PartRecord& part) const;
    /// What settleByRecords() wants to know of the rows `rows` (ascending) of a packed part. For a pool thread.
    Result<SentValues> sentValues(const PartRecord& part, const std::vector<RowNumber>& rows,
                                  const ModuleMeta& meta) const;
    /// What a packed part sent.
    Result<MemoryCsv> sent(const PartRecord& part) const;
    /// The header (api_names in order) of a packed part.
    Result<QStringList> header(const PartRecord& part) const;

private:
    QString m_folder;
};

QByteArray sha256(const QByteArray& bytes);

} // namespace stevedore
