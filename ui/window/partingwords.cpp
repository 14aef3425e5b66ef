// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/partingwords.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct PartingWordsText
{
    Q_DECLARE_TR_FUNCTIONS(PartingWords)
};

QString nameOf(const ImportSnapshot& import)
{
    return importName(import.record);
}

bool isSaved(const QString& connection, const QList<Connection>& saved)
{
    return std::any_of(saved.begin(), saved.end(), [&](const Connection& one) { return one.name == connection; });
}

} // namespace

std::optional<Words> restingNews(const ImportSnapshot& import)
{
    const FateCounts& fates = import.fates;
    const QString file = nameOf(import);
    switch (import.record.state) {
    case ImportState::Stopped:
        return Words{PartingWordsText::tr("%1 has stopped").arg(file), import.record.failure};
    case ImportState::Sampled:
    case ImportState::Finished:
        break;
    default:
        return std::nullopt;
    }
    QStringList counts = {PartingWordsText::tr("%Ln rows in", nullptr, numberOf(fates.in()))};
    if (fates.refused + fates.unprocessed > 0)
        counts.append(PartingWordsText::tr("%1 refused").arg(grouped(fates.refused + fates.unprocessed)));
    if (import.unsent > 0)
        counts.append(PartingWordsText::tr("%1 not sent yet").arg(grouped(import.unsent)));
    if (fates.unknown > 0)
        return Words{PartingWordsText::tr("%1 needs an answer").arg(file),
                     PartingWordsText::tr("%Ln rows are in doubt: only you can say whether they are in the CRM.",
                                          nullptr, numberOf(fates.unknown))};
    return Words{import.record.state == ImportState::Sampled
                     ? PartingWordsText::tr("The sample of %1 is through").arg(file)
                     : PartingWordsText::tr("%1 is done").arg(file),
                 counts.join(u" · "_s)};
}

std::optional<Words> closeQuestion(const QList<ImportSnapshot>& imports, const QList<Connection>& saved)
{
    QStringList names;
    QStringList orgs;
    qint64 atCrm = 0;
    qint64 toSend = 0;
    bool byItself = true;
    for (const ImportSnapshot& import : imports) {
        if (import.record.state != ImportState::Running)
            continue;
        names.append(nameOf(import));
        if (!orgs.contains(import.record.orgName))
            orgs.append(import.record.orgName);
        atCrm += import.atCrm;
        toSend += import.toSend;
        byItself = byItself && isSaved(import.record.connection, saved);
    }
    if (names.isEmpty())
        return std::nullopt;
    QStringList detail;
    if (atCrm > 0)
        detail.append(
            PartingWordsText::tr("%Ln rows are at the CRM; their jobs go on there.", nullptr, numberOf(atCrm)));
    if (toSend > 0)
        detail.append(PartingWordsText::tr("%Ln rows have not been sent; they wait.", nullptr, numberOf(toSend)));
    // One start uses one connection.
    detail.append(byItself && orgs.size() == 1
                      ? PartingWordsText::tr("The next start connects to %1 and goes on by itself.").arg(orgs.first())
                      : PartingWordsText::tr("It goes on by itself as soon as this program is connected to %1 again.")
                            .arg(orgs.join(PartingWordsText::tr(" or to "))));
    detail.append(PartingWordsText::tr("Nothing is lost, and nothing is sent twice."));
    return Words{names.size() == 1 ? PartingWordsText::tr("Close while %1 is being imported?").arg(names.first())
                                   : PartingWordsText::tr("Close while %1 imports run?").arg(names.size()),
                 detail.join(u' ')};
}

std::optional<Words> closeQuestion(const QList<ExportSnapshot>& exports)
{
    const auto running =
        std::find_if(exports.begin(), exports.end(), [](const ExportSnapshot& one) { return one.driving; });
    if (running == exports.end())
        return std::nullopt;
    return Words{
        PartingWordsText::tr("Close while %1 is being exported?").arg(running->record.moduleLabel.toLower()),
        PartingWordsText::tr(
            "%1 records are here and are kept. The next start goes on from there; a page token of the CRM is good "
            "for a day.")
            .arg(grouped(running->received))};
}

std::optional<Words> restingNews(const ExportSnapshot& one)
{
    const QString file = QFileInfo(one.record.targetPath).fileName();
    if (one.record.state == ExportState::Stopped)
        return Words{PartingWordsText::tr("%1 has stopped").arg(file), one.record.failure};
    if (one.record.state != ExportState::Finished)
        return std::nullopt;
    return Words{PartingWordsText::tr("%1 is whole").arg(file),
                 PartingWordsText::tr("%Ln records", nullptr, numberOf(one.record.records))};
}

QString connectionToResume(const QList<ImportSnapshot>& imports, const QList<ExportSnapshot>& exports,
                           const QList<Connection>& saved)
{
    const auto import = std::find_if(imports.begin(), imports.end(), [&saved](const ImportSnapshot& one) {
        return one.record.state == ImportState::Running && isSaved(one.record.connection, saved);
    });
    if (import != imports.end())
        return import->record.connection;
    const auto exporting = std::find_if(exports.begin(), exports.end(), [&saved](const ExportSnapshot& one) {
        return one.record.state == ExportState::Running && isSaved(one.record.connection, saved);
    });
    return exporting == exports.end() ? QString() : exporting->record.connection;
}

} // namespace stevedore::ui
