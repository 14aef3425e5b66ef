// SPDX-License-Identifier: GPL-3.0-or-later
// What a mapping says beside its columns, on the wire; and mappings that come back for the next file.
#include "support/importbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

QString write(const QTemporaryDir& dir, const QString& name, const QByteArray& bytes)
{
    QFile file(dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

QJsonArray sentMappings(const SandboxProcess& crm)
{
    const QString body = crm.sql(u"select request from sandbox_write_jobs order by id desc limit 1"_s).toString();
    const QJsonObject request = QJsonDocument::fromJson(body.toUtf8()).object();
    return request[u"resource"][0][u"field_mappings"].toArray();
}

constexpr const char* leads = "Last Name,Company,Phone\nA,B,1\nC,D,2\n";

} // namespace

class TestFlowMapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layoutIsSent()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        const auto id = bench.prepare(write(dir, u"leads.csv"_s, leads), u"Leads"_s);
        QVERIFY(id);
        QCOMPARE(bench.fields.layouts.size(), 1);
        const Layout layout = bench.fields.layouts.first();
        // The layout asks for more than the system does.
        QVERIFY(layout.required.contains(u"Company"_s));
        QVERIFY(bench.fields.field(u"Company"_s)->mandatory && !bench.fields.field(u"Company"_s)->systemMandatory);
        bench.mapping.layout = layout.id;
        bench.mapping.layoutName = layout.name;
        QVERIFY(bench.engine->setMapping(*id, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.start(*id) && bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 2);
        const QJsonObject last = sentMappings(crm).last().toObject();
        QCOMPARE(last, (QJsonObject{{u"api_name"_s, u"Layout"_s},
                                    {u"default_value"_s, QJsonObject{{u"value"_s, layout.id}}}}));
        QCOMPARE(crm.sql(u"select distinct Layout from Leads"_s).toString(), layout.id);
    }

    void noLayoutIsSentUnasked()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        const auto id = bench.prepare(write(dir, u"leads.csv"_s, leads), u"Leads"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        QCOMPARE(sentMappings(crm).size(), 3);
        // One that is not there is not sent, either.
        const auto next = bench.prepare(write(dir, u"more.csv"_s, leads), u"Leads"_s);
        bench.mapping.layout = u"77"_s;
        QVERIFY(bench.engine->setMapping(*next, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(!bench.start(*next));
    }

    void recipesComeBack()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        const QStringList header{u"Last Name"_s, u"Company"_s, u"Phone"_s};
        const auto id = bench.prepare(write(dir, u"leads.csv"_s, leads), u"Leads"_s);
        QVERIFY(id);
        QVERIFY(!bench.engine->recipeFor(header)); // a draft is none
        bench.mapping.columns[2].field.clear();
        bench.mapping.columns[2].match = MatchKind::None;
        QVERIFY(bench.engine->setMapping(*id, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.start(*id) && bench.rest(*id));
        bench.restart();
        QVERIFY(!bench.engine->recipeFor(header)); // to which org, nobody knows yet
        QVERIFY(bench.connect());
        const auto found = bench.engine->recipeFor(header);
        QVERIFY(found);
        QCOMPARE(found->mapping, bench.mapping);
        QCOMPARE(found->source, u"leads.csv"_s);
        QCOMPARE(found->moduleLabel, u"Leads"_s);
        QCOMPARE(found->usedAt, bench.snapshot(*id).record.startedAt);
        QVERIFY(found->name.isEmpty());
        QVERIFY(!bench.engine->recipeFor({u"Company"_s, u"Last Name"_s, u"Phone"_s}));
        QVERIFY(!bench.engine->recipeFor({u"Last Name"_s, u"Company"_s}));
        QVERIFY(!bench.engine->recipeFor({}));

        // One that was saved later is newer.
        Mapping other = bench.mapping;
        other.module = u"Contacts"_s;
        QVERIFY(bench.engine->saveRecipe(u"Fair"_s, other));
        QVERIFY(!bench.engine->saveRecipe(u"fair"_s, other));
        QCOMPARE(bench.engine->recipes().size(), 1);
        QCOMPARE(bench.engine->recipeFor(header)->name, u"Fair"_s);
        QVERIFY(bench.engine->removeRecipe(u"Fair"_s));
        QCOMPARE(bench.engine->recipeFor(header)->source, u"leads.csv"_s);
    }
};

QTEST_GUILESS_MAIN(TestFlowMapping)
#include "tst_flow_mapping.moc"
