// SPDX-License-Identifier: GPL-3.0-or-later
// The arrows of the house: who may include whom, and which words may stand in one file only.
#include <QDirIterator>
#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QString root = QStringLiteral(SOURCE_FOLDER);

/// Folder to the folders it may include, itself aside. What is not named here is free (app, tests).
QHash<QString, QSet<QString>> arrows()
{
    return {{u"base"_s, {}},
            {u"csv"_s, {u"base"_s}},
            {u"crm"_s, {u"base"_s}},
            {u"mapping"_s, {u"csv"_s, u"crm"_s, u"base"_s}},
            {u"journal"_s, {u"base"_s}},
            {u"transfer"_s, {u"mapping"_s, u"csv"_s, u"crm"_s, u"journal"_s, u"base"_s}},
            // The server is a second, independent reading of the documentation: never crm.
            {u"sandbox"_s, {u"csv"_s, u"base"_s}},
            // The window calls the engine, the pure functions of mapping and the reader of csv, and reads structs of
            // the rest.
            {u"ui"_s, {u"transfer"_s, u"mapping"_s, u"csv"_s, u"crm"_s, u"journal"_s, u"base"_s}}};
}

struct SourceFile
{
    QString name; ///< relative to the root
    QString text;
};

QList<SourceFile> sourcesIn(const QString& folder)
{
    QList<SourceFile> out;
    QDirIterator it(root + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            out.append({QDir(root).relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
    }
    return out;
}

QString roomOf(const QString& name)
{
    const QStringList parts = name.split(u'/');
    return parts[0] == u"src"_s ? parts[1] : parts[0];
}

} // namespace

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void includesFollowTheArrows()
    {
        const auto allowed = arrows();
        static const QRegularExpression include(u"^\\s*#\\s*include\\s+\"([^/\"]+)/"_s,
                                                QRegularExpression::MultilineOption);
        QStringList wrong;
        const auto files = sourcesIn(u"src"_s) + sourcesIn(u"ui"_s);
        QVERIFY2(files.size() > 50, "the sources were not found");
        for (const SourceFile& file : files) {
            const QString room = roomOf(file.name);
            QVERIFY2(allowed.contains(room), qPrintable(file.name + u" is in a folder that the house does not have"_s));
            for (auto it = include.globalMatch(file.text); it.hasNext();) {
                const QString target = it.next().captured(1);
                if (allowed.contains(target) && target != room && !allowed[room].contains(target))
                    wrong.append(file.name + u" includes "_s + target);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void engineKnowsNoWidgets()
    {
        static const QRegularExpression gui(
            uR"(#\s*include\s+<Q(Widget|Gui|Dialog|MessageBox|Application|Icon|Pixmap|TableView|Painter))"_s);
        for (const SourceFile& file : sourcesIn(u"src"_s))
            QVERIFY2(!gui.match(file.text).hasMatch(), qPrintable(file.name));
    }

    /// A request with a body can be repeated by the network library behind our back: one file may send such requests.
    void oneFileSendsBodies()
    {
        static const QRegularExpression sending(uR"((->|\.)(post|put|sendCustomRequest)\s*\()"_s);
        for (const SourceFile& file : sourcesIn(u"src"_s) + sourcesIn(u"ui"_s) + sourcesIn(u"app"_s)) {
            if (roomOf(file.name) == u"sandbox"_s || file.name == u"src/crm/httpclient.cpp"_s)
                continue;
            QVERIFY2(!sending.match(file.text).hasMatch(), qPrintable(file.name));
            QVERIFY2(!file.text.contains(u"ignoreSslErrors"_s), qPrintable(file.name));
        }
    }

    void onlyTheJournalSpeaksSql()
    {
        static const QRegularExpression sql(uR"(#\s*include\s+<QSql|QSqlQuery)"_s);
        for (const SourceFile& file : sourcesIn(u"src"_s) + sourcesIn(u"ui"_s)) {
            const QString room = roomOf(file.name);
            if (room != u"journal"_s && room != u"sandbox"_s)
                QVERIFY2(!sql.match(file.text).hasMatch(), qPrintable(file.name));
        }
    }

    void noSleepsInTests()
    {
        static const QRegularExpression sleeping(uR"(\b(qSleep|QThread::m?sleep|sleep_for|usleep|qWait)\s*\()"_s);
        for (const SourceFile& file : sourcesIn(u"tests"_s)) {
            if (!file.name.endsWith(u"tst_layers.cpp"_s))
                QVERIFY2(!sleeping.match(file.text).hasMatch(), qPrintable(file.name));
        }
    }
};

QTEST_GUILESS_MAIN(TestLayers)
#include "tst_layers.moc"
