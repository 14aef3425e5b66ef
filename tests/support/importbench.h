// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/tokenstore.h"
#include "mapping/automatch.h"
#include "support/copytree.h"
#include "support/sandboxprocess.h"
#include "support/waitfor.h"
#include "transfer/engine.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

namespace stevedore::test {

/// A home folder with an engine that can be thrown away at any moment and made anew, as a restart of the program does.
class ImportBench
{
    // Declared first: they outlive the engine.
    const Connection m_connection;
    QTemporaryDir m_home;
    SystemClock m_usual;
    Clock& m_clock;
    MemoryTokenStore m_tokens;

public:
    /// `clock`, if given, must outlive the bench.
    explicit ImportBench(const SandboxProcess& crm, Clock* clock = nullptr) : ImportBench(crm.connection(), clock) {}
    explicit ImportBench(const Connection& connection, Clock* clock = nullptr)
        : m_connection(connection), m_clock(clock ? *clock : m_usual)
    {
        restart();
    }

    /// Drops the engine wherever it is and opens the journal again.
    void restart()
    {
        engine.reset();
        engine = std::make_unique<Engine>(m_home.path(), m_clock, m_tokens);
        opened = engine->open().has_value();
        engine->setPace(pace);
    }

    /// Puts the files of another home folder in place of this one's.
    bool restoreHome(const QString& from)
    {
        engine.reset();
        const bool copied = QDir(m_home.path()).removeRecursively() && copyTree(from, m_home.path());
        restart();
        return copied;
    }

    /// Changes the journal behind the engine's back; it opens it again afterwards.
    bool alterJournal(const QString& statement)
    {
        engine.reset();
        bool done = false;
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("alter"));
            db.setDatabaseName(m_home.filePath(QStringLiteral("journal.sqlite")));
            done = db.open() && QSqlQuery(db).exec(statement);
        }
        QSqlDatabase::removeDatabase(QStringLiteral("alter"));
        restart();
        return done;
    }

    bool connect()
    {
        engine->connectTo(m_connection);
        return waitFor([&] { return engine->connection().state != ConnectionStatus::State::SigningIn; }, 30'000) &&
               engine->connection().state == ConnectionStatus::State::Ready;
    }

    std::optional<ModuleMeta> meta(const QString& module)
    {
        std::optional<ModuleMeta> out;
        bool answered = false;
        engine->moduleMeta(module, engine.get(), [&](const Result<ModuleMeta>& answer) {
            answered = true;
            if (answer)
                out = *answer;
        });
        if (!waitFor([&] { return answered; }, 30'000))
            return std::nullopt;
        return out;
    }

    /// Opens, indexes and maps a file by itself, and makes the import; nothing is sent.
    Result<ImportId> prepare(const QString& path, const QString& module, Operation operation = Operation::Insert,
                             const QString& findBy = {})
    {
        auto opened_ = CsvFile::open(path, std::nullopt, m_home.path());
        if (!opened_)
            return fail(opened_.error());
        file = *opened_;
        const CancelFlag never = false;
        if (auto indexed = file->index([](qint64, qint64) {}, never); !indexed)
            return fail(indexed.error());
        const auto profiles = profileColumns(
            file, [](qint64, qint64) {}, never);
        const auto found = meta(module);
        if (!found || !profiles)
            return fail(FailureKind::Server, QStringLiteral("no metadata"));
        fields = *found;
        mapping = autoMatch(file->columns(), *profiles, fields, operation);
        if (!findBy.isEmpty())
            mapping.findBy = findBy;
        auto id = engine->createImport({file->path(), file->dialect(), file->fingerprint()});
        if (id) {
            if (auto set = engine->setMapping(*id, mapping, fields, file->knownRows()); !set)
                return fail(set.error());
        }
        return id;
    }

    /// Takes out of the mapping what the CRM would keep rows apart by, so that doubt has to be answered by a person.
    bool leaveOutUnique(ImportId id)
    {
        for (ColumnMapping& column : mapping.columns) {
            const Field* field = fields.field(column.field);
            if (field && field->unique)
                column.field.clear();
        }
        return engine->setMapping(id, mapping, fields, file->knownRows()).has_value();
    }

    QString home() const { return m_home.path(); }

    Result<void> start(ImportId id) { return engine->start(id, file, fields, {}); }

    /// Until the import rests.
    bool rest(ImportId id, int ms = 300'000)
    {
        return waitFor(
            [&] {
                const auto s = engine->snapshot(id);
                return s && !s->driving && s->waitingFor.isEmpty() && s->record.state != ImportState::Running;
            },
            ms);
    }

    /// Answers for a part in doubt and waits until that was taken in: how many rows are in doubt still, -1 on failure.
    qint64 answer(PartId part, bool isThere)
    {
        std::optional<qint64> out;
        engine->answerDoubt(part, isThere, engine.get(), [&](const Result<qint64>& left) { out = left.value_or(-1); });
        return waitFor([&] { return out.has_value(); }, 60'000) ? *out : -1;
    }

    ImportSnapshot snapshot(ImportId id) const { return *engine->snapshot(id); }

    std::unique_ptr<Engine> engine;
    bool opened = false;
    /// Quick looks: the local CRM is on this machine.
    Pace pace{std::chrono::milliseconds(20), std::chrono::milliseconds(1000), mostRowsInPart, 0};
    std::shared_ptr<CsvFile> file;
    ModuleMeta fields;
    Mapping mapping;
};

} // namespace stevedore::test
