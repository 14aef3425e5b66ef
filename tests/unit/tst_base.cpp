// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durablefile.h"
#include "base/log.h"
#include "base/rowset.h"
#include "base/text.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace stevedore;

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentNeverClaimsAllOrNothing()
    {
        QLocale::setDefault(QLocale::c());
        QCOMPARE(percentText(200'000, 200'000), u"100 %"_s);
        QCOMPARE(percentText(199'999, 200'000), u"99.9 %"_s);
        QCOMPARE(percentText(198'400, 200'000), u"99.2 %"_s);
        QCOMPARE(percentText(1, 200'000), u"0.1 %"_s);
        QCOMPARE(percentText(0, 200'000), u"0 %"_s);
        QCOMPARE(percentText(0, 0), u"–"_s);
    }

    void elapsed()
    {
        QCOMPARE(elapsedText(std::chrono::milliseconds(161'999)), u"0:02:41"_s);
        QCOMPARE(elapsedText(std::chrono::hours(27)), u"27:00:00"_s);
    }

    void shownValuesDoNotSteer()
    {
        QCOMPARE(shownValue(u"a\nb\tc"_s), u"a↵b⇥c"_s);
        QCOMPARE(shownValue(u"\x1b[31m"_s), u"␛[31m"_s);
        QVERIFY(!shownValue(u"\u202Egnp.exe"_s).contains(QChar(0x202E)));
        QCOMPARE(shownValue(u"abcdef"_s, 3), u"abc…"_s);
    }

    void rowRanges()
    {
        bool ok = false;
        QCOMPARE(parseRowRanges(u"3,10-12"_s, &ok).size(), 2);
        QVERIFY(ok);
        for (const QString& bad : {u""_s, u"0"_s, u"5-3"_s, u"a"_s, u"1-2-3"_s, u"1,"_s}) {
            parseRowRanges(bad, &ok);
            QVERIFY2(!ok, qPrintable(bad));
        }
    }

    void rowSets()
    {
        RowSet set;
        for (const qint64 row : {1, 2, 3, 7, 9, 10})
            set.append(RowNumber(row));
        QCOMPARE(set.encoded(), QByteArray("1-3,7,9-10"));
        QCOMPARE(set.count(), RowCount(6));
        QVERIFY(set.contains(RowNumber(7)) && set.contains(RowNumber(10)) && !set.contains(RowNumber(8)) &&
                !set.contains(RowNumber(11)));
        QCOMPARE(RowSet::decoded(set.encoded()).value(), set);
        QCOMPARE(RowSet(set.rows()), set);
        for (const char* bad : {"1-", "-3", "5-3", "3,2", "1,,2", "x", "1-3,3", "1,"})
            QVERIFY2(!RowSet::decoded(bad), bad);
        QVERIFY(RowSet::decoded("").value().isEmpty());
    }

    /// Against a plain set, for sets of every shape.
    void rowSetsGiveAndTake()
    {
        QRandomGenerator random(7);
        const auto some = [&random](quint32 inHundred) {
            std::vector<RowNumber> out;
            for (RowNumber row(1); row.value <= 40; ++row) {
                if (random.bounded(100U) < inHundred)
                    out.push_back(row);
            }
            return out;
        };
        for (int i = 0; i < 2'000; ++i) {
            const auto a = some(random.bounded(101U));
            const auto b = some(random.bounded(101U));
            std::vector<RowNumber> less;
            std::vector<RowNumber> more;
            std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(less));
            std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(more));
            QCOMPARE(RowSet(a).without(b), RowSet(less));
            QCOMPARE(RowSet(a).with(b), RowSet(more));
        }
    }

    void secretsAreCut()
    {
        const QString token = u"1000.abcdef0123456789.fedcba"_s;
        const QStringList texts{u"token "_s + token, u"{\"access_token\":\""_s + token + u"\"}"_s,
                                u"client_secret=hunter2&x=1"_s, u"Authorization: Zoho-oauthtoken secretvalue"_s};
        for (const QString& text : texts) {
            const QString out = redacted(text);
            QVERIFY2(!out.contains(token) && !out.contains(u"hunter2"_s) && !out.contains(u"secretvalue"_s),
                     qPrintable(out));
        }
    }

    /// "\ud800" in an answer of JSON becomes one.
    void halfACharacterHidesNothing()
    {
        const QString said = redacted(QString(QChar(0xD800)) + u" client_secret=0123456789abcdef"_s);
        QVERIFY2(said.contains(u"[redacted]"_s) && !said.contains(u"01234567"_s), qPrintable(said));
    }

    /// Also what others write: Qt names a whole request when it complains of it.
    void messagesAreRedacted()
    {
        static QStringList said;
        const QtMessageHandler before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext&, const QString& message) { said.append(message); });
        redactMessages();
        redactMessages();
        qWarning() << "x1000.8cb99d1b27d3d1de.55b32d81f5a21a7d"
                   << "client_secret=0123456789abcdef";
        qInstallMessageHandler(before);
        QCOMPARE(said.size(), 1);
        QVERIFY2(said[0].contains(u"[redacted]"_s) && !said[0].contains(u"8cb99d1b"_s) &&
                     !said[0].contains(u"01234567"_s),
                 qPrintable(said[0]));
    }

    void durableFileIsOldOrNew()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"f"_s);
        QVERIFY(writeDurably(path, "old"));
        {
            DurableFile file(path);
            QVERIFY(file.open());
            QVERIFY(file.write("half"));
        }
        QFile f(path);
        QVERIFY(f.open(QIODevice::ReadOnly));
        QCOMPARE(f.readAll(), QByteArray("old"));
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files).size(), 1);
        QCOMPARE(f.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QVERIFY(!writeDurably(u"/proc/nowhere/f"_s, "x"));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
