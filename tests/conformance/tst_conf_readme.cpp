// SPDX-License-Identifier: GPL-3.0-or-later
// README.md says which test proves which rule. It is wrong as soon as one of them is renamed, or a new one is missing.
#include "sandbox/options.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

QString contentsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(path + u": "_s + file.errorString()));
    return QString::fromUtf8(file.readAll());
}

/// "`tst_conf_upload: notAZip (gzip) (cut off)`"
struct Citation
{
    QString program;
    QString function;
    QStringList rows;
};

QList<Citation> citationsIn(const QString& readme)
{
    static const QRegularExpression citation(uR"(`(tst_conf_\w+): (\w+)((?: \([^()]*\))*)`)"_s);
    static const QRegularExpression row(uR"(\(([^()]*)\))"_s);
    QList<Citation> all;
    for (auto found = citation.globalMatch(readme); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        Citation one{match.captured(1), match.captured(2), {}};
        for (auto rows = row.globalMatch(match.captured(3)); rows.hasNext();)
            one.rows.append(rows.next().captured(1));
        all.append(one);
    }
    return all;
}

/// The functions that Qt Test runs.
QStringList testsIn(const QString& source)
{
    static const QRegularExpression slots(u"private Q_SLOTS:(.*?)\n(?:private:|\\};)"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression function(uR"(void (\w+)\(\);)"_s);
    static const QStringList others = {u"initTestCase"_s, u"cleanupTestCase"_s, u"init"_s, u"cleanup"_s};
    QStringList names;
    for (auto found = function.globalMatch(slots.match(source).captured(1)); found.hasNext();)
        if (const QString name = found.next().captured(1); !name.endsWith(u"_data"_s) && !others.contains(name))
            names.append(name);
    return names;
}

/// From its head to the next function at the margin; empty if there is none.
QString bodyOf(const QString& source, const QString& function)
{
    const qsizetype begin = source.indexOf(u"::"_s + function + u"()\n"_s);
    return begin < 0 ? QString() : source.mid(begin, source.indexOf(u"\n}\n"_s, begin) - begin);
}

QStringList matches(const QString& text, const QString& pattern)
{
    QStringList all;
    for (auto found = QRegularExpression(pattern).globalMatch(text); found.hasNext();)
        all.append(found.next().captured(1));
    return all;
}

} // namespace

class Readme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTestItNamesExists();
    void everyTestIsNamed();
    void everyQuirkIsNamedAndTested();
    void everyWordOfScenariosIsNamed_data();
    void everyWordOfScenariosIsNamed();
    void everyFaultIsNamed();
    void everyControlCallIsNamed();

private:
    QString inSandbox(const QString& path) const { return contentsOf(QStringLiteral(SANDBOX_SOURCES) + u'/' + path); }

    QString m_readme;
    QMap<QString, QString> m_sources; ///< by program
};

void Readme::initTestCase()
{
    const QDir folder(QStringLiteral(CONFORMANCE_SOURCES));
    m_readme = contentsOf(folder.filePath(u"README.md"_s));
    for (const QString& name : folder.entryList({u"tst_conf_*.cpp"_s}))
        m_sources.insert(name.chopped(4), contentsOf(folder.filePath(name)));
    m_sources.remove(u"tst_conf_readme"_s);
    QVERIFY(m_sources.size() >= 22);
}

void Readme::everyTestItNamesExists()
{
    QStringList wrong;
    const QList<Citation> all = citationsIn(m_readme);
    for (const Citation& one : all) {
        const QString source = m_sources.value(one.program);
        const QString test = one.program + u": "_s + one.function;
        if (!testsIn(source).contains(one.function))
            wrong.append(test);
        const QString data = bodyOf(source, one.function + u"_data"_s);
        for (const QString& row : one.rows)
            if (!data.contains(u'"' + row + u'"'))
                wrong.append(test + u" ("_s + row + u')');
    }
    QVERIFY2(wrong.isEmpty(), qPrintable(u"There is no\n"_s + wrong.join(u'\n')));
    // What looks like a test and cannot be read has not been checked.
    QCOMPARE(all.size(), m_readme.count(u"`tst_conf_"_s));
}

void Readme::everyTestIsNamed()
{
    QSet<QString> named;
    for (const Citation& one : citationsIn(m_readme))
        named.insert(one.program + u": "_s + one.function);
    QStringList missing;
    for (auto it = m_sources.cbegin(); it != m_sources.cend(); ++it) {
        const QStringList tests = testsIn(it.value());
        QVERIFY2(!tests.isEmpty(), qPrintable(it.key()));
        for (const QString& test : tests)
            if (const QString whole = it.key() + u": "_s + test; !named.contains(whole))
                missing.append(whole);
    }
    QVERIFY2(missing.isEmpty(), qPrintable(u"README.md lacks\n"_s + missing.join(u'\n')));
}

void Readme::everyQuirkIsNamedAndTested()
{
    const QString source = inSandbox(u"quirks.cpp"_s);
    const QString tests = QStringList(m_sources.values()).join(u'\n');
    const QStringList enums = matches(source, uR"(\{(Quirk::\w+), u")"_s);
    const QStringList names = matches(source, uR"raw(\{Quirk::\w+, u"([\w-]+)")raw"_s);
    QCOMPARE(names.size(), knownQuirks().size());
    QCOMPARE(enums.size(), names.size());
    for (qsizetype i = 0; i < names.size(); ++i) {
        QCOMPARE(names[i], knownQuirks()[i].name);
        QVERIFY2(m_readme.contains(u"| `"_s + names[i] + u"` |"_s), qPrintable(names[i]));
        QVERIFY2(tests.contains(QRegularExpression(enums[i] + u"\\b"_s)), qPrintable(enums[i]));
    }
}

void Readme::everyWordOfScenariosIsNamed_data()
{
    QTest::addColumn<QString>("begin"); // of the list in rule.cpp
    QTest::addColumn<int>("least");
    QTest::newRow("keys of a rule") << u"QSet<QString> keys = {"_s << 20;
    QTest::newRow("occasions") << u"QHash<QString, Occasion> known = {"_s << 15;
    QTest::newRow("troubles") << u"QHash<QString, Trouble::Kind> known = {"_s << 9;
    QTest::newRow("places") << u"QHash<QString, Trouble::At> known = {"_s << 4;
}

void Readme::everyWordOfScenariosIsNamed()
{
    QFETCH(QString, begin);
    QFETCH(int, least);
    const QString source = inSandbox(u"trouble/rule.cpp"_s);
    const qsizetype at = source.indexOf(begin);
    QVERIFY(at >= 0);
    const QStringList words = matches(source.mid(at, source.indexOf(u"};"_s, at) - at), u"u\"([^\"]+)\"_s"_s);
    QVERIFY(words.size() >= least);
    for (const QString& word : words)
        QVERIFY2(m_readme.contains(u'`' + word + u'`'), qPrintable(word));
}

void Readme::everyFaultIsNamed()
{
    for (const NamedBehaviour& fault : knownFaults())
        QVERIFY2(m_readme.contains(u'`' + fault.name + u'`'), qPrintable(fault.name));
}

void Readme::everyControlCallIsNamed()
{
    static const QRegularExpression call(uR"raw(add\(u"(\w+)"_s, u"([\w-]+)"_s)raw"_s);
    int calls = 0;
    for (auto found = call.globalMatch(inSandbox(u"trouble/control.cpp"_s)); found.hasNext(); ++calls) {
        const QRegularExpressionMatch match = found.next();
        const QString whole = u"`%1 /sandbox/%2`"_s.arg(match.captured(1), match.captured(2));
        QVERIFY2(m_readme.contains(whole), qPrintable(whole));
    }
    QVERIFY(calls >= 8);
}

QTEST_APPLESS_MAIN(Readme)
#include "tst_conf_readme.moc"
