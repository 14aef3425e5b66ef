// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace stevedore {

/// What the authorize page sent the browser back with. Either a code or an error.
struct LoopbackAnswer
{
    QString code;
    QString location;       ///< of the user's data centre; may be empty
    QString accountsServer; ///< where the code is to be exchanged; may be empty; not trusted yet
    QString error;          ///< the user or the CRM said no

    bool operator==(const LoopbackAnswer&) const = default;
};

/// What a request at the loopback listener is.
struct LoopbackRequest
{
    enum class Kind {
        Answer,     ///< the one that is waited for
        OtherPath,  ///< 404: browsers ask for an icon by themselves
        OtherVerb,  ///< 405
        NotOurs,    ///< 403: another host name, or not our state: whoever sent it was not sent by us
        Unreadable, ///< 400
    };
    Kind kind = Kind::Unreadable;
    LoopbackAnswer answer;
};

/// Judges the head of a request, up to and without its empty line. `host` is the only Host that is right,
/// "127.0.0.1:53682": a page that reaches us under another name has rebound it. A parameter that comes twice makes the
/// request unreadable.
LoopbackRequest judgeLoopbackRequest(const QByteArray& head, const QByteArray& host, const QByteArray& state);

} // namespace stevedore
