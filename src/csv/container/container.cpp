// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/container.h"

#include "base/text.h"
#include "csv/container/containerkind.h"
#include "csv/container/gzipunpacker.h"
#include "csv/container/libreoffice.h"
#include "csv/container/odsworkbook.h"
#include "csv/container/unpackfolder.h"
#include "csv/container/xlsxworkbook.h"
#include "csv/container/zipmember.h"
#include "csv/container/zipunpacker.h"
#include "csv/csvtext.h"

#include <QFileInfo>

namespace stevedore {

namespace {

QString shownChoices(const QStringList& choices)
{
    constexpr int mostLength = 400;
    QStringList shown;
    for (const QString& choice : choices.first(std::min<qsizetype>(choices.size(), 20)))
        shown.append(QStringLiteral("“%1”").arg(shownValue(choice)));
    return shownValue(shown.join(QStringLiteral(", ")), mostLength);
}

/// One container on its way to a CSV.
class Unpacking
{
public:
    Unpacking(ContainerKind kind, const UnpackWork& work, const Fingerprint& print, const UnpackFolder& folder)
        : m_kind(kind), m_work(work), m_odsWork{folder.odsPath(), work.name, work.progress, work.cancel},
          m_print(print), m_folder(folder)
    {
    }

    Result<UnpackedSource> run(const QString& choice);

private:
    Result<QStringList> choices();
    Result<bool> provide(const QString& csvPath, const QString& choice);
    Result<Unpacker*> unpacker();
    Result<void> convertOld();

    ContainerKind m_kind;
    const UnpackWork& m_work;
    UnpackWork m_odsWork; ///< of what LibreOffice made
    const Fingerprint& m_print;
    const UnpackFolder& m_folder;
    std::unique_ptr<Unpacker> m_unpacker;
};

Result<UnpackedSource> Unpacking::run(const QString& choice)
{
    const auto known = choices();
    if (!known)
        return fail(known.error());
    if (!choice.isEmpty() && !known->contains(choice))
        return fail(FailureKind::Usage, CsvText::tr("There is no “%1” in “%2”. Choose one of these: %3.")
                                            .arg(shownValue(choice), m_work.name, shownChoices(*known)));
    const bool anyOfThem = choice.isEmpty() && m_kind != ContainerKind::Gzip;
    const QStringList candidates = anyOfThem ? *known : QStringList{choice};
    for (const QString& candidate : candidates) {
        const QString csvPath = m_folder.csvPath(m_kind, *known, candidate);
        const auto there = provide(csvPath, candidate);
        if (!there)
            return fail(there.error());
        if (*there)
            return UnpackedSource{csvPath, candidate, *known};
    }
    if (choice.isEmpty())
        return fail(FailureKind::Source,
                    CsvText::tr("There are no rows in “%1”. Choose a file that has rows.").arg(m_work.name));
    return fail(
        FailureKind::Source,
        CsvText::tr("There are no rows in “%1” of “%2”. Choose another one.").arg(shownValue(choice), m_work.name));
}

Result<QStringList> Unpacking::choices()
{
    if (const auto kept = m_folder.keptChoices())
        return *kept;
    const auto by = unpacker();
    if (!by)
        return fail(by.error());
    auto found = (*by)->choices();
    if (!found)
        return found;
    if (auto kept = m_folder.keepChoices(*found); !kept)
        return fail(kept.error());
    return found;
}

/// False if there is nothing in it.
Result<bool> Unpacking::provide(const QString& csvPath, const QString& choice)
{
    if (QFileInfo::exists(csvPath))
        return true;
    const auto by = unpacker();
    if (!by)
        return fail(by.error());
    DurableFile out(csvPath);
    if (auto opened = out.open(); !opened)
        return fail(opened.error());
    auto written = (*by)->write(choice, out);
    if (!written || !*written)
        return written;
    // The key is that of the file as it was before.
    if (auto same = checkUnchanged(m_work.path, m_print); !same)
        return fail(same.error());
    const auto whole = out.commit();
    return whole ? Result<bool>(true) : fail(whole.error());
}

Result<Unpacker*> Unpacking::unpacker()
{
    if (m_unpacker)
        return m_unpacker.get();
    if (m_kind == ContainerKind::OldWorkbook)
        if (auto converted = convertOld(); !converted)
            return fail(converted.error());
    if (m_kind == ContainerKind::Gzip)
        m_unpacker = std::make_unique<GzipUnpacker>(m_work);
    else if (m_kind == ContainerKind::Zip)
        m_unpacker = std::make_unique<ZipUnpacker>(m_work);
    else if (m_kind == ContainerKind::OpenXml)
        m_unpacker = std::make_unique<XlsxWorkbook>(m_work);
    else
        m_unpacker = std::make_unique<OdsWorkbook>(m_kind == ContainerKind::OldWorkbook ? m_odsWork : m_work);
    return m_unpacker.get();
}

Result<void> Unpacking::convertOld()
{
    if (QFileInfo::exists(m_folder.odsPath()))
        return {};
    // LibreOffice reads what it does not understand as lines of text. Those of the newer kind (.xlsb) are zips.
    if (ZipMember(m_work, QStringLiteral("xl/workbook.bin")).exists())
        return convertToOds(m_work, m_folder.odsPath());
    const CompoundContent content = compoundContent(m_work.path);
    if (content == CompoundContent::ProtectedPackage)
        return protectedContainer(m_work);
    if (content == CompoundContent::Other)
        return fail(FailureKind::Source, CsvText::tr("“%1” is no workbook, or it is damaged. Save it as .xlsx, .ods or "
                                                     "CSV, then open that.")
                                             .arg(m_work.name));
    return convertToOds(m_work, m_folder.odsPath());
}

} // namespace

Result<UnpackedSource> unpackSource(const QString& path, const QString& choice, const QString& folder,
                                    const ByteProgress& progress, const CancelFlag& cancel)
{
    const auto head = readHead(path);
    if (!head)
        return fail(head.error());
    const UnpackWork work{QFileInfo(path).absoluteFilePath(), nameInSentence(path), progress, cancel};
    const ContainerKind kind = kindOfSample(path, head->sample);
    const bool hasChoices = kind != ContainerKind::None && kind != ContainerKind::Gzip;
    if (!hasChoices && !choice.isEmpty())
        return fail(FailureKind::Usage,
                    CsvText::tr("“%1” is neither a workbook nor an archive: it has no “%2” in it. Open it as it is.")
                        .arg(work.name, shownValue(choice)));
    if (kind == ContainerKind::None)
        return UnpackedSource{path, {}, {}};
    UnpackFolder place(folder, work.path, head->fingerprint);
    if (auto entered = place.enter(cancel); !entered)
        return fail(entered.error());
    return Unpacking(kind, work, head->fingerprint, place).run(choice);
}

} // namespace stevedore
