// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/libreoffice.h"

#include "csv/csvtext.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QUrl>

#include <chrono>
#include <csignal>
#include <unistd.h>

namespace stevedore {

namespace {

constexpr std::chrono::minutes mostTime{10};
constexpr int lookAgainMs = 20;

/// The program starts another one and waits for it: both are in a group of their own, so that both can be ended.
void prepare(QProcess& office, const UnpackWork& work, const QString& scratch)
{
    const QString profile = QUrl::fromLocalFile(scratch + QStringLiteral("/profile")).toString(QUrl::FullyEncoded);
    office.setProgram(libreOfficeProgram());
    office.setArguments({QStringLiteral("-env:UserInstallation=") + profile, QStringLiteral("--headless"),
                         QStringLiteral("--norestore"), QStringLiteral("--convert-to"), QStringLiteral("ods"),
                         QStringLiteral("--outdir"), scratch, work.path});
    office.setProcessChannelMode(QProcess::MergedChannels);
    office.setChildProcessModifier([] { ::setsid(); });
}

/// Whether it ended by itself.
bool waitFor(QProcess& office, const CancelFlag& cancel)
{
    const QDeadlineTimer deadline(mostTime);
    while (!office.waitForFinished(lookAgainMs)) {
        if (office.state() == QProcess::NotRunning)
            return false;
        if (!cancel && !deadline.hasExpired())
            continue;
        ::kill(-pid_t(office.processId()), SIGKILL);
        office.waitForFinished();
        return false;
    }
    return true;
}

} // namespace

QString libreOfficeProgram()
{
    const QStringList installed{QStringLiteral("/opt/libreoffice/program"),
                                QStringLiteral("/usr/lib/libreoffice/program"),
                                QStringLiteral("/usr/lib64/libreoffice/program"), QStringLiteral("/snap/bin"),
                                QStringLiteral("/Applications/LibreOffice.app/Contents/MacOS")};
    // Without folders, those of PATH.
    for (const QStringList& folders : {QStringList(), installed})
        for (const QString& name : {QStringLiteral("soffice"), QStringLiteral("libreoffice")})
            if (QString found = QStandardPaths::findExecutable(name, folders); !found.isEmpty())
                return found;
    return {};
}

Result<void> convertToOds(const UnpackWork& work, const QString& odsPath)
{
    if (libreOfficeProgram().isEmpty())
        return fail(FailureKind::Source, CsvText::tr("“%1” is in a format that is read by way of LibreOffice. Save it "
                                                     "as .xlsx, .ods or CSV and open that, or install LibreOffice.")
                                             .arg(work.name));
    // In the folder of the result, so that what is made there is private, and can be renamed.
    const QTemporaryDir scratch(QFileInfo(odsPath).path() + QStringLiteral("/office-XXXXXX"));
    QProcess office;
    prepare(office, work, scratch.path());
    office.start(QIODevice::ReadOnly);
    const bool ended = waitFor(office, work.cancel);
    if (work.cancel)
        return unpackingStopped();
    const QStringList made = QDir(scratch.path()).entryList({QStringLiteral("*.ods")}, QDir::Files);
    if (!ended || made.isEmpty() || !QFile::rename(scratch.filePath(made.first()), odsPath))
        return fail(FailureKind::Source,
                    CsvText::tr("LibreOffice could not read “%1”: it is damaged, protected by a password, or no "
                                "workbook. Save it as .xlsx, .ods or CSV, then open that.")
                        .arg(work.name),
                    QString::fromLocal8Bit(office.readAll()) + office.errorString());
    return {};
}

} // namespace stevedore
