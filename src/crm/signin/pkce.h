// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stevedore {

/// 43 characters of A-Z a-z 0-9 - _ that carry 32 bytes of the system's random source: a state, a verifier.
QByteArray randomWord();

/// Proof that who exchanges a code is who asked for it (RFC 7636). Made anew for each sign-in.
struct Pkce
{
    QByteArray verifier;  ///< secret until the code is exchanged
    QByteArray challenge; ///< the verifier's SHA-256 in base64url without padding: method S256

    static Pkce make();
};

/// The challenge of a verifier.
QByteArray challengeOf(const QByteArray& verifier);

} // namespace stevedore
