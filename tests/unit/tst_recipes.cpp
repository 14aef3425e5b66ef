// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/recipestore.h"
#include "transfer/rehearsal/layoutrule.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

Mapping mappingTo(const QString& field)
{
    Mapping mapping;
    mapping.module = u"Contacts"_s;
    mapping.columns.push_back({0, u"A"_s, field, {}, MatchKind::ByHand, {}});
    return mapping;
}

QStringList names(const RecipeStore& store)
{
    QStringList out;
    for (const Recipe& recipe : store.all())
        out.append(recipe.name);
    return out;
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestRecipes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savedAndFound()
    {
        const QTemporaryDir home;
        const RecipeStore store(home.path());
        QVERIFY(store.all().isEmpty());
        const QDateTime before = QDateTime::currentDateTime().addSecs(-2);
        QVERIFY(store.save(u" Trade fair "_s, mappingTo(u"Email"_s), false));
        QCOMPARE(names(store), QStringList{u"Trade fair"_s});
        const Recipe saved = store.all().first();
        QCOMPARE(saved.mapping, mappingTo(u"Email"_s));
        QVERIFY(saved.usedAt >= before);
        QVERIFY(saved.source.isEmpty());
    }

    void aNameIsTakenOnce()
    {
        const QTemporaryDir home;
        const RecipeStore store(home.path());
        QVERIFY(store.save(u"Fair"_s, mappingTo(u"Email"_s), false));
        const auto again = store.save(u"FAIR"_s, mappingTo(u"Phone"_s), false);
        QVERIFY(!again);
        QCOMPARE(again.error().kind, FailureKind::Usage);
        QVERIFY(again.error().sentence.contains(u"Fair"_s));
        QCOMPARE(store.all().first().mapping, mappingTo(u"Email"_s));
        QVERIFY(store.save(u"FAIR"_s, mappingTo(u"Phone"_s), true));
        QCOMPARE(names(store), QStringList{u"FAIR"_s});
        QCOMPARE(store.all().first().mapping, mappingTo(u"Phone"_s));
        QVERIFY(store.remove(u"fair"_s));
        QVERIFY(store.all().isEmpty());
        QVERIFY(!store.remove(u"fair"_s));
    }

    /// Whatever people type stays in the folder, and comes back as they typed it.
    void namesAreFileSafe_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : {u"../../etc/passwd"_s, u".."_s, u".hidden"_s, u"a/b\\c"_s, u"100 % \"sure\"?"_s,
                                    u"%2F"_s, u"Zürich – 東京"_s, u"v1.2.json"_s, u"tab\there"_s, u"con:*|<>"_s})
            QTest::newRow(qPrintable(name)) << name;
    }

    void namesAreFileSafe()
    {
        QFETCH(const QString, name);
        const QTemporaryDir home;
        const RecipeStore store(home.path());
        QVERIFY(store.save(name, mappingTo(u"Email"_s), false));
        QCOMPARE(names(store), QStringList{name});
        QCOMPARE(QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 QStringList{u"recipes"_s});
        QCOMPARE(QDir(home.filePath(u"recipes"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size(), 1);
        QVERIFY(store.remove(name));
        QVERIFY(store.all().isEmpty());
    }

    void namesThatCannotBe()
    {
        const QTemporaryDir home;
        const RecipeStore store(home.path());
        QVERIFY(!store.save(u"  "_s, mappingTo(u"Email"_s), false));
        QVERIFY(!store.save(QString(300, u'x'), mappingTo(u"Email"_s), false));
        QVERIFY(!QDir(home.filePath(u"recipes"_s)).exists());
    }

    void strangeFilesArePassedOver()
    {
        const QTemporaryDir home;
        const RecipeStore store(home.path());
        QVERIFY(store.save(u"Good"_s, mappingTo(u"Email"_s), false));
        QVERIFY(write(home.filePath(u"recipes/broken.json"_s), "{"));
        QVERIFY(write(home.filePath(u"recipes/notes.txt"_s), "hello"));
        QCOMPARE(names(store), QStringList{u"Good"_s});
    }

    /// The local CRM of a rehearsal gets the layout that was chosen, and no other.
    void oneLayoutIsKept()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"Leads.layouts.json"_s);
        QVERIFY(keepLayout(path, u"2"_s));
        QVERIFY(!QFile::exists(path));
        const QByteArray both = R"({"layouts":[{"id":"1","name":"Standard"},{"id":"2","name":"Partners"}]})";
        QVERIFY(write(path, both));
        for (const QString& nothing : {QString(), u"7"_s}) {
            QVERIFY(keepLayout(path, nothing));
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll(), both);
        }
        QVERIFY(keepLayout(path, u"2"_s));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray kept = file.readAll();
        QVERIFY(kept.contains("Partners") && !kept.contains("Standard"));
    }
};

QTEST_GUILESS_MAIN(TestRecipes)
#include "tst_recipes.moc"
