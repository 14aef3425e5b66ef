// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/secrets.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QRandomGenerator>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QString randomHex(int bytes)
{
    QByteArray random;
    while (random.size() < bytes) {
        const quint32 word = QRandomGenerator::system()->generate();
        random.append(reinterpret_cast<const char*>(&word), sizeof word);
    }
    return QString::fromLatin1(random.first(bytes).toHex());
}

QString randomToken()
{
    return u"1000."_s + randomHex(16) + u'.' + randomHex(16);
}

bool sameSecret(const QString& left, const QString& right)
{
    // Digests have one length, whatever was sent.
    const QByteArray one = QCryptographicHash::hash(left.toUtf8(), QCryptographicHash::Sha256);
    const QByteArray other = QCryptographicHash::hash(right.toUtf8(), QCryptographicHash::Sha256);
    int different = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        different |= one[i] ^ other[i];
    return different == 0;
}

} // namespace stevedore::sandbox
