// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "csv/csvfile.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

QString counted(qint64 count, const char* one, const char* many)
{
    return QCoreApplication::translate("StructureFinding", count == 1 ? one : many).arg(grouped(count));
}

} // namespace

QString StructureFinding::word() const
{
    switch (issue) {
    case Issue::TooFewCells:
        return QStringLiteral("too-few-cells");
    case Issue::TooManyCells:
        return QStringLiteral("too-many-cells");
    case Issue::UnclosedQuote:
        return QStringLiteral("unclosed-quote");
    case Issue::InvalidBytes:
        return QStringLiteral("invalid-bytes");
    case Issue::NulByte:
        return QStringLiteral("nul-byte");
    case Issue::BareQuote:
        return QStringLiteral("bare-quote");
    case Issue::EmptyHeaderName:
        return QStringLiteral("empty-header-name");
    case Issue::RepeatedHeaderName:
        return QStringLiteral("repeated-header-name");
    case Issue::MixedLineEnds:
        return QStringLiteral("mixed-line-ends");
    }
    return {};
}

QString StructureFinding::sentence(int columnCount) const
{
    const qint64 named = qint64(columns.size());
    switch (issue) {
    case Issue::TooFewCells:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 row has fewer than %2 cells. The missing ones are read as empty."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 rows have fewer than %2 cells. The missing ones are read as empty."))
            .arg(grouped(columnCount));
    case Issue::TooManyCells:
        return counted(
                   count.value,
                   QT_TRANSLATE_NOOP("StructureFinding",
                                     "%1 row has values behind its cell %2, the last one that has a column. Look for a "
                                     "delimiter inside a cell that is not quoted."),
                   QT_TRANSLATE_NOOP("StructureFinding",
                                     "%1 rows have values behind their cell %2, the last one that has a column. Look "
                                     "for a delimiter inside a cell that is not quoted."))
            .arg(grouped(columnCount));
    case Issue::UnclosedQuote:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 row opens a quote that is never closed, or is closed only after many "
                                         "megabytes. The rows behind it are read as part of that cell."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 rows open a quote that is never closed, or is closed only after many "
                                         "megabytes. The rows behind them are read as part of that cell."));
    case Issue::InvalidBytes:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 row has bytes that the encoding does not know; they are shown as �. Check "
                                         "that the right encoding is chosen."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 rows have bytes that the encoding does not know; they are shown as �. "
                                         "Check that the right encoding is chosen."));
    case Issue::NulByte:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding", "%1 row holds zero bytes, which no text should have."),
                       QT_TRANSLATE_NOOP("StructureFinding", "%1 rows hold zero bytes, which no text should have."));
    case Issue::BareQuote:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 row has a quote in the middle of a cell, or text behind a closing quote. "
                                         "It is kept as it stands."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 rows have a quote in the middle of a cell, or text behind a closing "
                                         "quote. It is kept as it stands."));
    case Issue::EmptyHeaderName:
        return counted(
            named,
            QT_TRANSLATE_NOOP("StructureFinding", "%1 column has no name in the header; it is called by its number."),
            QT_TRANSLATE_NOOP("StructureFinding",
                              "%1 columns have no name in the header; they are called by their numbers."));
    case Issue::RepeatedHeaderName:
        return counted(named,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 column has the name of an earlier one; a number is added to tell them "
                                         "apart."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 columns have the name of an earlier one; numbers are added to tell them "
                                         "apart."));
    case Issue::MixedLineEnds:
        return counted(count.value,
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 row ends in another kind of line break than the first line. All kinds are "
                                         "understood."),
                       QT_TRANSLATE_NOOP("StructureFinding",
                                         "%1 rows end in another kind of line break than the first line. All kinds are "
                                         "understood."));
    }
    return {};
}

} // namespace stevedore
