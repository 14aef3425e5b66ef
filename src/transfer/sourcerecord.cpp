// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sourcerecord.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

namespace {

struct SourceText
{
    Q_DECLARE_TR_FUNCTIONS(Source)
};

} // namespace

QByteArray sourceToJson(const SourceRecord& source)
{
    const QJsonObject object{{QStringLiteral("encoding"), QString::fromLatin1(source.dialect.encoding)},
                             {QStringLiteral("delimiter"), int(source.dialect.delimiter)},
                             {QStringLiteral("quote"), int(source.dialect.quote)},
                             {QStringLiteral("escape"), int(source.dialect.escape)},
                             {QStringLiteral("comment"), int(source.dialect.comment)},
                             {QStringLiteral("header"), source.dialect.hasHeader},
                             {QStringLiteral("size"), source.fingerprint.size},
                             {QStringLiteral("modified_ms"), source.fingerprint.modifiedMs},
                             {QStringLiteral("ends_sha256"), QString::fromLatin1(source.fingerprint.ends)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<SourceRecord> sourceFromJson(const QByteArray& json, const QString& path)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.isEmpty())
        return fail(FailureKind::Journal,
                    SourceText::tr("The journal's note of how %1 was read is damaged.").arg(path));
    SourceRecord out;
    out.path = path;
    out.dialect.encoding = object.value(QLatin1String("encoding")).toString().toLatin1();
    out.dialect.delimiter = char(object.value(QLatin1String("delimiter")).toInt());
    out.dialect.quote = char(object.value(QLatin1String("quote")).toInt());
    out.dialect.escape = char(object.value(QLatin1String("escape")).toInt());
    out.dialect.comment = char(object.value(QLatin1String("comment")).toInt());
    out.dialect.hasHeader = object.value(QLatin1String("header")).toBool();
    out.fingerprint.size = object.value(QLatin1String("size")).toInteger();
    out.fingerprint.modifiedMs = object.value(QLatin1String("modified_ms")).toInteger();
    out.fingerprint.ends = object.value(QLatin1String("ends_sha256")).toString().toLatin1();
    return out;
}

Result<std::shared_ptr<const CsvFile>> reopenSource(const SourceRecord& source, RowCount rows,
                                                    const QString& scratchFolder, const CancelFlag& cancel)
{
    auto file = CsvFile::open(source.path, source.dialect, scratchFolder);
    if (!file)
        return fail(file.error());
    const QString name = QFileInfo(source.path).fileName();
    const Failure changed{
        FailureKind::Source,
        SourceText::tr("%1 is not the file this import began with: it was changed since. Put the old file back "
                       "to go on; rows already sent keep their stored copy.")
            .arg(name),
        {},
        {}};
    if (!((*file)->fingerprint() == source.fingerprint))
        return fail(changed);
    if (auto indexed = (*file)->index([](qint64, qint64) {}, cancel); !indexed)
        return fail(indexed.error());
    if ((*file)->knownRows() != rows)
        return fail(changed);
    return std::shared_ptr<const CsvFile>(*file);
}

} // namespace stevedore
