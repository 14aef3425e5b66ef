// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/savedfile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStringConverter>

#include <array>
#include <optional>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostBytes = qint64(64) * 1024 * 1024; // the fields of a large module are below one megabyte

tl::unexpected<QString> fileTrouble(const QString& sentence)
{
    return tl::unexpected(sentence);
}

std::optional<SavedFile::Kind> kindOfAnswer(const QJsonObject& answer)
{
    using Kind = SavedFile::Kind;
    static const std::array<std::pair<QString, Kind>, 5> kinds = {{{u"modules"_s, Kind::Modules},
                                                                   {u"fields"_s, Kind::Fields},
                                                                   {u"layouts"_s, Kind::Layouts},
                                                                   {u"users"_s, Kind::Users},
                                                                   {u"org"_s, Kind::Company}}};
    for (const auto& [key, kind] : kinds)
        if (answer[key].isArray())
            return kind;
    return std::nullopt;
}

QString keyOf(SavedFile::Kind kind)
{
    switch (kind) {
    case SavedFile::Kind::Modules:
        return u"modules"_s;
    case SavedFile::Kind::Fields:
        return u"fields"_s;
    case SavedFile::Kind::Layouts:
        return u"layouts"_s;
    case SavedFile::Kind::Users:
        return u"users"_s;
    default:
        return u"org"_s;
    }
}

tl::expected<SavedFile, QString> readAnswer(const QString& name, const QJsonObject& answer)
{
    const auto kind = kindOfAnswer(answer);
    if (!kind && answer.contains(u"code"))
        return fileTrouble(u"%1 is no metadata but an error that the CRM answered with (%2); ask for it again and save "
                           "the new answer."_s.arg(name, quotable(answer[u"code"].toString())));
    if (!kind)
        return fileTrouble(u"%1 is neither an answer of the CRM with modules, fields, layouts, users or org, nor what "
                           "stevedore-cli prints with --json; take it out of the folder."_s.arg(name));
    SavedFile file{name, *kind, {}};
    for (const QJsonValue value : answer[keyOf(*kind)].toArray()) {
        if (!value.isObject())
            return fileTrouble(
                u"%1 has something in \"%2\" that is no object; save it again."_s.arg(name, keyOf(*kind)));
        file.items.append(value.toObject());
    }
    return file;
}

tl::expected<SavedFile, QString> readLines(const QString& name, const QByteArray& bytes)
{
    static const QStringList known = {u"module"_s, u"field"_s, u"summary"_s};
    SavedFile file{name, SavedFile::Kind::Lines, {}};
    int number = 0;
    for (const QByteArray& line : bytes.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        const QString word = event[u"event"].toString();
        if (word == u"failure"_s)
            return fileTrouble(u"%1 holds a failure of stevedore-cli (%2); save it again."_s.arg(
                name, quotable(event[u"message"].toString())));
        if (!known.contains(word))
            return fileTrouble(
                u"Line %2 of %1 is not what stevedore-cli prints for modules or fields with --json; save "
                "the file again."_s.arg(name, QString::number(number)));
        file.items.append(event);
    }
    return file;
}

} // namespace

QString quotable(const QString& text)
{
    QString shown = text.left(120);
    for (QChar& c : shown)
        if (!c.isPrint() && !c.isSurrogate())
            c = u'?';
    return shown;
}

tl::expected<SavedFile, QString> readSavedFile(const QString& path)
{
    const QString name = quotable(QFileInfo(path).fileName());
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fileTrouble(u"%1 cannot be read: %2."_s.arg(name, file.errorString()));
    if (file.size() > mostBytes)
        return fileTrouble(u"%1 is larger than 64 MB, which no metadata is; take it out of the folder."_s.arg(name));
    QByteArray bytes = file.readAll();
    // Some shells write what a program prints with a byte order mark, or as UTF-16.
    if (const auto encoding = QStringConverter::encodingForData(bytes); encoding && *encoding != QStringConverter::Utf8)
        bytes = QString(QStringDecoder(*encoding).decode(bytes)).toUtf8();
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    if (bytes.trimmed().isEmpty())
        return fileTrouble(u"%1 is empty; save it again, or take it out of the folder."_s.arg(name));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (document.isObject() && !document.object().contains(u"event"))
        return readAnswer(name, document.object());
    // Lines begin with an object each: whatever else is no JSON at all is better told by the parser's own words.
    if (document.isObject() || (document.isNull() && bytes.left(bytes.indexOf('\n')).contains("\"event\"")))
        return readLines(name, bytes);
    if (document.isNull())
        return fileTrouble(u"%1 is not JSON (%2 at byte %3); save it again."_s.arg(name, error.errorString(),
                                                                                   QString::number(error.offset)));
    return readAnswer(name, {});
}

QString moduleOfFileName(const QString& fileName, const QStringList& modules)
{
    static const QRegularExpression affix(u"^(?:fields|layouts)[-_. ]+|[-_. ]+(?:fields|layouts)$"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    QString stem = fileName.left(fileName.lastIndexOf(u'.'));
    const QString bare = QString(stem).remove(affix);
    for (const QString& candidate : {stem, bare})
        for (const QString& module : modules)
            if (module.compare(candidate, Qt::CaseInsensitive) == 0)
                return module;
    return {};
}

} // namespace stevedore::sandbox
