// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/savedrun.h"

#include "base/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

struct SavedRunText
{
    Q_DECLARE_TR_FUNCTIONS(SavedRun)
};

Unexpected wrongRun(const QString& path, const QString& what)
{
    return fail(FailureKind::Usage, QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(path), what));
}

QString unknownKey(const QJsonObject& object, const QSet<QString>& known)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!known.contains(it.key()))
            return it.key();
    return {};
}

class Reader
{
public:
    Reader(QString path, QDateTime now) : m_path(std::move(path)), m_now(std::move(now)) {}

    Result<SavedRun> read()
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            return wrongRun(m_path, file.errorString());
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
        if (error.error != QJsonParseError::NoError)
            return wrongRun(m_path,
                            SavedRunText::tr("no JSON: %1, at byte %2.").arg(error.errorString()).arg(error.offset));
        const QJsonObject object = document.object();
        SavedRun out;
        out.connection = object.value("connection"_L1).toString();
        const QString kind = object.value("kind"_L1).toString();
        if (object.value("version"_L1).toInt() != 1)
            return wrongRun(m_path, SavedRunText::tr("\"version\" is not 1."));
        if (kind == "export"_L1)
            return exporting(object, std::move(out));
        if (kind == "import"_L1)
            return importing(object, std::move(out));
        return wrongRun(m_path, SavedRunText::tr("\"kind\" is neither \"export\" nor \"import\"."));
    }

private:
    Result<SavedRun> exporting(const QJsonObject& object, SavedRun out) const
    {
        const QString key = unknownKey(object, {u"version"_s, u"kind"_s, u"connection"_s, u"module"_s, u"fields"_s,
                                                u"where"_s, u"view"_s, u"file"_s, u"target"_s, u"heads"_s});
        if (!key.isEmpty())
            return wrongRun(m_path, SavedRunText::tr("\"%1\" is not known.").arg(key));
        auto request = exportRequestFrom(QJsonDocument(object).toJson());
        if (!request)
            return wrongRun(m_path, request.error().sentence);
        out.target = absolute(object.value("target"_L1).toString());
        if (out.target.isEmpty())
            return wrongRun(m_path, SavedRunText::tr("\"target\" does not name the file to write."));
        if (!object.value("file"_L1).toObject().contains("format"_L1))
            request->file.format = formatOf(out.target);
        out.exporting = *request;
        return out;
    }

    Result<SavedRun> importing(const QJsonObject& object, SavedRun out) const
    {
        const QString key = unknownKey(object, {u"version"_s, u"kind"_s, u"connection"_s, u"source"_s, u"module"_s,
                                                u"operation"_s, u"find_by"_s, u"mapping"_s, u"failures"_s, u"report"_s,
                                                u"skip_unchanged"_s, u"keep_before"_s});
        if (!key.isEmpty())
            return wrongRun(m_path, SavedRunText::tr("\"%1\" is not known.").arg(key));
        SavedImport import;
        import.file = absolute(object.value("source"_L1).toString());
        import.module = object.value("module"_L1).toString();
        import.operation = object.value("operation"_L1).toString();
        import.findBy = object.value("find_by"_L1).toString();
        import.mapping = absolute(object.value("mapping"_L1).toString());
        import.failures = absolute(object.value("failures"_L1).toString());
        import.report = absolute(object.value("report"_L1).toString());
        import.skipUnchanged = object.value("skip_unchanged"_L1).toBool();
        import.keepBefore = object.value("keep_before"_L1).toBool();
        for (const auto& [name, value] : {std::pair{"source", import.file}, std::pair{"module", import.module},
                                          std::pair{"operation", import.operation}})
            if (value.isEmpty())
                return wrongRun(m_path, SavedRunText::tr("\"%1\" is missing.").arg(QLatin1String(name)));
        out.import = import;
        return out;
    }

    QString absolute(QString text) const
    {
        if (text.isEmpty())
            return {};
        text.replace(u"{date}"_s, m_now.toString(u"yyyy-MM-dd"_s));
        text.replace(u"{time}"_s, m_now.toString(u"HHmmss"_s));
        return QDir::cleanPath(QFileInfo(m_path).absoluteDir().absoluteFilePath(text));
    }

    QString m_path;
    QDateTime m_now;
};

} // namespace

Result<SavedRun> readSavedRun(const QString& path, const QDateTime& now)
{
    return Reader(path, now).read();
}

Result<void> writeSavedExport(const QString& path, const QString& connection, const ExportRequest& request,
                              const QString& target)
{
    QJsonObject object = QJsonDocument::fromJson(exportRequestJson(request)).object();
    object.remove(u"heads"_s); // they are asked for anew
    if (!connection.isEmpty())
        object.insert(u"connection"_s, connection);
    object.insert(u"target"_s, target);
    return writeDurably(path, QJsonDocument(object).toJson(QJsonDocument::Indented));
}

} // namespace stevedore
