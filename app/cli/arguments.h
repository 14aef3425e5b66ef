// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QMap>
#include <QStringList>

namespace stevedore::cli {

/// What an option of a command takes.
struct OptionSpec
{
    QString name;        ///< with its dashes: "--module", "-o"
    QString placeholder; ///< empty for a switch
    QString help;
};

/// The words of a command line after the command's name, sorted out.
class Arguments
{
public:
    /// Fails with FailureKind::Usage on an option that is not in `specs`, a missing value, or too many plain words.
    static Result<Arguments> parse(const QStringList& words, const QList<OptionSpec>& specs, qsizetype mostPlain);

    const QStringList& plain() const { return m_plain; }
    bool has(const QString& option) const { return m_values.contains(option); }
    QString value(const QString& option, const QString& otherwise = {}) const
    {
        return m_values.value(option, otherwise);
    }

private:
    QStringList m_plain;
    QMap<QString, QString> m_values;
};

} // namespace stevedore::cli
