// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/soundness.h"

#include "base/rowset.h"

#include <QCoreApplication>
#include <QSet>

namespace stevedore {

namespace {

struct SoundnessText
{
    Q_DECLARE_TR_FUNCTIONS(Soundness)
};

/// Far more than any route takes. Memory is made for as many.
constexpr qint64 mostRowsOfAPart = 1'000'000;
/// Rows of a source: more lines than a disk has bytes.
constexpr qint64 mostRowsOfAnImport = 1'000'000'000'000;

/// A file in the import's own folder.
bool isPlainName(const QString& name)
{
    return !name.contains(u'/') && !name.contains(u'\\') && !name.contains(QChar(0)) && name != QLatin1String(".") &&
           name != QLatin1String("..");
}

bool hasOwnRows(const PartRecord& part)
{
    const auto rows = RowSet::decoded(part.rows);
    return part.rowCount <= mostRowsOfAPart && rows && rows->count().value == part.rowCount;
}

bool isOneOf(int value, int first, int last)
{
    return value >= first && value <= last;
}

Unexpected unsound(const QString& where, const QString& what)
{
    return fail(FailureKind::Journal,
                SoundnessText::tr("The journal was changed or damaged: in %1, %2. Nothing is sent from it. Put back a "
                                  "copy of its folder, or begin with another one (--home).")
                    .arg(where, what));
}

Unexpected unsound(ImportId import, const QString& what)
{
    return unsound(SoundnessText::tr("import %1").arg(import.value), what);
}

Unexpected unsound(ExportId id, const QString& what)
{
    return unsound(SoundnessText::tr("export %1").arg(id.value), what);
}

} // namespace

Result<void> checkSound(const ImportRecord& import)
{
    if (!isOneOf(int(import.state), int(ImportState::Draft), int(ImportState::Sampled)))
        return unsound(import.id, SoundnessText::tr("its state is none"));
    if (!isOneOf(int(import.beforeImage), int(BeforeImage::None), int(BeforeImage::Kept)))
        return unsound(import.id, SoundnessText::tr("what is kept of the records is not known"));
    if (import.rowCount < 0 || import.rowCount > mostRowsOfAnImport)
        return unsound(import.id, SoundnessText::tr("the number of rows cannot be"));
    return {};
}

Result<void> checkSound(const std::vector<PartRecord>& parts)
{
    QSet<PartId> before;
    for (const PartRecord& part : parts) {
        const auto wrong = [&part](const QString& what) {
            return unsound(part.import, SoundnessText::tr("part %1, %2").arg(part.number).arg(what));
        };
        if (!isOneOf(int(part.stage), int(PartStage::Planned), int(PartStage::Repeated)) ||
            !isOneOf(int(part.route), int(Route::Job), int(Route::Delete)))
            return wrong(SoundnessText::tr("its stage or route is none"));
        if (!hasOwnRows(part))
            return wrong(SoundnessText::tr("its rows are not as many as it says"));
        if (!isPlainName(part.zipName) || !isPlainName(part.csvName) || !isPlainName(part.resultName))
            return wrong(SoundnessText::tr("its files are not in the import's folder"));
        // A repeat comes behind what it repeats, so that the way back has an end.
        if (part.repeatOf.value != 0 && !before.contains(part.repeatOf))
            return wrong(SoundnessText::tr("what it repeats is not there"));
        before.insert(part.id);
    }
    return {};
}

Result<void> checkSound(const ExportRecord& record)
{
    if (!isOneOf(int(record.state), int(ExportState::Running), int(ExportState::Cancelled)))
        return unsound(record.id, SoundnessText::tr("its state is none"));
    return {};
}

Result<void> checkSound(const std::vector<PageRecord>& pages)
{
    int number = 0;
    for (const PageRecord& page : pages) {
        if (!isOneOf(int(page.stage), int(PageStage::Planned), int(PageStage::Done)))
            return unsound(page.exportId, SoundnessText::tr("the stage of page %1 is none").arg(page.number));
        if (!isPlainName(page.zipName))
            return unsound(page.exportId,
                           SoundnessText::tr("the file of page %1 is not in its folder").arg(page.number));
        if (page.number != ++number)
            return unsound(page.exportId, SoundnessText::tr("page %1 is missing").arg(number));
    }
    return {};
}

} // namespace stevedore
