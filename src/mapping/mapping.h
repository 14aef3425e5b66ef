// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crm/crmtypes.h"

#include <QMap>
#include <QStringList>

#include <optional>
#include <vector>

namespace stevedore {

enum class Operation {
    Insert, ///< create; with a match key, rows that exist already are skipped
    Update, ///< change what exists, never create
    Upsert, ///< create or update
};

/// How a column came to its field. Guesses are shown unlike certainties.
enum class MatchKind { None, Exact, Similar, ByValues, Remembered, ByHand, ByPosition };
/// Nobody said so, and the names do not either: Similar, ByValues, ByPosition.
bool isGuess(MatchKind kind);

enum class TextCase {
    AsItStands,
    Lower,
    Upper,
    Words, ///< every word begins with a capital, the rest of it is small
};

struct Replacement
{
    QString find; ///< as it stands; not empty
    QString with;
    bool operator==(const Replacement&) const = default;
};

/// Which parts of a value are taken, counted from 1 or, with negative numbers, from its end: 1 to -1 is all of it, 1 to
/// 1 the first part, 2 to -1 all but the first.
struct TextPart
{
    int first = 1;
    int last = -1;
    QString separator; ///< between the parts; empty: white space
    bool operator==(const TextPart&) const = default;
    bool isWhole() const { return first == 1 && last == -1; }
};

/// What is done to the values of a column before they are checked and sent, in this order; then comes what the field's
/// type asks for. A value that `values` knows is replaced and not touched further.
struct Conversion
{
    bool trim = true;           ///< cut white space at both ends
    TextPart part;              ///< the rest of the value is left out
    QList<Replacement> replace; ///< one after the other, every occurrence
    QString ifEmpty;            ///< what is sent for an empty cell; empty: nothing
    TextCase textCase = TextCase::AsItStands;
    bool plainPhone = false; ///< of phone numbers, digits and a leading plus stay; those with letters are left alone
    char separator = ';';    ///< between the values of a multi-select in the file; they are sent with ';'
    /// Pattern of the dates in the file, Qt letters ("dd/MM/yyyy"); they are sent as yyyy-MM-dd. Empty: sent as they
    /// stand.
    QString datePattern;
    /// For date-times: the zone that the times in the file are of, as the IANA writes it ("Europe/Berlin"), and the one
    /// in which the CRM reads times. Without the first they are sent as they stand, but for those with an offset of
    /// their own.
    QString timeZone;
    QString crmTimeZone;
    /// The decimal sign of numbers in the file; sent as '.'. The other of '.' and ',' is a grouping sign and is
    /// dropped.
    char decimalSign = '.';
    /// Value in the file to value in the CRM, for picklists. Values that are not listed stay.
    QMap<QString, QString> values;

    bool operator==(const Conversion&) const = default;
};

struct ColumnMapping
{
    int column = 0; ///< in the source, from 0; of a composed one it comes after the source's columns
    QString header; ///< as shown by the source; of a composed one its text, see composedtext.h
    QString field;  ///< api_name; empty if the column is left out
    /// For lookups and owners: how the CRM finds the record: "id", "email" or a field of the target module.
    QString findBy;
    MatchKind match = MatchKind::None;
    Conversion conversion;

    bool operator==(const ColumnMapping&) const = default;
};

struct Mapping
{
    QString module;
    Operation operation = Operation::Insert;
    /// The match key: "id" or the api_name of a unique field. Mandatory for update and upsert.
    QString findBy;
    /// What an empty cell does to a record that is updated. The safe one is the default (`ignore_empty` = true).
    bool eraseEmpty = false;
    /// The id of the layout that the records get; empty: the CRM's default one. Beside it its name, for people and for
    /// orgs where the same layout has another id; may be empty.
    QString layout;
    QString layoutName;
    std::vector<ColumnMapping> columns; ///< one for each source column, in source order
    /// Fields that get a constant, or a text made of several columns or of parts of them; each has a field.
    std::vector<ColumnMapping> composed;

    bool operator==(const Mapping&) const = default;

    int matchedColumns() const;
    /// Everything that feeds a field, in source order, then the composed ones. Valid as long as the mapping is
    /// unchanged.
    std::vector<const ColumnMapping*> feeds() const;
    std::vector<ColumnMapping*> feeds();
    /// What feeds a field, a column or a composed one, or nullptr.
    const ColumnMapping* columnFor(const QString& field) const;
    bool isComposed(const ColumnMapping& column) const { return column.column >= int(columns.size()); }
    /// Adds a field that gets a text of its own, or changes that text; without text the field is given up.
    void compose(const QString& field, const QString& text);
    /// After the number of columns has changed.
    void numberComposed();
};

/// Versioned JSON, documented in the README ("Mapping file"). Reading is strict, and its failure names everything that
/// is wrong; openMapping() takes what it can.
QByteArray mappingToJson(const Mapping& mapping);
Result<Mapping> mappingFromJson(const QByteArray& json, const QString& whereFrom);

/// Fits a mapping that was made for another file onto these columns by their names. Columns that the mapping does not
/// know stay left out; a mapped column that the file does not have is a failure that names it.
Result<Mapping> fitToColumns(const Mapping& mapping, const QStringList& columns);

/// Fields that have to be given (create and upsert) and that nothing feeds yet, as the mapping's layout asks for them.
QList<Field> openMandatoryFields(const Mapping& mapping, const ModuleMeta& meta);

/// What keeps a mapping from being sent, as sentences; empty if nothing does: no column matched, mandatory field not
/// fed (create and upsert), match key missing or not fed, two columns to one field, more than 200 columns, field
/// unknown or not writable, layout unknown, a field without a column that has no text. What is mandatory is what the
/// mapping's layout says, whatever layout `meta` was made for.
QStringList mappingProblems(const Mapping& mapping, const ModuleMeta& meta);
/// The same without a sentence for each of openMandatoryFields().
QStringList otherMappingProblems(const Mapping& mapping, const ModuleMeta& meta);

/// The field that a column feeds: one of the module's, or the record's own "id" (a match key that the metadata does not
/// list as a field). nullptr if there is no such field.
const Field* targetField(const ModuleMeta& meta, const QString& apiName);

/// insert, update, upsert; parse gives nothing for other words.
QString operationWord(Operation operation);
std::optional<Operation> operationFromWord(const QString& word);

/// Translated: "lower case", "upper case", "capitals"; "as it stands".
QString caseName(TextCase textCase);

/// Translated: "exact", "similar", "by its values", "remembered", "by hand", "by position", "".
QString matchName(MatchKind kind);

} // namespace stevedore
