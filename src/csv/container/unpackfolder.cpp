// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/unpackfolder.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "csv/container/unpacker.h"
#include "csv/csvtext.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace stevedore {

namespace {

/// Raised when a container gives another CSV than it did before.
constexpr int conversion = 1;
constexpr int keyLength = 32;
constexpr int lookMs = 20;
/// A name of 255 bytes has room for that many characters of three bytes and what is added.
constexpr qsizetype mostNameLength = 70;

QString keyOf(const QString& path, const Fingerprint& print)
{
    const QString text =
        QStringLiteral("%1\n%2\n%3\n%4\n").arg(conversion).arg(print.size).arg(print.modifiedMs).arg(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(text.toUtf8() + print.ends);
    return QString::fromLatin1(hash.result().toHex().left(keyLength));
}

QString withoutSuffix(const QString& name, const QString& suffixes)
{
    const QRegularExpression suffix(QStringLiteral("\\.(%1)$").arg(suffixes),
                                    QRegularExpression::CaseInsensitiveOption);
    return QString(name).remove(suffix);
}

/// What others call a sheet or a file becomes a file name that means nothing to any file system.
QString safeName(const QString& name)
{
    QString safe;
    for (const QChar c : shownValue(name, int(mostNameLength)))
        safe += QStringLiteral("/\\:*?\"<>|").contains(c) || c == QChar::ReplacementCharacter ? QLatin1Char('_') : c;
    while (safe.startsWith(QLatin1Char('.')) || safe.startsWith(QLatin1Char(' ')))
        safe.remove(0, 1);
    if (!safe.isEmpty() && safe.back().isHighSurrogate())
        safe.chop(1);
    return safe.trimmed().isEmpty() ? QStringLiteral("source") : safe.trimmed();
}

QString readableName(ContainerKind kind, const QString& path, const QString& choice)
{
    const QString texts = QStringLiteral("csv|tsv|tab|txt");
    const QString file = QFileInfo(path).fileName();
    if (kind == ContainerKind::Gzip)
        return safeName(withoutSuffix(withoutSuffix(file, QStringLiteral("gz|gzip")), texts));
    if (kind == ContainerKind::Zip)
        return safeName(withoutSuffix(choice.section(QRegularExpression(QStringLiteral("[/\\\\]")), -1), texts));
    return safeName(QFileInfo(path).completeBaseName() + QStringLiteral(" - ") + choice);
}

} // namespace

UnpackFolder::UnpackFolder(const QString& folder, const QString& path, const Fingerprint& print)
    : m_above(folder), m_path(path), m_folder(QDir(folder).filePath(keyOf(path, print))),
      m_lock(m_folder + QStringLiteral("/lock"))
{
    m_lock.setStaleLockTime(0); // converting takes as long as it takes; that its owner is dead is seen all the same
}

Result<void> UnpackFolder::enter(const CancelFlag& cancel)
{
    for (const QString& folder : {m_above, m_folder})
        if (auto made = makePrivateFolder(folder); !made)
            return made;
    while (!m_lock.tryLock(lookMs)) {
        if (cancel)
            return unpackingStopped();
        if (m_lock.error() != QLockFile::LockFailedError)
            return fail(FailureKind::Disk, CsvText::tr("Nothing can be written to the folder “%1”. Make room on that "
                                                       "disk, then open the file again.")
                                               .arg(shownValue(QDir::toNativeSeparators(m_folder), 200)));
    }
    return {};
}

std::optional<QStringList> UnpackFolder::keptChoices() const
{
    QFile file(m_folder + QStringLiteral("/choices.json"));
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument json = QJsonDocument::fromJson(file.readAll());
    if (!json.isArray())
        return std::nullopt;
    QStringList choices;
    for (const auto& choice : json.array())
        choices.append(choice.toString());
    return choices;
}

Result<void> UnpackFolder::keepChoices(const QStringList& choices) const
{
    return writeDurably(m_folder + QStringLiteral("/choices.json"),
                        QJsonDocument(QJsonArray::fromStringList(choices)).toJson(QJsonDocument::Compact));
}

QString UnpackFolder::csvPath(ContainerKind kind, const QStringList& choices, const QString& choice) const
{
    // Different names may become the same, also to a file system that takes A for a: the later ones get a number.
    QSet<QString> taken;
    QString name = readableName(kind, m_path, choice);
    for (const QString& one : choices) {
        const QString plain = readableName(kind, m_path, one);
        name = plain;
        for (int number = 2; taken.contains(name.toCaseFolded()); ++number)
            name = QStringLiteral("%1 (%2)").arg(plain).arg(number);
        taken.insert(name.toCaseFolded());
        if (one == choice)
            break;
    }
    return QStringLiteral("%1/%2.csv").arg(m_folder, name);
}

QString UnpackFolder::odsPath() const
{
    return m_folder + QStringLiteral("/workbook.ods");
}

} // namespace stevedore
