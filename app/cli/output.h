// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"

#include <QJsonObject>
#include <QString>

namespace stevedore::cli {

/// Where words go. With --json, standard output holds one JSON object a line and nothing else; people's text goes to
/// standard error. Without it, results go to standard output as text and progress to standard error.
class Output
{
public:
    Output(bool json, bool quiet) : m_json(json), m_quiet(quiet) {}

    bool isJson() const { return m_json; }
    bool isQuiet() const { return m_quiet; }

    /// {"event": name, ...}; nothing without --json.
    void event(const QString& name, QJsonObject object) const;
    /// A line of the result, for people; nothing with --json.
    void line(const QString& text) const;
    /// A remark for people, on standard error; nothing with --quiet.
    void remark(const QString& text) const;
    /// Always, on standard error; as an event as well.
    void failure(const Failure& failure) const;

private:
    bool m_json;
    bool m_quiet;
};

} // namespace stevedore::cli
