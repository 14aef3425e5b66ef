// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/automatch.h"
#include "tst_mapping_support.h"

#include <QTest>

using namespace mappingtest;

namespace {

ColumnProfile profile(ValueShape shape, const QStringList& values)
{
    ColumnProfile p;
    p.shape = shape;
    p.distinct = values.size();
    p.rows = p.filled = values.size() * 10;
    for (const QString& value : values)
        p.frequent.append({value, 10});
    p.samples = values.mid(0, 3);
    return p;
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(QLatin1Char('|'));
}

QString fieldFor(const char* header, const ModuleMeta& meta = contacts(), Operation operation = Operation::Insert)
{
    return autoMatch({QString::fromUtf8(header)}, {}, meta, operation).columns.front().field;
}

} // namespace

class TestMappingAutomatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allOfAUsualHeader();
    void headersOfOtherLanguages_data();
    void headersOfOtherLanguages();
    void otherModules();
    void kindsOfMatches();
    void noFieldTwice();
    void onlyWritableFields();
    void recordIdOnlyForUpdates();
    void byValues();
    void valuesContradictNames();
    void conversions();
    void asItWasBefore();
    void matchKeys();
    void byPosition();
    void withoutGuesses();
    void datePatterns_data();
    void datePatterns();
    void offeredPatternsAreValid();
    void similarity();
    void spelling();
};

void TestMappingAutomatch::allOfAUsualHeader()
{
    const QStringList expected =
        words("First_Name|Last_Name|Email|Phone|Mobile|Date_of_Birth|Lead_Source|Account_Name|Title|"
              "Department|Mailing_Street|Mailing_City|Mailing_Zip|Mailing_Country|Annual_Value|"
              "Email_Opt_Out|Description|Legacy_ID");
    const Mapping mapping = autoMatch(contactHeaders(), {}, contacts(), Operation::Insert);
    QStringList fields;
    for (const ColumnMapping& c : mapping.columns)
        fields.append(c.field);
    QCOMPARE(fields, expected);
    QCOMPARE(mapping.matchedColumns(), 18);
    QCOMPARE(mapping.columnFor(QStringLiteral("Account_Name"))->findBy, QStringLiteral("Account_Name"));
    QCOMPARE(mapping.findBy, QString());
    QCOMPARE(mapping.module, QStringLiteral("Contacts"));
    QCOMPARE(mappingProblems(mapping, contacts()), QStringList());
}

void TestMappingAutomatch::headersOfOtherLanguages_data()
{
    QTest::addColumn<QString>("field");
    const auto rows = [](const char* field, const char* headers) {
        for (const QString& header : words(headers))
            QTest::newRow(header.toUtf8().constData()) << QString::fromLatin1(field);
    };
    rows("Email", "EMAIL|e-mail address|Mail|E-Mail-Adresse|Courriel|Contact Email|contact_email");
    rows("Phone", "Telefon|telephone|Phone number|Tel|Téléphone|Telefonnummer");
    rows("Mobile", "Handy|cell|Mobile phone|Móvil");
    rows("Date_of_Birth", "Geburtsdatum|birthday|DOB|Birth date|Date de naissance");
    rows("First_Name", "Vorname|given name|FirstName|first_name|Prénom|Nombre");
    rows("Last_Name", "Nachname|Surname|family name|LAST-NAME|Apellidos|Lst Name");
    rows("Account_Name", "Firma|Organisation|account|Company name|Société");
    rows("Mailing_Street", "Straße|Strasse|Address");
    rows("Mailing_City", "Ort|Town|Ville");
    rows("Mailing_Zip", "PLZ|Postcode|ZIP code|Postal Code");
    rows("Mailing_Country", "Land|País");
    rows("Description", "Bemerkungen|Notes|comments");
    rows("Email_Opt_Out", "Opt out|Unsubscribed|Keine Werbung");
    rows("Owner", "Owner|Betreuer");
    rows("", "Shoe size|Fax|Phone 2|Zodiac|Favourite colour|id|Record Id|");
}

void TestMappingAutomatch::headersOfOtherLanguages()
{
    QFETCH(const QString, field);
    const QByteArray header = QTest::currentDataTag();
    QCOMPARE(fieldFor(header.constData()), field);
}

void TestMappingAutomatch::otherModules()
{
    ModuleMeta leads;
    leads.module = {QString(), QStringLiteral("Leads"), QStringLiteral("Lead"), QStringLiteral("Leads")};
    leads.fields = {field("Last_Name", "Last Name", FieldType::Text, "text"),
                    field("Company", "Company", FieldType::Text, "text"),
                    field("Street", "Street", FieldType::Text, "text"),
                    field("Zip_Code", "Zip Code", FieldType::Text, "text"),
                    field("Lead_Status", "Lead Status", FieldType::Picklist, "picklist"),
                    field("Designation", "Title", FieldType::Text, "text")};
    const Mapping mapping =
        autoMatch(words("Nachname|Firma|Strasse|PLZ|Status|Position"), {}, leads, Operation::Insert);
    for (int i = 0; i < leads.fields.size(); ++i)
        QCOMPARE(mapping.columns[std::size_t(i)].field, leads.fields[i].apiName);

    ModuleMeta accounts;
    accounts.module = {QString(), QStringLiteral("Accounts"), QStringLiteral("Account"), QStringLiteral("Accounts")};
    accounts.fields = {field("Account_Name", "Account Name", FieldType::Text, "text"),
                       field("Billing_Street", "Billing Street", FieldType::Text, "text"),
                       field("Employees", "Employees", FieldType::Integer, "integer")};
    const Mapping second = autoMatch(words("Name|Address|Mitarbeiter"), {}, accounts, Operation::Insert);
    for (int i = 0; i < accounts.fields.size(); ++i)
        QCOMPARE(second.columns[std::size_t(i)].field, accounts.fields[i].apiName);
}

void TestMappingAutomatch::kindsOfMatches()
{
    const Mapping mapping =
        autoMatch(words("Last_Name|First Name|e mail|Tel.|Departement|Zodiac"), {}, contacts(), Operation::Insert);
    const MatchKind expected[] = {MatchKind::Exact,   MatchKind::Exact,   MatchKind::Exact,
                                  MatchKind::Similar, MatchKind::Similar, MatchKind::None};
    for (std::size_t i = 0; i < mapping.columns.size(); ++i)
        QCOMPARE(mapping.columns[i].match, expected[i]);
    QCOMPARE(mapping.columns[4].field, QStringLiteral("Department"));
    QCOMPARE(fieldFor("Name"), QStringLiteral("Last_Name"));
}

void TestMappingAutomatch::noFieldTwice()
{
    // The better name keeps the field, wherever it stands.
    const Mapping mapping = autoMatch(words("Mail|Email|E-mail|Name|Surname"), {}, contacts(), Operation::Insert);
    QCOMPARE(mapping.columns[0].field, QString());
    QCOMPARE(mapping.columns[1].field, QStringLiteral("Email"));
    QCOMPARE(mapping.columns[2].field, QString());
    QCOMPARE(mapping.columns[3].field, QString());
    QCOMPARE(mapping.columns[4].field, QStringLiteral("Last_Name"));
}

void TestMappingAutomatch::onlyWritableFields()
{
    QCOMPARE(fieldFor("Created_Time"), QString());
    ModuleMeta meta = contacts();
    for (Field& f : meta.fields) {
        if (f.apiName == QLatin1String("Phone"))
            f.creatable = false;
        if (f.apiName == QLatin1String("Mobile"))
            f.updatable = false;
        if (f.apiName == QLatin1String("Title"))
            f.type = FieldType::Unsupported;
    }
    QCOMPARE(fieldFor("Phone", meta, Operation::Insert), QString());
    QCOMPARE(fieldFor("Phone", meta, Operation::Update), QStringLiteral("Phone"));
    QCOMPARE(fieldFor("Mobile", meta, Operation::Update), QString());
    QCOMPARE(fieldFor("Mobile", meta, Operation::Upsert), QStringLiteral("Mobile"));
    QCOMPARE(fieldFor("Title", meta), QString());
}

void TestMappingAutomatch::recordIdOnlyForUpdates()
{
    ModuleMeta meta = contacts();
    meta.fields.append(field("id", "Contact Id", FieldType::BigInt, "bigint"));
    QCOMPARE(fieldFor("id", meta), QString());
    QCOMPARE(fieldFor("Record Id", meta, Operation::Update), QStringLiteral("id"));
    QCOMPARE(fieldFor("Contact Id", meta, Operation::Upsert), QStringLiteral("id"));
    const QStringList header = words("ID");
    const auto counter = profile(ValueShape::Integer, words("1|2|3"));
    const auto ids = profile(ValueShape::Integer, words("4876876000000541958|4876876000000541959"));
    QCOMPARE(autoMatch(header, {counter}, meta, Operation::Update).columns[0].field, QString());
    QCOMPARE(autoMatch(header, {ids}, meta, Operation::Update).columns[0].field, QStringLiteral("id"));
}

void TestMappingAutomatch::byValues()
{
    const auto mails = profile(ValueShape::Email, words("a@b.co|c@d.co"));
    const auto sources = profile(ValueShape::Text, words("Trade Show|Partner|Web Download"));
    const auto dates = profile(ValueShape::Date, words("31/01/1960|02/03/1970"));
    // One of the two e-mail fields is taken, so the other is the only one left.
    Mapping mapping = autoMatch(words("Email|Zodiac|Zodiac 2|Column 4"), {mails, mails, sources, dates}, contacts(),
                                Operation::Insert);
    QCOMPARE(mapping.columns[1].field, QStringLiteral("Secondary_Email"));
    QCOMPARE(mapping.columns[1].match, MatchKind::ByValues);
    QCOMPARE(mapping.columns[2].field, QStringLiteral("Lead_Source"));
    QCOMPARE(mapping.columns[3].field, QStringLiteral("Date_of_Birth"));
    QCOMPARE(mapping.columns[3].conversion.datePattern, QStringLiteral("dd/MM/yyyy"));
    // Two fields fit, or two columns: no guess. A date that says what it is (and not this) is none either.
    mapping = autoMatch(words("Zodiac"), {mails}, contacts(), Operation::Insert);
    QCOMPARE(mapping.matchedColumns(), 0);
    mapping = autoMatch(words("Email|Zodiac|Zodiac 2"), {mails, mails, mails}, contacts(), Operation::Insert);
    QCOMPARE(mapping.matchedColumns(), 1);
    mapping = autoMatch(words("Last purchase"), {dates}, contacts(), Operation::Insert);
    QCOMPARE(mapping.matchedColumns(), 0);
}

void TestMappingAutomatch::valuesContradictNames()
{
    const auto mails = profile(ValueShape::Email, words("a@b.co|c@d.co"));
    const auto fieldOf = [&](const char* header) {
        return autoMatch(words(header), {mails}, contacts(), Operation::Insert).columns.front().field;
    };
    QCOMPARE(fieldOf("Tel."), QString());
    QCOMPARE(fieldOf("Phone"), QStringLiteral("Phone")); // its very name: not for us to doubt
}

void TestMappingAutomatch::conversions()
{
    const auto ambiguous = profile(ValueShape::Date, words("01/02/1960|03/04/1970"));
    const auto money = profile(ValueShape::Decimal, words("1.234,50|17,20|1.000"));
    const auto names = profile(ValueShape::Text, words("Acme Ltd.|Globex"));
    const auto ids = profile(ValueShape::Integer, words("4876876000000541958|4876876000000541959"));
    const auto mails = profile(ValueShape::Email, words("a@b.co|c@d.co"));
    const QStringList headers = words("Born|Annual value|Company|Owner|Email");
    Mapping mapping = autoMatch(headers, {ambiguous, money, names, mails, mails}, contacts(), Operation::Insert);
    QCOMPARE(mapping.columns[0].field, QStringLiteral("Date_of_Birth"));
    QCOMPARE(mapping.columns[0].conversion.datePattern, QString());
    QCOMPARE(mapping.columns[1].conversion.decimalSign, ',');
    QCOMPARE(mapping.columns[2].findBy, QStringLiteral("Account_Name"));
    QCOMPARE(mapping.columns[3].findBy, QStringLiteral("email"));
    QVERIFY(mapping.columns[4].conversion.trim);
    QCOMPARE(mapping.columns[4].conversion.textCase, TextCase::AsItStands);
    mapping = autoMatch(headers, {ambiguous, money, ids, ids, mails}, contacts(), Operation::Insert);
    QCOMPARE(mapping.columns[2].findBy, QStringLiteral("id"));
    QCOMPARE(mapping.columns[3].findBy, QStringLiteral("id"));
}

void TestMappingAutomatch::asItWasBefore()
{
    const QStringList headers = words("Name|Mail|Remarks|Phone");
    Mapping before = autoMatch(headers, {}, contacts(), Operation::Insert);
    before.columns[0].field = QStringLiteral("Last_Name");
    before.columns[0].conversion.textCase = TextCase::Words;
    before.columns[2].field = QStringLiteral("Department"); // by hand
    before.columns[3].field.clear();
    Mapping older = before;
    older.columns[0].field = QStringLiteral("First_Name");
    const auto now = autoMatch(headers, {}, contacts(), Operation::Insert, {before, older});
    QCOMPARE(now.columns[0].field, QStringLiteral("Last_Name"));
    QCOMPARE(now.columns[0].match, MatchKind::Remembered);
    QCOMPARE(now.columns[0].conversion.textCase, TextCase::Words);
    QCOMPARE(now.columns[2].field, QStringLiteral("Department"));
    QCOMPARE(now.columns[3].field, QString()); // left out in a file of the same columns
    QCOMPARE(now.columns[1].field, QStringLiteral("Email"));
    // In another file what was left out is asked about anew, and a field that is gone is not fed.
    ModuleMeta without = contacts();
    without.fields.removeIf([](const Field& f) { return f.apiName == QLatin1String("Department"); });
    const auto other = autoMatch(words("remarks |Phone|Born"), {}, without, Operation::Insert, {before, older});
    QVERIFY(other.columns[0].field != QLatin1String("Department"));
    QCOMPARE(other.columns[1].field, QStringLiteral("Phone"));
    QCOMPARE(other.columns[1].match, MatchKind::Exact);
    // The dates of this file are what they are.
    Mapping dated = autoMatch(words("Born"), {}, contacts(), Operation::Insert);
    dated.columns[0].conversion.datePattern = QStringLiteral("MM/dd/yyyy");
    const auto iso = profile(ValueShape::Date, words("31.01.1980|28.02.1990"));
    QCOMPARE(autoMatch(words("Born"), {iso}, contacts(), Operation::Insert, {dated}).columns[0].conversion.datePattern,
             QStringLiteral("dd.MM.yyyy"));
    QCOMPARE(autoMatch(words("Born"), {}, contacts(), Operation::Insert, {dated}).columns[0].conversion.datePattern,
             QStringLiteral("MM/dd/yyyy"));
}

void TestMappingAutomatch::matchKeys()
{
    const auto keyOf = [](const char* headers, Operation operation) {
        return autoMatch(words(headers), {}, contacts(), operation).findBy;
    };
    QCOMPARE(keyOf("Email|Record id", Operation::Update), QStringLiteral("id"));
    QCOMPARE(keyOf("Legacy ID|Last Name", Operation::Upsert), QStringLiteral("Legacy_ID"));
    QCOMPARE(keyOf("Email|Last Name", Operation::Upsert), QStringLiteral("Email"));
    QCOMPARE(keyOf("Last Name", Operation::Upsert), QStringLiteral("Email"));
    QCOMPARE(keyOf("Email|Legacy ID", Operation::Insert), QString());
}

void TestMappingAutomatch::datePatterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("ambiguous");
    const auto row = [](const char* values, const char* pattern, bool ambiguous) {
        QTest::newRow(values) << QString::fromLatin1(pattern) << ambiguous;
    };
    row("31/01/1960|02/03/1970", "dd/MM/yyyy", false);
    row("01/31/1960|02/03/1970", "MM/dd/yyyy", false);
    row("01/02/1960|03/04/1970", "dd/MM/yyyy", true);
    row("13/02/1960|03/14/1970|01/02/2000", "dd/MM/yyyy", true);
    row("31/01/1960|31/02/1960|n/a|05/06/1999|30/12/1980", "dd/MM/yyyy", false);
    row("01.02.1960|03.04.1970", "dd.MM.yyyy", false);
    row("1960-02-01|1970-04-03", "yyyy-MM-dd", false);
    row("01-02-1960|03-04-1970", "dd-MM-yyyy", true);
    row("19600201|19700403", "yyyyMMdd", false);
    row("2021-03-04T05:06:07|2021-03-05T05:06:07", "yyyy-MM-ddTHH:mm:ss", false);
    row("31/01/1960 10:00|02/03/1970 11:30", "dd/MM/yyyy HH:mm", false);
    row("01/02/1960 10:00|02/03/1970 11:30", "dd/MM/yyyy HH:mm", true);
    row("3 Mar 2021|14 Oct 2020", "dd MMM yyyy", false);
    row("apples|pears|31/01/1960", "", false);
    row("12345678|99999999", "", false);
    row("", "", false);
}

void TestMappingAutomatch::datePatterns()
{
    QFETCH(const QString, pattern);
    QFETCH(const bool, ambiguous);
    const DateGuess guess = guessDatePattern(profile(ValueShape::Date, words(QTest::currentDataTag())));
    QCOMPARE(guess.pattern, pattern);
    QCOMPARE(guess.ambiguous, ambiguous);
}

void TestMappingAutomatch::offeredPatternsAreValid()
{
    const QStringList patterns = stevedore::datePatterns();
    QVERIFY(patterns.size() > 10);
    Mapping mapping = mappingTo(Operation::Insert, {"Date_of_Birth"});
    for (const QString& pattern : patterns) {
        mapping.columns[0].conversion.datePattern = pattern;
        QVERIFY2(mappingFromJson(mappingToJson(mapping), QStringLiteral("m.json")), qPrintable(pattern));
    }
}

void TestMappingAutomatch::similarity()
{
    const auto of = [](const char* a, const char* b) {
        return nameSimilarity(QString::fromUtf8(a), QString::fromUtf8(b));
    };
    QCOMPARE(of("E-Mail", "email"), 1.0);
    QCOMPARE(of("Straße", "STRASSE"), 1.0);
    QCOMPARE(of("Téléphone", "telephone"), 1.0);
    QVERIFY(of("Date of Birth", "Birth date") >= 0.82);
    QVERIFY(of("Departement", "Department") >= 0.82);
    QVERIFY(of("First Name", "Last Name") < 0.82);
    QVERIFY(of("Mailing Street", "Mailing State") < 0.82);
    QVERIFY(of("Billing City", "Mailing City") < 0.82);
    QVERIFY(of("Phone 1", "Phone 2") < 0.82);
    QVERIFY(of("Home Phone", "Other Phone") < 0.82);
    QCOMPARE(of("", "Email"), 0.0);
    QCOMPARE(of("abc", "abd"), of("abd", "abc"));
}

void TestMappingAutomatch::spelling()
{
    const QStringList sources = words("Advertisement|Trade Show|Web Download|Partner");
    const auto near = [&](const char* value) { return nearestSpelling(QString::fromUtf8(value), sources); };
    QCOMPARE(near("trade show"), QStringLiteral("Trade Show"));
    QCOMPARE(near("Tradeshow"), QStringLiteral("Trade Show"));
    QCOMPARE(near("Advertisment"), QStringLiteral("Advertisement"));
    QCOMPARE(near("Web"), QStringLiteral("Web Download"));
    QCOMPARE(near("Parnter"), QStringLiteral("Partner"));
    QCOMPARE(near("Zoo"), QString());
    QCOMPARE(near(""), QString());
}

void TestMappingAutomatch::byPosition()
{
    ModuleMeta meta = contacts();
    meta.fields = {*meta.field(QStringLiteral("Created_Time")), *meta.field(QStringLiteral("Last_Name")),
                   *meta.field(QStringLiteral("Full_Name")),    *meta.field(QStringLiteral("Email")),
                   *meta.field(QStringLiteral("Owner")),        *meta.field(QStringLiteral("Date_of_Birth"))};
    Mapping mapping = mappingTo(Operation::Insert, {"Email", "Email", "", "", "Phone"});
    mapping.columns[0].findBy = QStringLiteral("id");
    mapping.columns[0].conversion.textCase = TextCase::Lower;
    mapping.columns[1].conversion.textCase = TextCase::Upper;
    std::vector<ColumnProfile> profiles(5);
    profiles[2].shape = ValueShape::Email;
    profiles[3] = profile(ValueShape::Date, words("31/12/1999|13/01/2001"));
    const Mapping matched = matchedByPosition(mapping, meta, profiles);
    const char* const fields[] = {"Last_Name", "Email", "Owner", "Date_of_Birth", ""};
    for (std::size_t i = 0; i < 5; ++i)
        QCOMPARE(matched.columns[i].field, QString::fromLatin1(fields[i]));
    QCOMPARE(matched.columns[0].match, MatchKind::ByPosition);
    QCOMPARE(matched.columns[0].conversion, Conversion());
    QCOMPARE(matched.columns[0].findBy, QString());
    // It has been there already.
    QCOMPARE(matched.columns[1], mapping.columns[1]);
    QCOMPARE(matched.columns[2].findBy, QStringLiteral("email"));
    QCOMPARE(matched.columns[3].conversion.datePattern, QStringLiteral("dd/MM/yyyy"));
    QCOMPARE(matched.columns[4].match, MatchKind::None);

    // A field that has a text of its own is passed by.
    mapping.compose(QStringLiteral("Last_Name"), QStringLiteral("x"));
    QCOMPARE(matchedByPosition(mapping, meta).columns[0].field, QStringLiteral("Email"));
    QCOMPARE(matchedByPosition(mapping, meta).composed, mapping.composed);
}

void TestMappingAutomatch::withoutGuesses()
{
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email", "Phone", "Title", "Owner", "Mobile"});
    const MatchKind kinds[] = {MatchKind::Exact,      MatchKind::Similar,    MatchKind::ByValues,
                               MatchKind::ByPosition, MatchKind::Remembered, MatchKind::ByHand};
    for (std::size_t i = 0; i < 6; ++i)
        mapping.columns[i].match = kinds[i];
    mapping.columns[1].conversion.textCase = TextCase::Lower;
    const Mapping sure = stevedore::withoutGuesses(mapping);
    for (std::size_t i = 0; i < 6; ++i) {
        const bool kept = i == 0 || i > 3;
        QCOMPARE(sure.columns[i].field, kept ? mapping.columns[i].field : QString());
        QCOMPARE(sure.columns[i].match, kept ? kinds[i] : MatchKind::None);
        QCOMPARE(sure.columns[i].header, mapping.columns[i].header);
        QCOMPARE(sure.columns[i].column, int(i));
    }
    QCOMPARE(sure.columns[1].conversion, Conversion());
    QVERIFY(mappingFromJson(mappingToJson(mapping), QStringLiteral("m.json")));
}

QTEST_APPLESS_MAIN(TestMappingAutomatch)
#include "tst_mapping_automatch.moc"
