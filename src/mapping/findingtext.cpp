// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rowcheck.h"
#include "mapping/words.h"

#include <array>

namespace stevedore {

namespace {

/// The field's label as the CRM shows it, or what comes nearest to it.
QString subject(const Finding& finding)
{
    if (!finding.fieldLabel.isEmpty())
        return finding.fieldLabel;
    return finding.field.isEmpty() ? finding.columnName : finding.field;
}

QString headlinePattern(Reason reason)
{
    switch (reason) {
    case Reason::Empty:
        return RowCheck::tr("%1 is empty");
    case Reason::NotAnEmail:
        return RowCheck::tr("%1 is not an e-mail address");
    case Reason::TooLong:
        return RowCheck::tr("%1 is too long");
    case Reason::NotADate:
        return RowCheck::tr("%1 is not a date");
    case Reason::NotADateTime:
        return RowCheck::tr("%1 is not a date with time");
    case Reason::NotANumber:
        return RowCheck::tr("%1 is not a number");
    case Reason::NumberTooLong:
        return RowCheck::tr("%1 has too many digits");
    case Reason::NotABoolean:
        return RowCheck::tr("%1 is neither yes nor no");
    case Reason::NotAUrl:
        return RowCheck::tr("%1 is not a web address");
    case Reason::NotARecordId:
        return RowCheck::tr("%1 is not a record id");
    case Reason::RepeatedInFile:
        return RowCheck::tr("%1 is in the file more than once");
    case Reason::NewPicklistValue:
        return RowCheck::tr("%1 has a value that is not in the list");
    case Reason::ChangedOnTheWay:
        return RowCheck::tr("%1 would be changed on the way");
    case Reason::FormulaLike:
        return RowCheck::tr("%1 looks like a formula");
    case Reason::TooFewCells:
        return RowCheck::tr("The row has too few cells");
    case Reason::TooManyCells:
        return RowCheck::tr("The row has too many cells");
    case Reason::UnclosedQuote:
        return RowCheck::tr("A quote is opened and never closed");
    case Reason::InvalidBytes:
        return RowCheck::tr("The row has characters that the file's encoding does not know");
    case Reason::NulByte:
        return RowCheck::tr("The row holds a zero byte");
    }
    return {};
}

QString emptyHint(const Finding& finding)
{
    if (finding.severity == Severity::Warning)
        return RowCheck::tr("It is the match key: without it the CRM cannot tell whether the record exists already");
    return RowCheck::tr("Mandatory in the CRM");
}

QString numberHint(const Finding& finding)
{
    if (finding.fieldType == QLatin1String("integer") || finding.fieldType == QLatin1String("bigint"))
        return RowCheck::tr(
            "Wanted: a whole number of digits only; choose the decimal sign of the file if it groups digits");
    return RowCheck::tr("Wanted: a number such as 1234.56; choose the decimal sign that the file uses");
}

QString numberTooLongHint(const Finding& finding)
{
    if (finding.fieldType == QLatin1String("integer") || finding.fieldType == QLatin1String("bigint"))
        return RowCheck::tr("At most %1 digits").arg(finding.limit);
    return RowCheck::tr("At most %1 digits before the decimal sign and 9 behind it").arg(finding.limit);
}

QString changedHint(const Finding& finding)
{
    if (finding.fieldType == QLatin1String("date"))
        return RowCheck::tr("The field holds a day, so the time is left out; match the column to a field with a time");
    if (finding.fieldType == QLatin1String("currency"))
        return RowCheck::tr(
            "Only the number is sent, without a currency sign or code and without leading zeros: the CRM takes the "
            "amount in the currency of the record");
    return RowCheck::tr(
        "A number keeps no leading zeros; match the column to a text field if they are a part of the value");
}

QString shapeHint(Reason reason)
{
    switch (reason) {
    case Reason::TooFewCells:
        return RowCheck::tr("The missing ones are read as empty");
    case Reason::TooManyCells:
        return RowCheck::tr(
            "It is not sent, because its cells may stand in the wrong columns; a value may need quotes");
    case Reason::UnclosedQuote:
        return RowCheck::tr("It is not sent, because it swallows the rest of the file; close the quote in the file");
    case Reason::InvalidBytes:
        return RowCheck::tr("It is not sent, because the text would be damaged; choose another encoding");
    case Reason::NulByte:
        return RowCheck::tr("It is not sent; remove the zero byte from the file");
    default:
        return {};
    }
}

} // namespace

QString findingHeadline(const Finding& finding)
{
    const QString pattern = headlinePattern(finding.reason);
    return finding.isOfRow() ? pattern : pattern.arg(subject(finding));
}

QString findingHint(const Finding& finding)
{
    switch (finding.reason) {
    case Reason::Empty:
        return emptyHint(finding);
    case Reason::NotAnEmail:
        return RowCheck::tr("Wanted: name@host.tld, at most %1 characters")
            .arg(finding.limit > 0 ? finding.limit : 100);
    case Reason::TooLong:
        return RowCheck::tr("At most %1 characters").arg(finding.limit);
    case Reason::NotADate:
        return RowCheck::tr(
            "Wanted: a date that exists, in the date pattern chosen for the column; without one, yyyy-MM-dd");
    case Reason::NotADateTime:
        return RowCheck::tr(
            "Wanted: a date that exists with its time, in the pattern chosen for the column; without one, "
            "yyyy-MM-dd HH:mm:ss");
    case Reason::NotANumber:
        return numberHint(finding);
    case Reason::NumberTooLong:
        return numberTooLongHint(finding);
    case Reason::NotABoolean:
        return RowCheck::tr("Wanted: true or false, yes or no, 1 or 0");
    case Reason::NotAUrl:
        return RowCheck::tr("Wanted: www.host.tld or https://host.tld/page, at most %1 characters")
            .arg(finding.limit > 0 ? finding.limit : 450);
    case Reason::NotARecordId:
        return RowCheck::tr("Wanted: the long number that the CRM gave the record, digits only");
    case Reason::RepeatedInFile:
        return RowCheck::tr("The later rows would be refused");
    case Reason::NewPicklistValue:
        return RowCheck::tr("The CRM would add it to the list");
    case Reason::ChangedOnTheWay:
        return changedHint(finding);
    case Reason::FormulaLike:
        return RowCheck::tr(
            "It is sent as it stands; a spreadsheet that opens an export of the records would carry it out");
    default:
        return shapeHint(finding.reason);
    }
}

QString severityWord(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return QStringLiteral("error");
    case Severity::Warning:
        return QStringLiteral("warning");
    case Severity::Note:
        return QStringLiteral("note");
    }
    return {};
}

QString reasonWord(Reason reason)
{
    static constexpr std::array words{"empty",
                                      "not-an-email",
                                      "too-long",
                                      "not-a-date",
                                      "not-a-date-time",
                                      "not-a-number",
                                      "number-too-long",
                                      "not-a-boolean",
                                      "not-a-url",
                                      "not-a-record-id",
                                      "repeated-in-file",
                                      "new-picklist-value",
                                      "changed-on-the-way",
                                      "formula-like",
                                      "too-few-cells",
                                      "too-many-cells",
                                      "unclosed-quote",
                                      "invalid-bytes",
                                      "nul-byte"};
    static_assert(words.size() == std::size_t(Reason::NulByte) + 1);
    return QLatin1String(words[std::size_t(reason)]);
}

} // namespace stevedore
