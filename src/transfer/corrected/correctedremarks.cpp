// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a corrected file as a whole.
#include "base/text.h"
#include "transfer/corrected/correctedfile.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct CorrectedRemarksText
{
    Q_DECLARE_TR_FUNCTIONS(CorrectedRemarks)
};

/// "3, 7, 9-14 and more"
QString rowsText(const RowSet& rows)
{
    constexpr std::size_t most = 8;
    QStringList out;
    const auto& ranges = rows.ranges();
    for (std::size_t i = 0; i < ranges.size() && i < most; ++i) {
        const auto& [first, last] = ranges[i];
        out.append(first == last ? QString::number(first.value)
                                 : QStringLiteral("%1-%2").arg(first.value).arg(last.value));
    }
    const QString list = out.join(QStringLiteral(", "));
    return ranges.size() > most ? CorrectedRemarksText::tr("%1 and more").arg(list) : list;
}

QString quoted(const QStringList& names)
{
    QStringList out;
    for (const QString& name : names)
        out.append(QStringLiteral("“%1”").arg(name));
    return out.join(QStringLiteral(", "));
}

QStringList columnRemarks(const CorrectedColumns& columns)
{
    QStringList out;
    if (columns.check < 0)
        out.append(CorrectedRemarksText::tr(
            "The column _check is not in the file, so nothing proves that the rows still have their own "
            "numbers."));
    for (const auto& [name, other] : columns.renamed)
        out.append(CorrectedRemarksText::tr(
                       "In the place of the column “%1” the file has “%2”, which the import does not have; its cells "
                       "are not taken. Name it “%1” again to have them taken.")
                       .arg(name, other));
    if (!columns.missing.isEmpty())
        out.append(CorrectedRemarksText::tr("The file does not have these columns, whose cells stay as they are: %1.")
                       .arg(quoted(columns.missing)));
    if (!columns.added.isEmpty())
        out.append(
            CorrectedRemarksText::tr("The import does not have these columns of the file; they are not taken: %1.")
                .arg(quoted(columns.added)));
    if (columns.moved)
        out.append(CorrectedRemarksText::tr("The columns are in another order; they were told by their names."));
    return out;
}

} // namespace

QStringList correctedRemarks(const CorrectedFile& file)
{
    QStringList out;
    if (file.missing.count().value > 0)
        out.append(CorrectedRemarksText::tr("%1 refused rows are not in the file and stay as they are: %2.")
                       .arg(grouped(file.missing.count().value), rowsText(file.missing)));
    for (const DamageKind kind :
         {DamageKind::RowShape, DamageKind::RowTwice, DamageKind::RowUnknown, DamageKind::RowNotOpen})
        if (file.count(kind) > 0)
            out.append(CorrectedRemarksText::tr("Rows of the file that are not taken: %1; %2.")
                           .arg(grouped(file.count(kind)), damageText(kind)));
    out += columnRemarks(file.columns);
    if (file.columns.misread)
        out.append(CorrectedRemarksText::tr(
            "The file was opened elsewhere in the wrong encoding; its letters were put right."));
    if (file.encoding != "UTF-8")
        out.append(CorrectedRemarksText::tr("The file was saved in the encoding %1, not in UTF-8.")
                       .arg(QString::fromLatin1(file.encoding)));
    if (file.otherDelimiter)
        out.append(CorrectedRemarksText::tr("The file was saved with “%1” between the cells.")
                       .arg(file.otherDelimiter == '\t' ? CorrectedRemarksText::tr("tab")
                                                        : QString(QLatin1Char(file.otherDelimiter))));
    if (file.outdated > 0)
        out.append(CorrectedRemarksText::tr(
                       "%1 rows were corrected here since the file was written; cells that it has as in the source "
                       "keep these corrections.")
                       .arg(grouped(file.outdated)));
    if (file.harmless() > 0)
        out.append(CorrectedRemarksText::tr("%Ln cells have the same value in another form.", nullptr,
                                            numberOf(file.harmless())));
    return out;
}

} // namespace stevedore
