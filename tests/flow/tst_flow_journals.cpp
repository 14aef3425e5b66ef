// SPDX-License-Identifier: GPL-3.0-or-later
// Journals that somebody or something has changed: each is refused or read, and says what is wrong with it; none brings
// the program down.
//   STEVEDORE_TRIALS=full tries ten times as many.
#include "flow/hostilejourney.h"
#include "transfer/export/exports.h"
#include "transfer/verifier.h"

#include <QRandomGenerator>
#include <QSqlError>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

constexpr int changedBytes = 150; ///< journals of which bytes are changed
constexpr qsizetype pageBytes = 4096;

/// What a statement does to a journal that is a good one otherwise.
const QStringList statements{
    u"update part set stage = 99"_s,
    u"update part set stage = -1"_s,
    u"update part set rows = x'ff00ff'"_s,
    u"update part set rows = cast('9-1,5-' as blob)"_s,
    u"update part set rows = cast('1-9223372036854775807' as blob), row_count = 9223372036854775807"_s,
    u"update part set row_count = -5"_s,
    u"update part set route = 77"_s,
    u"update part set zip_name = '../../../etc/passwd', result_name = '/etc/passwd'"_s,
    u"update part set zip_name = char(0) || 'x', csv_name = char(10)"_s,
    u"update part set zip_sha256 = x'00'"_s,
    u"update part set job_id = 'x'' or 1 --'"_s,
    u"update part set download_url = 'http://foreign.example.org/x.zip'"_s,
    u"update part set repeat_of = id"_s,
    u"update part set repeat_of = (select max(id) from part)"_s,
    u"update part set repeat_of = 4711"_s,
    u"update part set number = 9223372036854775807 - id"_s,
    u"update part set intent_at = 'yesterday', created_at = '9999-99-99'"_s,
    u"update part set attempts = -1, credits = -9223372036854775807"_s,
    u"update part set failure = printf('%.*c', 3000000, 'x')"_s,
    u"update part set import = 99"_s,
    u"delete from part"_s,
    u"update import set state = 0"_s,
    u"update import set state = 4711"_s,
    u"update import set row_count = -1"_s,
    u"update import set row_count = 9223372036854775807"_s,
    u"update import set mapping_json = x'7b'"_s,
    u"update import set mapping_json = cast('[[[[[[[[' as blob)"_s,
    u"update import set mapping_json = cast(printf('%.*c', 200000, '[') as blob)"_s,
    u"update import set source_json = cast('{}' as blob)"_s,
    u"update import set source_json = x'ffffffff'"_s,
    u"update import set source_path = '/dev/zero'"_s,
    u"update import set source_path = '/dev/stdin'"_s,
    u"update import set source_path = ''"_s,
    u"update import set waiting = x'31'"_s,
    u"update import set waiting = cast('5-3' as blob)"_s,
    u"update import set waiting = cast('1-9223372036854775806' as blob)"_s,
    u"update import set module = '\" or 1'"_s,
    u"update import set failure = char(27) || '[2J<b>x</b>'"_s,
    u"update import set created_at = ''"_s,
    u"update piece set content = x'00'"_s,
    u"update piece set content = zeroblob(1000000)"_s,
    u"update piece set content = substr(content, 1, length(content) / 2)"_s,
    u"update piece set part = 99"_s,
    u"delete from piece"_s,
    u"update outcome set fate = 99"_s,
    u"update outcome set row = -row"_s,
    u"update outcome set errors = 'A-B-C-D-' || char(0) || '-'"_s,
    u"update outcome set record_id = 'x'"_s,
    u"delete from outcome"_s,
    u"update event set text = ''"_s,
    u"delete from event"_s,
    u"update meta set epoch = -1"_s,
    u"update meta set epoch = 9223372036854775807"_s,
    u"delete from meta"_s,
    u"pragma user_version = 99"_s,
    u"pragma user_version = 1"_s,
    u"pragma user_version = -1"_s,
    u"drop table outcome"_s,
    u"drop table part"_s,
    u"drop table fix"_s,
    u"drop table event"_s,
    u"create trigger t before update on part begin select raise(abort, 'no'); end"_s,
    u"create trigger t after insert on fix begin delete from part; end"_s,
    u"create table more (x)"_s,
    u"alter table part add column more text"_s,
    u"alter table part rename column rows to lines"_s,
    u"pragma writable_schema = 1; update sqlite_schema set sql = 'create table part (id)' where name = 'part'"_s,
    u"pragma journal_mode = delete"_s,
    u"pragma encoding = 'UTF-16'"_s};

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestJournals final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { qInfo("%d journals, %d refused, %d read", m_tried, m_refused, m_tried - m_refused); }
    void statement_data();
    void statement();
    void bytes();
    void files_data();
    void files();

private:
    QString journal() const { return m_copy->filePath(u"journal.sqlite"_s); }
    bool renew();
    /// Opens the changed folder and asks for all that an engine tells without a CRM. Empty, or what is wrong with how
    /// it went.
    QString ask();

    HostileJourney m_good;
    std::unique_ptr<QTemporaryDir> m_copy;
    int m_tried = 0;
    int m_refused = 0;
};

void TestJournals::initTestCase()
{
    m_good.bench->pace.mostRows = 2;
    m_good.bench->engine->setPace(m_good.bench->pace);
    // One part is in doubt, and what is known of the others has been corrected once.
    (void)m_good.settleDoubt();
    QVERIFY(m_good.import);
    QVERIFY(m_good.bench->engine->addFixes(*m_good.import, {{RowNumber(1), 0, u"x"_s}}));
    QVERIFY(m_good.bench->engine->setLeftOut(*m_good.import, {RowNumber(2)}, true));
    m_good.bench->engine.reset();
    QVERIFY(renew());
    QCOMPARE(ask(), QString());
    QCOMPARE(m_refused, 0);
}

bool TestJournals::renew()
{
    m_copy = std::make_unique<QTemporaryDir>();
    return copyTree(m_good.bench->home(), m_copy->path());
}

QString TestJournals::ask()
{
    ++m_tried;
    MemoryTokenStore tokens;
    SystemClock clock;
    Engine engine(m_copy->path(), clock, tokens);
    if (const auto opened = engine.open(); !opened) {
        ++m_refused;
        return wrongSentence(opened.error().sentence);
    }
    for (const ImportSnapshot& s : engine.imports()) {
        const ImportId id = s.record.id;
        (void)engine.snapshot(id);
        (void)engine.source(id);
        (void)engine.mapping(id);
        (void)engine.fixes(id);
        (void)engine.causes(id);
        (void)engine.refusedRows(id, std::nullopt);
        (void)engine.rowsWith(id, Fate::Unknown);
        (void)engine.writtenRows(id);
        (void)engine.resendPlan(id, {});
        for (qint64 row = 1; row <= m_good.rows; ++row) {
            const auto history = engine.history(id, RowNumber(row));
            bool read = false;
            engine.attemptValues(id, RowNumber(row), history, &engine, [&](const auto&) { read = true; });
            if (!waitFor([&] { return read; }, 5'000))
                return u"what was sent of row %1 does not come"_s.arg(row);
        }
        for (const auto& part : s.parts)
            (void)engine.partEvents(id, part.record.id);
        if (const auto verified = engine.verify(id); !verified) {
            if (const QString wrong = wrongSentence(verified.error().sentence); !wrong.isEmpty())
                return wrong;
        }
        (void)engine.addFixes(id, {{RowNumber(3), 1, u"y"_s}});
    }
    (void)engine.exports().list();
    return {};
}

void TestJournals::statement_data()
{
    QTest::addColumn<QString>("sql");
    for (const QString& sql : statements)
        QTest::newRow(qPrintable(sql)) << sql;
}

void TestJournals::statement()
{
    QFETCH(QString, sql);
    QVERIFY(renew());
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"hostile"_s);
        db.setDatabaseName(journal());
        QVERIFY(db.open());
        QSqlQuery query(db);
        query.exec(u"pragma foreign_keys = off"_s);
        for (const QString& one : sql.startsWith(u"create trigger"_s) ? QStringList{sql} : sql.split(u"; "_s))
            QVERIFY2(query.exec(one), qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"hostile"_s);
    QCOMPARE(ask(), QString());
}

void TestJournals::bytes()
{
    QVERIFY(renew());
    const QByteArray good = bytesOf(journal());
    QVERIFY(good.size() > pageBytes);
    const int tries = qEnvironmentVariableIsSet("STEVEDORE_TRIALS") ? 10 * changedBytes : changedBytes;
    for (int seed = 1; seed <= tries; ++seed) {
        QRandomGenerator random{quint32(seed)};
        QByteArray changed = good;
        const int pages = int(good.size() / pageBytes);
        switch (seed % 4) {
        case 0: // single bytes anywhere
            for (int i = 0; i < 1 + seed % 40; ++i)
                changed[random.bounded(int(changed.size()))] = char(random.bounded(256));
            break;
        case 1: // bytes where pages begin, which say what is in them
            for (int i = 0; i < 6; ++i)
                changed[random.bounded(pages) * int(pageBytes) + random.bounded(16)] = char(random.bounded(256));
            break;
        case 2: // one page in place of another
            changed.replace(random.bounded(1, pages) * pageBytes, pageBytes,
                            good.mid(random.bounded(pages) * pageBytes, pageBytes));
            break;
        case 3: // cut
            changed.truncate(random.bounded(int(changed.size())));
            break;
        }
        QVERIFY(renew());
        QVERIFY(write(journal(), changed));
        const QString wrong = ask();
        QVERIFY2(wrong.isEmpty(), qPrintable(u"seed %1: %2"_s.arg(seed).arg(wrong)));
    }
}

void TestJournals::files_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("text") << QByteArray("Last_Name,City\r\nx,y\r\n");
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16);
    QTest::newRow("noise") << QByteArray(100'000, '\xa5');
    QTest::newRow("zeros") << QByteArray(100'000, '\0');
}

void TestJournals::files()
{
    QFETCH(QByteArray, content);
    QVERIFY(renew());
    QVERIFY(write(journal(), content));
    QCOMPARE(ask(), QString());
}

QTEST_GUILESS_MAIN(TestJournals)
#include "tst_flow_journals.moc"
