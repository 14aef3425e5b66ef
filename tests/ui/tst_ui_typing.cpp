// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody types is kept, although the program is killed, the window is closed at once, or the disk says no.
#include "crm/tokenstore.h"
#include "csv/csvfile.h"
#include "support/waitfor.h"
#include "window/corrections.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

namespace {

constexpr int columns = 4;
/// A cell is changed so often; nobody types as fast.
constexpr int changeEveryMs = 5;
/// What was typed longer ago than this is kept.
constexpr qint64 mostLostMs = 1000;

QString valueOf(qint64 number)
{
    return u"typed %1"_s.arg(number);
}

Fix fixOf(qint64 number)
{
    return {RowNumber(1 + number / columns), int(number % columns), valueOf(number)};
}

/// An engine that is connected to nothing.
struct Program
{
    explicit Program(const QString& home) : engine(home, clock, tokens) { opened = engine.open().has_value(); }

    SystemClock clock;
    MemoryTokenStore tokens;
    Engine engine;
    bool opened = false;
};

/// Milliseconds on a clock that all processes share.
qint64 sharedMs()
{
    QElapsedTimer timer;
    timer.start();
    return timer.msecsSinceReference();
}

/// The program that is killed: types for ever, and says what and when.
int typeForEver(const QString& home, ImportId id)
{
    Program program(home);
    if (!program.opened)
        return 1;
    Corrections corrections(program.engine);
    corrections.load(id);
    qint64 number = 0;
    QTimer keys;
    keys.callOnTimeout([&] {
        corrections.change({fixOf(number)}, u"change a cell"_s);
        std::printf("%lld %lld\n", static_cast<long long>(number), static_cast<long long>(sharedMs()));
        std::fflush(stdout);
        ++number;
    });
    keys.start(changeEveryMs);
    return QCoreApplication::exec();
}

} // namespace

class TestTyping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void killedWhileTyping();
    void closedAtOnce();
    void storedWhenThatIsPossibleAgain();

private:
    bool execute(const QString& statement) const;

    std::unique_ptr<QTemporaryDir> m_home;
    ImportId m_id;
};

void TestTyping::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QFile source(m_home->filePath(u"rows.csv"_s));
    QVERIFY(source.open(QIODevice::WriteOnly));
    QByteArray text = "a,b,c,d\r\n";
    for (int i = 0; i < 5000; ++i)
        text += "1,2,3,4\r\n";
    QCOMPARE(source.write(text), text.size());
    source.close();
    Program program(m_home->path());
    QVERIFY(program.opened);
    const auto file = CsvFile::open(source.fileName(), std::nullopt, m_home->path());
    QVERIFY(file);
    const auto id = program.engine.createImport({(*file)->path(), (*file)->dialect(), (*file)->fingerprint()});
    QVERIFY(id);
    m_id = *id;
}

bool TestTyping::execute(const QString& statement) const
{
    bool done = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"typing"_s);
        db.setDatabaseName(m_home->filePath(u"journal.sqlite"_s));
        done = db.open() && QSqlQuery(db).exec(statement);
    }
    QSqlDatabase::removeDatabase(u"typing"_s);
    return done;
}

void TestTyping::killedWhileTyping()
{
    const int kills = qEnvironmentVariableIsSet("STEVEDORE_TRIALS") ? 100 : 6;
    QRandomGenerator random(7);
    qint64 typed = 0;
    qint64 longest = 0;
    for (int i = 0; i < kills; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(),
                      {u"--type"_s, m_home->path(), QString::number(m_id.value)});
        QByteArray said;
        const int lines = random.bounded(5, 300);
        QVERIFY(test::waitFor(
            [&] {
                said += process.readAllStandardOutput();
                return said.count('\n') >= lines;
            },
            60'000));
        process.kill();
        const qint64 killedAt = sharedMs();
        QVERIFY(process.waitForFinished());
        said += process.readAllStandardOutput();
        Program program(m_home->path());
        QVERIFY(program.opened);
        const Fixes kept = program.engine.fixes(m_id);
        for (const QByteArray& line : said.split('\n').mid(0, said.count('\n'))) {
            const qint64 number = line.split(' ').first().toLongLong();
            const qint64 ago = killedAt - line.split(' ').last().toLongLong();
            const QString* const value = kept.value(fixOf(number).row, fixOf(number).column);
            const bool isKept = value && *value == valueOf(number);
            ++typed;
            longest = isKept ? longest : std::max(longest, ago);
            QVERIFY2(isKept || ago < mostLostMs, qPrintable(u"cell %1, %2 ms ago"_s.arg(number).arg(ago)));
        }
        QVERIFY(program.engine.removeFixes(m_id, [&] {
            std::vector<Fix> all;
            for (auto row = kept.cells.cbegin(); row != kept.cells.cend(); ++row)
                for (auto cell = row->cbegin(); cell != row->cend(); ++cell)
                    all.push_back({row.key(), cell.key(), *cell});
            return all;
        }()));
    }
    qInfo("%d kills, %lld cells typed; the oldest that was lost was typed %lld ms before", kills, typed, longest);
}

void TestTyping::closedAtOnce()
{
    constexpr int cells = 20'000;
    {
        Program program(m_home->path());
        Corrections corrections(program.engine);
        corrections.load(m_id);
        std::vector<Fix> fixes;
        for (int number = 0; number < cells; ++number)
            fixes.push_back(fixOf(number));
        corrections.change(fixes, u"change many cells"_s);
    }
    Program program(m_home->path());
    const Fixes kept = program.engine.fixes(m_id);
    for (int number = 0; number < cells; ++number)
        QVERIFY(kept.value(fixOf(number).row, fixOf(number).column));
}

void TestTyping::storedWhenThatIsPossibleAgain()
{
    {
        Program program(m_home->path());
        Corrections corrections(program.engine);
        corrections.load(m_id);
        QStringList failures;
        connect(&corrections, &Corrections::failed, this, [&](const QString& sentence) { failures.append(sentence); });
        QVERIFY(execute(u"create trigger refuse before insert on fix begin select raise(abort, 'no space'); end"_s));
        corrections.change({fixOf(0)}, u"change a cell"_s);
        QVERIFY(test::waitFor([&] { return !failures.isEmpty(); }, 10'000));
        QCOMPARE(failures.size(), 1);
        QVERIFY(!corrections.flush()); // nothing is sent without it
        QVERIFY(execute(u"drop trigger refuse"_s));
        corrections.change({fixOf(1)}, u"change another one"_s);
        QVERIFY(corrections.flush());
    }
    Program program(m_home->path());
    const Fixes kept = program.engine.fixes(m_id);
    QVERIFY(kept.value(fixOf(0).row, fixOf(0).column));
    QVERIFY(kept.value(fixOf(1).row, fixOf(1).column));
}

int main(int argc, char* argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    if (words.value(1) == u"--type"_s)
        return typeForEver(words.value(2), ImportId(words.value(3).toLongLong()));
    TestTyping test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ui_typing.moc"
