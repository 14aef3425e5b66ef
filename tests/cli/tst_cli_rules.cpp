// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of one org, saved by the client and loaded by a second local CRM: real programs, real HTTP.
#include "support/sandboxprocess.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

struct Run
{
    int code = -1;
    QByteArray lines;
    QString said;

    QList<QJsonObject> events() const
    {
        QList<QJsonObject> all;
        for (const QByteArray& line : lines.split('\n'))
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object());
        return all;
    }
};

/// A folder, and runs of the client with a connection.
class Bench
{
public:
    QString path(const QString& name) const { return m_dir.filePath(name); }

    bool write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    Run run(const SandboxProcess& crm, const QStringList& command) const
    {
        const QString home = path(u"home-%1"_s.arg(crm.connection().apiUrl.port()));
        QProcess process;
        process.start(QStringLiteral(CLI_PROGRAM),
                      QStringList{u"--json"_s, u"--home"_s, home, u"--connection-file"_s, crm.connectionFile()} +
                          command);
        if (!process.waitForFinished(100'000))
            process.kill();
        return {process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError())};
    }

    /// What a person would type: modules and fields of two modules into a folder; its path.
    QString savedRules(const SandboxProcess& crm) const
    {
        if (!QDir(m_dir.path()).mkpath(u"rules"_s) || !write(u"rules/modules.jsonl"_s, run(crm, {u"modules"_s}).lines))
            return {};
        for (const QString& module : {u"Contacts"_s, u"Deals"_s})
            if (!write(u"rules/%1.jsonl"_s.arg(module), run(crm, {u"fields"_s, u"--module"_s, module}).lines))
                return {};
        return path(u"rules"_s);
    }

    /// Changes what a saved file says of one field.
    bool change(const QString& name, const QString& field, const QJsonObject& more) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::ReadOnly))
            return false;
        QByteArray changed;
        for (const QByteArray& line : file.readAll().split('\n')) {
            QJsonObject event = QJsonDocument::fromJson(line).object();
            if (event.value(u"field").toString() == field)
                for (auto it = more.begin(); it != more.end(); ++it)
                    event.insert(it.key(), it.value());
            if (!event.isEmpty())
                changed += QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
        }
        file.close();
        return write(name, changed);
    }

private:
    QTemporaryDir m_dir;
};

QJsonObject answered(QNetworkReply* reply)
{
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

/// The answer to GET /crm/v8/settings/fields, asked without our client's code.
QJsonArray fieldsOf(const SandboxProcess& crm, const QString& module)
{
    QFile file(crm.connectionFile());
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject connection = QJsonDocument::fromJson(file.readAll()).object();
    QNetworkAccessManager network;
    QUrlQuery form{{u"grant_type"_s, u"refresh_token"_s}};
    for (const QString& key : {u"client_id"_s, u"client_secret"_s, u"refresh_token"_s})
        form.addQueryItem(key, connection[key].toString());
    QNetworkRequest token(QUrl(connection[u"accounts_url"].toString() + u"/oauth/v2/token"_s));
    token.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    const QJsonObject signedIn = answered(network.post(token, form.toString().toUtf8()));
    QNetworkRequest get(QUrl(connection[u"api_url"].toString() + u"/crm/v8/settings/fields?module="_s + module));
    get.setRawHeader("Authorization", "Zoho-oauthtoken " + signedIn[u"access_token"].toString().toUtf8());
    return answered(network.get(get))[u"fields"].toArray();
}

/// The keys that decide how a value is written; of a lookup, the module that it points to. What the field of a linking
/// module leads to is that module's word, and the lines are about modules that can be loaded.
QJsonObject rulesOf(const QJsonValue& field)
{
    QJsonObject rules;
    for (const char* key :
         {"id", "api_name", "field_label", "data_type", "json_type", "length", "decimal_place", "system_mandatory",
          "unique", "custom_field", "operation_type", "read_only", "field_read_only", "pick_list_values", "type",
          "default_value", "currency", "textarea", "formula"})
        rules.insert(QLatin1String(key), field[QLatin1String(key)]);
    rules.insert(u"lookup"_s, field[u"lookup"][u"module"][u"api_name"]);
    rules.insert(u"subform"_s, field[u"subform"][u"module"]);
    for (const QString& links : {u"multiselectlookup"_s, u"multiuserlookup"_s})
        rules.insert(links, field[links][u"linking_module"]);
    return rules;
}

} // namespace

class TestCliRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesSayAllThatTheLoaderNeeds()
    {
        SandboxProcess crm;
        const Bench bench;
        const Run modules = bench.run(crm, {u"modules"_s});
        const QJsonObject first = modules.events().first();
        for (const char* key : {"module", "label", "id", "api_name", "singular", "plural", "kind"})
            QVERIFY2(!first[QLatin1String(key)].toString().isEmpty(), key);
        const Run fields = bench.run(crm, {u"fields"_s, u"--module"_s, u"Deals"_s});
        for (const QJsonObject& event : fields.events()) {
            if (event[u"event"].toString() != u"field"_s)
                continue;
            for (const char* key :
                 {"field", "label", "type", "length", "mandatory", "unique", "writable", "values", "lookup", "id",
                  "module", "system_mandatory", "required", "creatable", "updatable", "custom"})
                QVERIFY2(event.contains(QLatin1String(key)), key);
            if (event[u"field"].toString() == u"Amount"_s)
                QCOMPARE(event[u"decimals"].toInt(), 2);
            if (event[u"field"].toString() == u"Stage"_s)
                QCOMPARE(event[u"value_ids"].toArray().size(), event[u"values"].toArray().size());
            if (event[u"field"].toString() == u"Deal_Lines"_s)
                QCOMPARE(event[u"subform"].toString(), u"Deal_Lines"_s);
        }
    }

    void savedRulesGiveTheSameAnswers()
    {
        SandboxProcess first;
        const Bench bench;
        SandboxProcess second({u"--metadata"_s, bench.savedRules(first)});
        QVERIFY(second.isRunning());
        for (const QString& module : {u"Contacts"_s, u"Deals"_s}) {
            const QJsonArray wanted = fieldsOf(first, module);
            const QJsonArray given = fieldsOf(second, module);
            QVERIFY(wanted.size() > 15);
            QCOMPARE(given.size(), wanted.size());
            for (qsizetype i = 0; i < wanted.size(); ++i)
                QCOMPARE(rulesOf(given[i]), rulesOf(wanted[i]));
            QCOMPARE(bench.run(second, {u"fields"_s, u"--module"_s, module}).lines,
                     bench.run(first, {u"fields"_s, u"--module"_s, module}).lines);
        }
        // Only what has fields can be loaded.
        QCOMPARE(bench.run(second, {u"modules"_s}).events().size(), 3);
    }

    void rulesOfTheSavedOrgDecide()
    {
        SandboxProcess first;
        const Bench bench;
        QVERIFY(!bench.savedRules(first).isEmpty());
        const QString contacts = u"rules/Contacts.jsonl"_s;
        QVERIFY(bench.change(contacts, u"Last_Name"_s, {{u"length"_s, 6}}));
        QVERIFY(bench.change(contacts, u"Department"_s, {{u"required"_s, true}}));
        QVERIFY(bench.change(contacts, u"Lead_Source"_s,
                             {{u"values"_s, QJsonArray{u"Partner"_s, u"fair"_s}},
                              {u"display_values"_s, QJsonArray{u"Partner"_s, u"Messe"_s}}}));
        SandboxProcess second({u"--metadata"_s, bench.path(u"rules"_s)});
        QVERIFY(second.isRunning());
        // Saved once more, both what is kept and what is shown are still there.
        const QByteArray again = bench.run(second, {u"fields"_s, u"--module"_s, u"Contacts"_s}).lines;
        QVERIFY2(again.contains(R"("display_values":["Partner","Messe"])"), again.constData());
        QVERIFY2(again.contains(R"("values":["Partner","fair"])"), again.constData());
        QVERIFY(bench.write(u"c.csv"_s, "Last_Name,Department,Lead_Source\r\n"
                                        "Short,Sales,Partner\r\n"
                                        "Longer than six,Sales,Partner\r\n"
                                        "Empty,,Partner\r\n"
                                        "Other,Sales,Trade Show\r\n"));
        const QString csv = bench.path(u"c.csv"_s);
        const Run easy = bench.run(first, {u"import"_s, csv, u"--module"_s, u"Contacts"_s, u"--yes"_s});
        QVERIFY2(easy.code == 0, qPrintable(easy.said));

        const Run check = bench.run(second, {u"check"_s, csv, u"--module"_s, u"Contacts"_s});
        QHash<QString, QString> findings;
        for (const QJsonObject& event : check.events())
            if (event[u"event"].toString() == u"finding"_s)
                findings.insert(event[u"field"].toString(), event[u"reason"].toString());
        QCOMPARE(findings[u"Last_Name"_s], u"too-long"_s);
        QCOMPARE(findings[u"Department"_s], u"empty"_s);
        QCOMPARE(findings[u"Lead_Source"_s], u"new-picklist-value"_s);

        const Run strict = bench.run(second, {u"import"_s, csv, u"--module"_s, u"Contacts"_s, u"--yes"_s,
                                              u"--failures"_s, bench.path(u"failed.csv"_s)});
        QVERIFY2(strict.code == 1, qPrintable(strict.said));
        QCOMPARE(strict.events().last()[u"added"].toInt(), 2);
        QFile failed(bench.path(u"failed.csv"_s));
        QVERIFY(failed.open(QIODevice::ReadOnly));
        const QByteArray reasons = failed.readAll();
        QVERIFY2(reasons.contains("2,refused,INVALID_DATA-Last_Name"), reasons.constData());
        QVERIFY2(reasons.contains("3,refused,MANDATORY_NOT_FOUND-Department"), reasons.constData());
        QCOMPARE(second.sql(u"select count(*) from Contacts"_s).toInt(), 2);
    }

    void aBrokenFolderIsOneSentence()
    {
        const Bench bench;
        QVERIFY(bench.write(u"Leads.json"_s, "{\"fields\":[{\"api_name\":\"a b\"}]}"));
        QProcess program;
        program.start(QStringLiteral(SANDBOX_PROGRAM),
                      {u"--data"_s, bench.path(u"crm"_s), u"--metadata"_s, bench.path({})});
        QVERIFY(program.waitForFinished(60'000));
        QCOMPARE(program.exitCode(), 1);
        const QString said = QString::fromUtf8(program.readAllStandardError()).trimmed();
        QVERIFY2(said.startsWith(u"stevedore-sandbox: Leads.json has a field"_s), qPrintable(said));
        QCOMPARE(said.count(u'\n'), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliRules)
#include "tst_cli_rules.moc"
