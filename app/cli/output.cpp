// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/output.h"

#include "cli/terminal.h"

#include <QJsonDocument>

#include <cstdio>

namespace stevedore::cli {

namespace {

void write(std::FILE* stream, const QByteArray& bytes)
{
    // A closed pipe behind us is the reader's wish; there is nobody left to tell.
    (void)std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    (void)std::fflush(stream);
}

} // namespace

void Output::event(const QString& name, QJsonObject object) const
{
    if (!m_json)
        return;
    object.insert(QStringLiteral("event"), name);
    write(stdout, QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
}

void Output::line(const QString& text) const
{
    if (!m_json)
        write(stdout, printable(text).toUtf8() + '\n');
}

void Output::remark(const QString& text) const
{
    if (!m_quiet)
        write(stderr, printable(text).toUtf8() + '\n');
}

void Output::failure(const Failure& failure) const
{
    event(QStringLiteral("failure"), {{QStringLiteral("kind"), wordFor(failure.kind)},
                                      {QStringLiteral("message"), failure.sentence},
                                      {QStringLiteral("code"), failure.code}});
    write(stderr, printable(failure.sentence).toUtf8() + '\n');
}

} // namespace stevedore::cli
