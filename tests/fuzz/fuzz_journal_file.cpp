// SPDX-License-Identifier: GPL-3.0-or-later
// A journal's file whose bytes somebody or something has changed: it is refused with a sentence, or read; and what is
// read of it fails with a sentence or is something that this program may have written.
#include "fuzz/memoryfolder.h"
#include "fuzz/require.h"
#include "journal/journal.h"

#include <QCoreApplication>

#include <cstdint>
#include <cstring>

using namespace stevedore;
using test::MemoryFolder;
using test::require;

namespace {

PartRecord partOf(const ImportRecord& import, int number, const QByteArray& rows)
{
    PartRecord out;
    out.import = import.id;
    out.number = number;
    out.rows = rows;
    out.rowCount = RowSet::decoded(rows)->count().value;
    return out;
}

/// A small journal with something in each of its tables.
QByteArray goodJournal()
{
    const QTemporaryDir dir;
    {
        Journal journal;
        require(journal.open(dir.path()).has_value());
        ImportRecord record;
        record.createdAt = QDateTime::fromSecsSinceEpoch(1'800'000'000, Qt::UTC);
        record.sourcePath = QStringLiteral("/x/contacts.csv");
        record.rowCount = 40;
        record.module = QStringLiteral("Contacts");
        record.id = journal.addImport(record).value();
        record.state = ImportState::Running;
        auto parts = journal.addParts(record, {partOf(record, 1, "1-20"), partOf(record, 2, "21-40")}, {}).value();
        parts[0].stage = PartStage::Queued;
        parts[0].jobId = QStringLiteral("4876876000000542000");
        require(journal.updatePart(parts[0], {{QStringLiteral("reply"), "{\"status\":\"success\"}"}}).has_value());
        std::vector<OutcomeRecord> outcomes;
        for (qint64 row = 1; row <= 20; ++row) {
            const bool in = row % 5 != 0;
            outcomes.push_back({RowNumber(row), in ? Fate::Added : Fate::Refused,
                                in ? QString::number(4876876000000540000 + row) : QString(),
                                in ? QString() : QStringLiteral("INVALID_DATA-Email")});
        }
        parts[0].stage = PartStage::Done;
        require(journal.storeOutcomes(parts[0], outcomes).has_value());
        require(journal.addFixes(record.id, {{RowNumber(5), 1, QStringLiteral("a@example.com")}}).has_value());
        require(journal.setLeftOut(record.id, {RowNumber(10)}, true).has_value());
    }
    QFile file(dir.filePath(QStringLiteral("journal.sqlite")));
    require(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

/// The first byte says how the rest is meant: as the file itself, or as places and the bytes that they get.
QByteArray journalFrom(const std::uint8_t* data, std::size_t size)
{
    static const QByteArray good = goodJournal();
    constexpr std::uint8_t whole = 0xFF;
    if (size > 0 && data[0] == whole)
        return QByteArray(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));
    QByteArray bytes = good;
    constexpr std::size_t change = 4;
    for (std::size_t i = 1; i + change <= size; i += change) {
        std::uint32_t place = 0;
        std::memcpy(&place, data + i, change - 1);
        bytes[qsizetype(place % std::uint32_t(bytes.size()))] = char(data[i + change - 1]);
    }
    return bytes;
}

template <typename T>
bool isTold(const Result<T>& result)
{
    return result || !result.error().sentence.isEmpty();
}

void readAll(Journal& journal, const ImportRecord& import)
{
    const auto parts = journal.parts(import.id);
    require(isTold(parts));
    for (const PartRecord& part : parts ? *parts : std::vector<PartRecord>()) {
        require(RowSet::decoded(part.rows).has_value());
        require(part.stage >= PartStage::Planned && part.stage <= PartStage::Repeated);
        require(isTold(journal.outcomes(import.id, part.id)) && isTold(journal.evidence(part.id)) &&
                isTold(journal.events(import.id, part.id)));
    }
    require(isTold(journal.fateCounts(import.id)) && isTold(journal.errorGroups(import.id)) &&
            isTold(journal.rowsIn(import.id, {Fate::Added, Fate::Updated})) && isTold(journal.openRows(import.id)) &&
            isTold(journal.readyRows(import.id)) && isTold(journal.resendableRows(import.id)) &&
            isTold(journal.waitingRows(import.id)) && isTold(journal.fixes(import.id)) &&
            isTold(journal.leftOut(import.id)) && isTold(journal.history(import.id, RowNumber(5))));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static int argc = 1;
    static char name[] = "fuzz_journal_file";
    static char* argv[] = {name, nullptr};
    static const QCoreApplication application(argc, argv); // drivers of databases want one
    const MemoryFolder home;
    const QByteArray bytes = journalFrom(data, size);
    const QString path = home.write(QStringLiteral("journal.sqlite"), bytes.constData(), bytes.size());
    Journal journal;
    const auto opened = journal.open(QFileInfo(path).path());
    require(isTold(opened));
    if (!opened)
        return 0;
    const auto imports = journal.imports();
    require(isTold(imports));
    for (const ImportRecord& import : imports ? *imports : std::vector<ImportRecord>())
        readAll(journal, import);
    require(isTold(journal.brokenChain()));
    return 0;
}
