// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/pkce.h"

#include "base/planted.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace stevedore {

namespace {

constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray randomWord()
{
    std::array<quint32, 8> bits{};
    QRandomGenerator::system()->fillRange(bits.data(), qsizetype(bits.size()));
    return QByteArray::fromRawData(reinterpret_cast<const char*>(bits.data()), sizeof bits).toBase64(urlSafe);
}

QByteArray challengeOf(const QByteArray& verifier)
{
    return QCryptographicHash::hash(verifier, QCryptographicHash::Sha256).toBase64(urlSafe);
}

Pkce Pkce::make()
{
    const QByteArray verifier = STEVEDORE_PLANTED_BUG("constant-verifier") ? QByteArray(43, 'v') : randomWord();
    return {verifier, challengeOf(verifier)};
}

} // namespace stevedore
