// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/rawhttp.h"

#include <QRegularExpression>
#include <QUrlQuery>

namespace stevedore::test {

/// Plays the browser and the person at the local CRM's authorize page; gives back where it sends the browser to. Empty
/// if the page shows no question.
inline QUrl decideAt(const QUrl& authorizePage, const QString& decision = QStringLiteral("allow"))
{
    const QString page = QString::fromUtf8(browse(authorizePage));
    static const QRegularExpression ticket(QStringLiteral("name=\"ticket\" value=\"(\\w+)\""));
    static const QRegularExpression user(QStringLiteral("<option value=\"(\\d+)\""));
    const QByteArray body = "ticket=" + ticket.match(page).captured(1).toLatin1() + "&decision=" + decision.toLatin1() +
                            "&user=" + user.match(page).captured(1).toLatin1();
    const QByteArray answer =
        sendRaw(quint16(authorizePage.port()),
                "POST /oauth/v2/auth/decision HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: "
                "application/x-www-form-urlencoded\r\nContent-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body);
    static const QRegularExpression location(QStringLiteral("\r\nLocation: (\\S+)"),
                                             QRegularExpression::CaseInsensitiveOption);
    return QUrl(location.match(QString::fromUtf8(answer)).captured(1), QUrl::StrictMode);
}

} // namespace stevedore::test
