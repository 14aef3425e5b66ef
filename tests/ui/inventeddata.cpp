// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inventeddata.h"

#include <QFile>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace stevedore::test {

namespace {

QString cell(const QStringList& list, int row)
{
    return list.at(row % list.size());
}

Field makeField(const QString& api, const QString& label, FieldType type, const QString& dataType,
                bool mandatory = false, bool unique = false)
{
    Field field;
    field.apiName = api;
    field.label = label;
    field.type = type;
    field.dataType = dataType;
    field.mandatory = mandatory;
    field.unique = unique;
    field.length = 100;
    return field;
}

PartSnapshot makePart(int number, PartStage stage, const QDateTime& start)
{
    PartSnapshot part;
    PartRecord& r = part.record;
    r.id = PartId(number);
    r.number = number;
    r.rows = QByteArray::number((number - 1) * 25000 + 1) + '-' + QByteArray::number(number * 25000);
    r.rowCount = 25000;
    r.stage = stage;
    const auto at = [&](int seconds) { return start.addSecs(number * 20 + seconds); };
    r.packedFrom = at(0);
    if (stage >= PartStage::Packed)
        r.packedAt = at(18);
    if (stage >= PartStage::Uploading)
        r.uploadFrom = at(20);
    if (stage >= PartStage::Uploaded)
        r.uploadedAt = at(45);
    if (stage >= PartStage::Queued && stage != PartStage::Doubt) {
        r.createdAt = at(46);
        r.jobId = u"57250000012340%1"_s.arg(91 + number);
        r.credits = 500;
    }
    if (stage >= PartStage::Working && stage != PartStage::Doubt)
        r.workingAt = at(60);
    if (stage == PartStage::Done) {
        r.readyAt = at(150);
        r.doneAt = at(160);
        r.added = 24800 - number;
        r.refused = 200 + number;
    }
    if (stage == PartStage::Uploading)
        part.stageShare = 0.61;
    return part;
}

ImportSnapshot makeImport(const QDateTime& now)
{
    ImportSnapshot s;
    s.record.id = ImportId(3);
    s.record.createdAt = now.addSecs(-400);
    s.record.startedAt = now.addSecs(-300);
    s.record.sourcePath = u"/home/user/legacy-contacts.csv"_s;
    s.record.rowCount = 200000;
    s.record.module = u"Contacts"_s;
    s.record.moduleLabel = u"Contacts"_s;
    s.record.orgName = u"Example Ltd"_s;
    s.record.connection = u"example"_s;
    s.creditsPlanned = 4000;
    return s;
}

} // namespace

QString writeContacts(const QString& path, int rows)
{
    const QStringList first = {u"Anna"_s,  u"Bob"_s,   u"Chloé"_s, u"Dmitri"_s, u"Eve"_s,
                               u"Farid"_s, u"Grace"_s, u"Hiro"_s,  u"Inés"_s,   u"Jürgen"_s};
    const QStringList last = {u"Müller"_s, u"O'Brien"_s,  u"Smith"_s,  u"García"_s,
                              u"Nguyen"_s, u"Kowalski"_s, u"Ivanova"_s};
    const QStringList source = {u"Web"_s, u"Web"_s, u"Fair"_s, u"Partner"_s, u"Cold call"_s, u"Recommendation"_s,
                                u"Web"_s, u"Fair"_s};
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QTextStream out(&file);
    out << "First Name,Last Name,E-mail,Tel.,Born,Source,Company,Legacy ID,Remarks that nobody has read for years\n";
    for (int row = 1; row <= rows; ++row) {
        out << cell(first, row - 1) << ',' << (row % 40 == 0 ? QString() : cell(last, row)) << ",user" << row
            << (row % 25 == 7 ? "(at)" : "@") << "example" << row % 300 << ".com,+1-555-"
            << QString::number(row).rightJustified(6, u'0') << ','
            << (row % 3 == 0 ? QString()
                             : QString(u"%1/%2/19%3"_s.arg(row % 12 + 1, 2, 10, QLatin1Char('0'))
                                           .arg(row % 11 + 1, 2, 10, QLatin1Char('0'))
                                           .arg(50 + row % 49)))
            << ',' << cell(source, row) << ",Company " << row % 900 << ',' << 100232 + row << ",\n";
    }
    return path;
}

ModuleMeta contactsMeta()
{
    ModuleMeta meta;
    meta.module = {u"1"_s, u"Contacts"_s, u"Contact"_s, u"Contacts"_s};
    meta.fields = {makeField(u"First_Name"_s, u"First Name"_s, FieldType::Text, u"text"_s),
                   makeField(u"Last_Name"_s, u"Last Name"_s, FieldType::Text, u"text"_s, true),
                   makeField(u"Email"_s, u"Email"_s, FieldType::Email, u"email"_s, false, true),
                   makeField(u"Phone"_s, u"Phone"_s, FieldType::Phone, u"phone"_s),
                   makeField(u"Date_of_Birth"_s, u"Date of Birth"_s, FieldType::Date, u"date"_s),
                   makeField(u"Lead_Source"_s, u"Lead Source"_s, FieldType::Picklist, u"picklist"_s),
                   makeField(u"Account_Name"_s, u"Account Name"_s, FieldType::Lookup, u"lookup"_s),
                   makeField(u"Legacy_ID"_s, u"Legacy ID"_s, FieldType::BigInt, u"bigint"_s, false, true),
                   makeField(u"Description"_s, u"Description"_s, FieldType::TextArea, u"textarea"_s)};
    meta.fields[6].lookupModule = u"Accounts"_s;
    for (const QString& value :
         {u"Web"_s, u"Online Store"_s, u"Trade Show"_s, u"Partner"_s, u"Cold Call"_s, u"Employee Referral"_s})
        meta.fields[5].picklist.append({value, value});
    return meta;
}

Mapping contactsMapping(const CsvFile& file)
{
    Mapping mapping;
    mapping.module = u"Contacts"_s;
    const QStringList fields = {u"First_Name"_s,  u"Last_Name"_s,    u"Email"_s,     u"Phone"_s, u"Date_of_Birth"_s,
                                u"Lead_Source"_s, u"Account_Name"_s, u"Legacy_ID"_s, QString()};
    const QList<MatchKind> kinds = {MatchKind::Exact,    MatchKind::Exact,   MatchKind::Similar,
                                    MatchKind::ByValues, MatchKind::Similar, MatchKind::Remembered,
                                    MatchKind::ByHand,   MatchKind::Exact,   MatchKind::None};
    for (int i = 0; i < file.columnCount(); ++i) {
        ColumnMapping column;
        column.column = i;
        column.header = file.columns().at(i);
        column.field = fields.value(i);
        column.match = kinds.value(i, MatchKind::None);
        if (column.field == u"Date_of_Birth")
            column.conversion.datePattern = u"dd/MM/yyyy"_s;
        if (column.field == u"Account_Name")
            column.findBy = u"Account_Name"_s;
        column.conversion.textCase = column.field == u"Email" ? TextCase::Lower : TextCase::AsItStands;
        mapping.columns.push_back(column);
    }
    return mapping;
}

std::shared_ptr<CheckReport> contactsReport(qint64 rows)
{
    auto report = std::make_shared<CheckReport>();
    report->rows = RowCount(rows);
    report->milliseconds = 214;
    const auto add = [&](Severity severity, Reason reason, int column, const QString& name, const QString& field,
                         int every, int from, const QString& sample) {
        Finding finding;
        finding.severity = severity;
        finding.reason = reason;
        finding.code = reason == Reason::Empty ? u"MANDATORY_NOT_FOUND"_s : u"INVALID_DATA"_s;
        finding.column = column;
        finding.columnName = name;
        finding.field = field;
        finding.fieldLabel = name;
        finding.limit = 100;
        for (qint64 row = from; row <= rows; row += every)
            finding.rows.push_back(RowNumber(row));
        finding.samples.append({finding.rows.front(), sample});
        report->findings.push_back(finding);
    };
    add(Severity::Error, Reason::NotAnEmail, 2, u"Email"_s, u"Email"_s, 25, 7, u"user7(at)example7.com"_s);
    add(Severity::Error, Reason::Empty, 1, u"Last Name"_s, u"Last_Name"_s, 40, 40, QString());
    add(Severity::Error, Reason::RepeatedInFile, 2, u"Email"_s, u"Email"_s, 120, 119, u"user118@example118.com"_s);
    add(Severity::Error, Reason::NotADate, 4, u"Date of Birth"_s, u"Date_of_Birth"_s, 1500, 1300, u"31/02/1960"_s);
    add(Severity::Warning, Reason::NewPicklistValue, 5, u"Lead Source"_s, u"Lead_Source"_s, 8, 5, u"Recommendation"_s);
    add(Severity::Warning, Reason::TooFewCells, -1, QString(), QString(), 1000, 112, QString());
    report->rowsWithErrors = RowCount(1612);
    return report;
}

ImportSnapshot runningImport(const QDateTime& now)
{
    ImportSnapshot s = makeImport(now);
    s.record.state = ImportState::Running;
    const QDateTime start = now.addSecs(-260);
    for (int i = 1; i <= 5; ++i)
        s.parts.append(makePart(i, PartStage::Done, start));
    s.parts.append(makePart(6, PartStage::Working, start));
    s.parts.append(makePart(7, PartStage::Queued, start));
    s.parts.append(makePart(8, PartStage::Uploading, start));
    s.fates.added = 123998;
    s.fates.refused = 1002;
    s.atCrm = 50000;
    s.toSend = 25000;
    s.credits = 3500;
    s.rowsPerSecond = 1140;
    s.secondsLeft = 70;
    s.nextPoll = now.addSecs(4);
    s.driving = true;
    return s;
}

ImportSnapshot doubtfulImport(const QDateTime& now)
{
    ImportSnapshot s = runningImport(now);
    s.parts[6] = makePart(7, PartStage::Doubt, now.addSecs(-260));
    s.parts[6].record.failure = u"The connection broke after the job was asked for, before the CRM answered."_s;
    PartRecord& doubt = s.parts[6].record;
    doubt.intentAt = now.addSecs(-75);
    doubt.unknown = doubt.rowCount;
    doubt.csvName = u"stevedore-3-1-7-8f2c41d09b7e.csv"_s;
    doubt.found = u"Of 5 rows that were looked for by Email, none is in the CRM. A job that runs late may still add "
                  "them."_s;
    s.fates.unknown = 25000;
    s.atCrm = 25000;
    return s;
}

ImportSnapshot pausedImport(const QDateTime& now)
{
    ImportSnapshot s = runningImport(now);
    s.record.state = ImportState::Paused;
    s.parts[7] = makePart(8, PartStage::Packed, now.addSecs(-260));
    // An answer was lost and the same rows went again.
    s.parts[3].record.stage = PartStage::Repeated;
    s.parts[4].record.repeatOf = s.parts[3].record.id;
    return s;
}

ImportSnapshot throttledImport(const QDateTime& now)
{
    ImportSnapshot s = runningImport(now);
    s.waitingFor = u"The CRM takes no more calls for now (TOO_MANY_REQUESTS)."_s;
    s.waitingUntil = now.addSecs(30);
    return s;
}

ImportSnapshot stoppedImport(const QDateTime& now)
{
    ImportSnapshot s = makeImport(now);
    s.record.state = ImportState::Stopped;
    s.stoppedByRefusals = true;
    s.record.failure = u"Every row of the last 3 jobs was refused, so no more are sent. Look at the reasons; going on "
                       "sends the remaining rows all the same."_s;
    for (int i = 1; i <= 8; ++i) {
        s.parts.append(makePart(i, i <= 3 ? PartStage::Done : PartStage::Packed, now.addSecs(-260)));
        s.parts.last().record.added = 0;
        s.parts.last().record.refused = i <= 3 ? 25000 : 0;
    }
    s.fates.refused = 75000;
    s.toSend = 125000;
    s.credits = 1500;
    return s;
}

QList<EventRecord> partEvents(const QDateTime& now)
{
    const QString host = u"www.zohoapis.eu"_s;
    const QList<std::pair<QString, QString>> events = {
        {u"stage"_s, u"stage 2"_s},
        {u"stage"_s, u"stage 3"_s},
        {u"request"_s, u"POST content.zohoapis.eu/crm/v8/upload 200 in 2140 ms, 812331 bytes out, 190 in"_s},
        {u"stage"_s, u"stage 4 file 5725000001234000"_s},
        {u"stage"_s, u"stage 5 file 5725000001234000"_s},
        {u"request"_s, u"POST %1/crm/bulk/v8/write 201 in 340 ms, 812 bytes out, 190 in"_s.arg(host)},
        {u"stage"_s, u"stage 6 file 5725000001234000 job 5725000001234097"_s},
        {u"request"_s, u"GET %1/crm/bulk/v8/write/5725000001234097 200 in 95 ms, 0 bytes out, 412 in"_s.arg(host)},
        {u"stage"_s, u"stage 7 file 5725000001234000 job 5725000001234097"_s},
        {u"request"_s, u"GET %1/crm/bulk/v8/write/5725000001234097 200 in 88 ms, 0 bytes out, 412 in"_s.arg(host)},
        {u"stage"_s, u"stage 7 file 5725000001234000 job 5725000001234097"_s}};
    QList<EventRecord> out;
    for (const auto& [kind, text] : events)
        out.append({out.size() + 1, now.addSecs(-140 + 12 * out.size()), 1, ImportId(3), PartId(6), kind, text});
    return out;
}

ImportSnapshot finishedImport(const QDateTime& now, qint64 refused)
{
    ImportSnapshot s = makeImport(now);
    s.record.state = ImportState::Finished;
    s.record.endedAt = s.record.startedAt.addSecs(161);
    for (int i = 1; i <= 8; ++i)
        s.parts.append(makePart(i, PartStage::Done, now.addSecs(-600)));
    s.fates.added = s.record.rowCount - refused;
    s.fates.refused = refused;
    s.credits = 4000;
    return s;
}

} // namespace stevedore::test
