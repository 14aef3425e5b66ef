// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/recipestore.h"

#include "base/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace stevedore {

namespace {

/// File systems take names of 255 bytes; ".json.part" has to fit behind.
constexpr qsizetype mostNameBytes = 240;

struct RecipeStoreText
{
    Q_DECLARE_TR_FUNCTIONS(RecipeStore)
};

/// Letters of all languages stay, so that people know their files; what file systems read as something else is written
/// as %XX.
QString fileNameFor(const QString& name)
{
    QString out;
    for (const QChar c : name) {
        const bool hidden = c == u'.' && out.isEmpty();
        if (hidden || c.unicode() < 0x20 || c.unicode() == 0x7F || QStringView(u"/\\:*?\"<>|%").contains(c))
            out += u'%' + QString::number(c.unicode(), 16).rightJustified(2, u'0').toUpper();
        else
            out += c;
    }
    return out;
}

QString nameOfFile(const QString& path)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(QFileInfo(path).completeBaseName().toUtf8()));
}

} // namespace

RecipeStore::RecipeStore(const QString& home) : m_folder(home + QStringLiteral("/recipes")) {}

QList<Recipe> RecipeStore::all() const
{
    QList<Recipe> out;
    for (const QFileInfo& info : QDir(m_folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        if (const auto mapping = mappingFromJson(file.readAll(), info.fileName()))
            out.append({nameOfFile(info.filePath()), {}, info.lastModified(), {}, *mapping});
    }
    std::sort(out.begin(), out.end(),
              [](const Recipe& a, const Recipe& b) { return a.name.localeAwareCompare(b.name) < 0; });
    return out;
}

QString RecipeStore::fileOf(const QString& name) const
{
    for (const QFileInfo& info : QDir(m_folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files)) {
        if (nameOfFile(info.filePath()).toCaseFolded() == name.trimmed().toCaseFolded())
            return info.filePath();
    }
    return {};
}

Result<void> RecipeStore::save(const QString& name, const Mapping& mapping, bool replace) const
{
    const QString fileName = fileNameFor(name.trimmed());
    if (fileName.isEmpty())
        return fail(FailureKind::Usage, RecipeStoreText::tr("A recipe needs a name. Give it one."));
    if (fileName.toUtf8().size() > mostNameBytes)
        return fail(FailureKind::Usage,
                    RecipeStoreText::tr("The name of the recipe is too long. Choose a shorter one."));
    const QString before = fileOf(name);
    if (!before.isEmpty() && !replace)
        return fail(FailureKind::Usage,
                    RecipeStoreText::tr("There is a recipe named %1 already. Replace it or choose another name.")
                        .arg(nameOfFile(before)));
    if (auto made = makePrivateFolder(m_folder); !made)
        return made;
    const QString path = m_folder + u'/' + fileName + QStringLiteral(".json");
    if (auto written = writeDurably(path, mappingToJson(mapping)); !written)
        return written;
    if (!before.isEmpty() && before != path)
        QFile::remove(before);
    return {};
}

Result<void> RecipeStore::remove(const QString& name) const
{
    const QString path = fileOf(name);
    if (path.isEmpty())
        return fail(FailureKind::Usage, RecipeStoreText::tr("There is no recipe named %1.").arg(name));
    QFile file(path);
    if (!file.remove())
        return fail(FailureKind::Disk,
                    RecipeStoreText::tr("The recipe %1 could not be removed: %2.").arg(name, file.errorString()));
    return {};
}

} // namespace stevedore
