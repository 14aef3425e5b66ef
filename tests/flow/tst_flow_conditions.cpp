// SPDX-License-Identifier: GPL-3.0-or-later
// Random conditions against the real local CRM: as text and back, and the records that a bulk read finds by them held
// against what was put in.
//   STEVEDORE_SEED=N    the seed, to repeat a run
#include "crm/condition/conditionjson.h"
#include "crm/condition/conditiontext.h"
#include "flow/conditionoracle.h"
#include "flow/randomconditions.h"

#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

class TestFlowConditions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomConditions();

private:
    void compareOne(const Condition& condition, const EquipmentRows& rows, PlainClient& client);

    static constexpr int records = 300;
    static constexpr int conditions = 300;
    /// Like the clock of the computer, in a zone that is not the CRM's. A Wednesday.
    const QDateTime m_now{QDate(2026, 3, 18), QTime(23, 15, 16), QTimeZone("Europe/Berlin")};
    int m_telling = 0; ///< conditions that found some records, not all
};

void TestFlowConditions::randomConditions()
{
    const bool isGiven = qEnvironmentVariableIsSet("STEVEDORE_SEED");
    const auto seed = isGiven ? quint32(qEnvironmentVariableIntValue("STEVEDORE_SEED")) : std::random_device()();
    qInfo("STEVEDORE_SEED=%u", seed);
    Dice dice(seed);
    const SandboxProcess crm({u"--credits"_s, u"100000000"_s, u"--rows-per-second"_s, u"0"_s});
    QVERIFY(crm.isRunning());
    PlainClient client(crm);
    const EquipmentRows rows(client, dice, records);
    QVERIFY(rows.isComplete());
    RandomConditions source(rows, dice);
    for (int i = 0; i < conditions; ++i) {
        compareOne(source.next(), rows, client);
        if (QTest::currentTestFailed())
            return;
        // Ten downloads a minute are allowed.
        if (i % 10 == 9)
            crm.tell(u"clock"_s, {{u"advance_seconds"_s, 61}});
    }
    QCOMPARE(source.untried(), 0);
    // Else the run has proved little.
    QCOMPARE_GT(m_telling, conditions / 2);
}

void TestFlowConditions::compareOne(const Condition& condition, const EquipmentRows& rows, PlainClient& client)
{
    const FieldFinder field = [&](const QString& name) { return rows.field(name); };
    const auto troubles = conditionTroubles(condition, field);
    const QString text = conditionText(condition);
    QVERIFY2(troubles.isEmpty(), qPrintable(text + u'\n' + (troubles.isEmpty() ? QString() : troubles[0].sentence)));
    const auto read = conditionFromText(text);
    QVERIFY2(read, qPrintable(text + u'\n' + (read ? QString() : read.error().sentence)));
    QVERIFY2(*read == condition, qPrintable(text));

    QString trouble;
    const QJsonObject criteria = conditionJson(condition, field, m_now);
    auto found = client.read(u"Equipment"_s, criteria, trouble);
    const QString sent = text + u'\n' + QString::fromUtf8(QJsonDocument(criteria).toJson());
    QVERIFY2(found, qPrintable(trouble + u'\n' + sent));
    QStringList wanted;
    for (const EquipmentRows::Row& row : rows.rows())
        if (holds(condition, row, rows, m_now))
            wanted.append(row[u"id"_s]);
    found->sort();
    wanted.sort();
    if (*found != wanted)
        qWarning().noquote() << sent;
    QCOMPARE(*found, wanted);
    m_telling += !wanted.isEmpty() && wanted.size() < records;
}

QTEST_GUILESS_MAIN(TestFlowConditions)
#include "tst_flow_conditions.moc"
