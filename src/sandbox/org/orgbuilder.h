// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"
#include "sandbox/org/savedfile.h"

namespace stevedore::sandbox {

/// Adds up files about the modules of one org. Each step answers with what is wrong as a sentence, or with nothing.
class OrgBuilder
{
public:
    /// Begins with the company and the users of the built-in org, without modules.
    explicit OrgBuilder(const Org& builtIn);

    /// Of the modules call, or the lines about modules among others. To be called for all files before the next ones,
    /// because those are named after modules.
    QString addModules(const SavedFile& file);
    /// An answer of the fields call.
    QString addFields(const SavedFile& file);
    /// The lines about fields among others. What a field has been told to be before stays.
    QString addFieldLines(const SavedFile& file);
    /// An answer of the layouts call; its word counts from then on.
    QString addLayouts(const SavedFile& file);

    Org& org() { return m_org; }
    /// Null if there is none; with or without records.
    Module* moduleNamed(const QString& apiName);

private:
    QString addModule(const SavedFile& file, Module module);
    QString addField(const SavedFile& file, Module& module, Field field);
    QString addLayout(const SavedFile& file, Module& module, const QJsonObject& layout);
    QString moduleOf(const SavedFile& file, Module*& module);

    const Org& m_builtIn;
    Org m_org;
};

} // namespace stevedore::sandbox
