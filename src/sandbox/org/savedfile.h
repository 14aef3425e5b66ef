// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

namespace stevedore::sandbox {

/// One file of a folder with an org's rules, known by what is in it: an answer of the API ("Modules metadata", "Fields
/// metadata", "Layouts metadata", "Users", "Organization"), or what `stevedore-cli modules --json` and `fields --json`
/// print.
struct SavedFile
{
    enum class Kind { Modules, Fields, Layouts, Users, Company, Lines };

    QString name; ///< without the folder, for sentences
    Kind kind = Kind::Lines;
    QList<QJsonObject> items; ///< the elements of the answer's array, or the lines
};

/// What a file says, as a sentence for a terminal may quote it: not long, and without control characters.
QString quotable(const QString& text);

/// The error is one sentence: which file, what is wrong with it, what to do.
tl::expected<SavedFile, QString> readSavedFile(const QString& path);

/// Answers with fields or layouts do not say whose they are, so the file's name has to: "Leads.json",
/// "fields-Leads.json", "Leads.layouts.json", in any case. Empty if it names none of `modules`.
QString moduleOfFileName(const QString& fileName, const QStringList& modules);

} // namespace stevedore::sandbox
