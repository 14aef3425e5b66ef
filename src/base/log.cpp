// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/log.h"

#include <QRegularExpression>

namespace stevedore {

Q_LOGGING_CATEGORY(logHttp, "stevedore.http", QtWarningMsg)
Q_LOGGING_CATEGORY(logTransfer, "stevedore.transfer", QtWarningMsg)
Q_LOGGING_CATEGORY(logJournal, "stevedore.journal", QtWarningMsg)

QString redacted(const QString& text)
{
    // Zoho's tokens and codes have the form 1000.<hex>.<hex>; the rest goes by the name in front of the value.
    static const QRegularExpression tokens(QStringLiteral(R"(1000\.[0-9A-Za-z_.-]{6,})"));
    static const QRegularExpression named(
        QStringLiteral(
            R"re(((?:access_token|refresh_token|client_secret|code_verifier|code|password|Zoho-oauthtoken|Bearer)["']?\s*[:= ]\s*["']?)[^\s"'&,}]+)re"),
        QRegularExpression::CaseInsensitiveOption);
    // A half of a surrogate pair would make the expressions match nothing at all.
    QString out = QString::fromUtf8(text.toUtf8());
    out.replace(tokens, QStringLiteral("[redacted]"));
    out.replace(named, QStringLiteral("\\1[redacted]"));
    return out;
}

namespace {

QtMessageHandler behind = nullptr;

void handOnRedacted(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    behind(type, context, redacted(message));
}

} // namespace

void redactMessages()
{
    // Asked for twice, it must not hand on to itself.
    if (const QtMessageHandler before = qInstallMessageHandler(handOnRedacted); before != handOnRedacted)
        behind = before;
}

} // namespace stevedore
