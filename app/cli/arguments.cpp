// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "cli/clitext.h"

#include <algorithm>

namespace stevedore::cli {

Result<Arguments> Arguments::parse(const QStringList& words, const QList<OptionSpec>& specs, qsizetype mostPlain)
{
    Arguments out;
    bool onlyPlain = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        if (onlyPlain || !word.startsWith(QLatin1Char('-')) || word == QLatin1String("-")) {
            out.m_plain.append(word);
            continue;
        }
        if (word == QLatin1String("--")) {
            onlyPlain = true;
            continue;
        }
        const qsizetype equals = word.startsWith(QLatin1String("--")) ? word.indexOf(QLatin1Char('=')) : -1;
        const QString name = word.left(equals < 0 ? word.size() : equals);
        const auto spec = std::find_if(specs.begin(), specs.end(), [&](const OptionSpec& s) { return s.name == name; });
        if (spec == specs.end())
            return fail(FailureKind::Usage, CliText::tr("%1 is not an option of this command.").arg(name));
        if (spec->placeholder.isEmpty()) {
            if (equals >= 0)
                return fail(FailureKind::Usage, CliText::tr("%1 takes no value.").arg(name));
            out.m_values.insert(name, QString());
        } else if (equals >= 0) {
            out.m_values.insert(name, word.mid(equals + 1));
        } else if (i + 1 < words.size()) {
            out.m_values.insert(name, words[++i]);
        } else {
            return fail(FailureKind::Usage, CliText::tr("%1 needs a value: %1 %2.").arg(name, spec->placeholder));
        }
    }
    if (out.m_plain.size() > mostPlain)
        return fail(FailureKind::Usage, CliText::tr("\"%1\" is one word too many.").arg(out.m_plain[mostPlain]));
    return out;
}

} // namespace stevedore::cli
