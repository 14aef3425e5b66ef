// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "csv/csvfile.h"

#include <QCoreApplication>

#include <array>

namespace stevedore {

namespace {

/// In the order of the issues. %1 is how many rows (of the header's issues: columns), %2 how many columns the file has.
struct Words
{
    const char* word;
    const char* one;
    const char* many;
};
constexpr std::array<Words, 9> allWords{{
    {"too-few-cells",
     QT_TRANSLATE_NOOP("StructureFinding", "%1 row has fewer than %2 cells. The missing ones are read as empty."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 rows have fewer than %2 cells. The missing ones are read as empty.")},
    {"too-many-cells",
     QT_TRANSLATE_NOOP("StructureFinding", "%1 row has values behind its cell %2, the last one that has a column. Look "
                                           "for a delimiter inside a cell that is not quoted."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 rows have values behind their cell %2, the last one that has a column. "
                                           "Look for a delimiter inside a cell that is not quoted.")},
    {"unclosed-quote",
     QT_TRANSLATE_NOOP("StructureFinding", "%1 row opens a quote that is never closed, or only after many megabytes. "
                                           "The rows behind it are read as part of that cell."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 rows open a quote that is never closed, or only after many megabytes. "
                                           "The rows behind them are read as part of that cell.")},
    {"invalid-bytes",
     QT_TRANSLATE_NOOP("StructureFinding", "%1 row has bytes that the encoding does not know; they are shown as �. "
                                           "Check that the right encoding is chosen."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 rows have bytes that the encoding does not know; they are shown as �. "
                                           "Check that the right encoding is chosen.")},
    {"nul-byte", QT_TRANSLATE_NOOP("StructureFinding", "%1 row holds zero bytes, which no text should have."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 rows hold zero bytes, which no text should have.")},
    {"bare-quote",
     QT_TRANSLATE_NOOP(
         "StructureFinding",
         "%1 row has a quote in the middle of a cell, or text behind a closing quote. It is kept as it stands."),
     QT_TRANSLATE_NOOP(
         "StructureFinding",
         "%1 rows have a quote in the middle of a cell, or text behind a closing quote. It is kept as it stands.")},
    {"empty-header-name",
     QT_TRANSLATE_NOOP("StructureFinding", "%1 column has no name in the header; it is called by its number."),
     QT_TRANSLATE_NOOP("StructureFinding", "%1 columns have no name in the header; they are called by their numbers.")},
    {"repeated-header-name",
     QT_TRANSLATE_NOOP("StructureFinding",
                       "%1 column has the name of an earlier one; a number is added to tell them apart."),
     QT_TRANSLATE_NOOP("StructureFinding",
                       "%1 columns have the name of an earlier one; numbers are added to tell them apart.")},
    {"mixed-line-ends",
     QT_TRANSLATE_NOOP("StructureFinding",
                       "%1 row ends in another kind of line break than the first line. All kinds are understood."),
     QT_TRANSLATE_NOOP("StructureFinding",
                       "%1 rows end in another kind of line break than the first line. All kinds are understood.")},
}};

const Words& wordsOf(StructureFinding::Issue issue)
{
    return allWords[std::size_t(issue)];
}

} // namespace

QString StructureFinding::word() const
{
    return QString::fromLatin1(wordsOf(issue).word);
}

QString StructureFinding::sentence(int columnCount) const
{
    const bool ofHeader = issue == Issue::EmptyHeaderName || issue == Issue::RepeatedHeaderName;
    const qint64 number = ofHeader ? qint64(columns.size()) : count.value;
    const Words& words = wordsOf(issue);
    QString text = QCoreApplication::translate("StructureFinding", number == 1 ? words.one : words.many);
    text.replace(QLatin1String("%2"), grouped(columnCount));
    return text.replace(QLatin1String("%1"), grouped(number));
}

} // namespace stevedore
