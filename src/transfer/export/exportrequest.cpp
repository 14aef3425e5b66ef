// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/exportrequest.h"

#include "crm/condition/conditiontext.h"
#include "transfer/export/bytesink.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array formats = {std::pair{ExportFormat::CsvGz, "csv.gz"}, std::pair{ExportFormat::Csv, "csv"},
                                std::pair{ExportFormat::Xlsx, "xlsx"}, std::pair{ExportFormat::Ics, "ics"}};

struct ExportRequestText
{
    Q_DECLARE_TR_FUNCTIONS(ExportRequest)
};

Unexpected wrongRequest(const QString& what)
{
    return fail(FailureKind::Usage, what);
}

QJsonObject fileJson(const ExportFile& file)
{
    return {{u"format"_s, formatWord(file.format)},
            {u"heads"_s, file.labels ? u"labels"_s : u"api_names"_s},
            {u"delimiter"_s, QString(QLatin1Char(file.delimiter))},
            {u"encoding"_s, file.encoding},
            {u"mark"_s, file.mark},
            {u"spreadsheet_safe"_s, file.safe}};
}

/// A key that is not known, or has another type than this; empty if all are fine.
QString wrongKey(const QJsonObject& object, const QHash<QString, QJsonValue::Type>& types)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        if (!types.contains(it.key()) || types.value(it.key()) != it.value().type())
            return it.key();
    return {};
}

Result<ExportFile> fileFrom(const QJsonObject& json)
{
    using Type = QJsonValue::Type;
    if (const QString key = wrongKey(json, {{u"format"_s, Type::String},
                                            {u"heads"_s, Type::String},
                                            {u"delimiter"_s, Type::String},
                                            {u"encoding"_s, Type::String},
                                            {u"mark"_s, Type::Bool},
                                            {u"spreadsheet_safe"_s, Type::Bool}});
        !key.isEmpty())
        return wrongRequest(ExportRequestText::tr("\"%1\" of the file is not known, or not of its kind.").arg(key));
    ExportFile out;
    const QString format = json.value("format"_L1).toString(u"csv"_s);
    const auto known = formatFrom(format);
    if (!known)
        return wrongRequest(
            ExportRequestText::tr("\"%1\" is no format of a file. Known are csv, csv.gz, xlsx and ics.").arg(format));
    out.format = *known;
    out.labels = json.value("heads"_L1).toString() == "labels"_L1;
    const QString delimiter = json.value("delimiter"_L1).toString(u","_s);
    const bool isPlain = delimiter.size() == 1 && delimiter[0].unicode() < 0x7F && delimiter != "\""_L1 &&
                         (delimiter[0].unicode() > 0x20 || delimiter == "\t"_L1);
    if (!isPlain)
        return wrongRequest(ExportRequestText::tr("The delimiter \"%1\" is not one plain character.").arg(delimiter));
    out.delimiter = delimiter[0].toLatin1();
    out.encoding = json.value("encoding"_L1).toString(u"UTF-8"_s);
    if (out.encoding.compare("UTF-8"_L1, Qt::CaseInsensitive) != 0 && !EncodingSink::isKnown(out.encoding))
        return wrongRequest(
            ExportRequestText::tr("The encoding \"%1\" is not known. Use UTF-8, UTF-16 or windows-1252, for example.")
                .arg(out.encoding));
    out.mark = json.value("mark"_L1).toBool();
    out.safe = json.value("spreadsheet_safe"_L1).toBool();
    return out;
}

} // namespace

QString formatWord(ExportFormat format)
{
    for (const auto& [known, word] : formats)
        if (known == format)
            return QString::fromLatin1(word);
    Q_UNREACHABLE();
}

std::optional<ExportFormat> formatFrom(const QString& word)
{
    for (const auto& [format, known] : formats)
        if (word == QLatin1String(known))
            return format;
    return std::nullopt;
}

ExportFormat formatOf(const QString& path)
{
    for (const auto& [format, word] : formats)
        if (path.endsWith(u'.' + QLatin1String(word), Qt::CaseInsensitive))
            return format;
    return ExportFormat::Csv;
}

QByteArray exportRequestJson(const ExportRequest& request)
{
    QJsonObject out{{u"version"_s, 1},
                    {u"kind"_s, u"export"_s},
                    {u"module"_s, request.module},
                    {u"fields"_s, QJsonArray::fromStringList(request.fields)},
                    {u"where"_s, conditionText(request.where)},
                    {u"file"_s, fileJson(request.file)}};
    if (!request.view.isEmpty())
        out.insert(u"view"_s, QJsonObject{{u"id"_s, request.view}, {u"name"_s, request.viewName}});
    if (!request.heads.isEmpty()) {
        QJsonObject heads;
        for (auto it = request.heads.begin(); it != request.heads.end(); ++it)
            heads.insert(it.key(), it.value());
        out.insert(u"heads"_s, heads);
    }
    return QJsonDocument(out).toJson(QJsonDocument::Indented);
}

Result<ExportRequest> exportRequestFrom(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object.value("kind"_L1).toString() != "export"_L1)
        return wrongRequest(ExportRequestText::tr("This is no saved export."));
    if (object.value("version"_L1).toInt() != 1)
        return wrongRequest(ExportRequestText::tr("This saved export is of a newer version of the program."));
    using Type = QJsonValue::Type;
    if (const QString key = wrongKey(object, {{u"version"_s, Type::Double},
                                              {u"kind"_s, Type::String},
                                              {u"connection"_s, Type::String},
                                              {u"target"_s, Type::String},
                                              {u"module"_s, Type::String},
                                              {u"fields"_s, Type::Array},
                                              {u"where"_s, Type::String},
                                              {u"view"_s, Type::Object},
                                              {u"file"_s, Type::Object},
                                              {u"heads"_s, Type::Object}});
        !key.isEmpty())
        return wrongRequest(
            ExportRequestText::tr("\"%1\" of the saved export is not known, or not of its kind.").arg(key));
    ExportRequest out;
    out.module = object.value("module"_L1).toString();
    if (out.module.isEmpty())
        return wrongRequest(ExportRequestText::tr("The saved export names no module."));
    for (const auto& field : object.value("fields"_L1).toArray())
        out.fields.append(field.toString());
    const auto where = conditionFromText(object.value("where"_L1).toString());
    if (!where)
        return wrongRequest(
            ExportRequestText::tr("The condition of the saved export cannot be read: %1").arg(where.error().sentence));
    out.where = *where;
    const QJsonObject view = object.value("view"_L1).toObject();
    out.view = view.value("id"_L1).toString();
    out.viewName = view.value("name"_L1).toString();
    const auto file = fileFrom(object.value("file"_L1).toObject());
    if (!file)
        return fail(file.error());
    out.file = *file;
    const QJsonObject heads = object.value("heads"_L1).toObject();
    for (auto it = heads.begin(); it != heads.end(); ++it)
        out.heads.insert(it.key(), it.value().toString());
    return out;
}

} // namespace stevedore
