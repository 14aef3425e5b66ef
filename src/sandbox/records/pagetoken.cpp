// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/pagetoken.h"

#include "sandbox/org/org.h"

#include <QCryptographicHash>
#include <QtEndian>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype placeBytes = 16; // offset and expiry
constexpr qsizetype sealBytes = 16;

ApiError mismatch()
{
    return {400,
            u"TOKEN_BOUND_DATA_MISMATCH"_s,
            u"The page_token given seems to be invalid or input param is added or altered or deleted"_s,
            {{u"param_name"_s, u"page_token"_s}}};
}

} // namespace

PageTokens::PageTokens(const Request& request)
{
    // Whoever asks, the module, and all parameters but those that move through the list.
    m_bound = QByteArray::number(request.caller.user->id) + request.path().toUtf8();
    QStringList names = request.parameters.keys();
    names.sort();
    for (const QString& name : names)
        if (name != u"page"_s && name != u"page_token"_s)
            m_bound += '\0' + name.toUtf8() + '=' + request.parameters[name].toUtf8();
}

QByteArray PageTokens::seal(const QByteArray& place) const
{
    return QCryptographicHash::hash(place + m_bound, QCryptographicHash::Sha256).left(sealBytes);
}

QString PageTokens::token(qint64 offset, qint64 expiry) const
{
    QByteArray place(placeBytes, Qt::Uninitialized);
    qToBigEndian(offset, place.data());
    qToBigEndian(expiry, place.data() + sizeof offset);
    return QString::fromLatin1((place + seal(place)).toHex());
}

ApiResult<qint64> PageTokens::offset(const QString& token, qint64 now) const
{
    const QByteArray bytes = QByteArray::fromHex(token.toLatin1());
    if (bytes.size() != placeBytes + sealBytes)
        return tl::unexpected(mismatch());
    const QByteArray place = bytes.left(placeBytes);
    if (bytes.mid(placeBytes) != seal(place))
        return tl::unexpected(mismatch());
    const auto offset = qFromBigEndian<qint64>(place.constData());
    if (qFromBigEndian<qint64>(place.constData() + sizeof offset) <= now)
        return refuse(u"EXPIRED_VALUE"_s, u"Page token expired"_s,
                      {{u"api_name"_s, u"page_token"_s}, {u"json_path"_s, u"$.query.page_token"_s}});
    if (offset >= mostRecords)
        return refuse(u"PAGINATION_LIMIT_EXCEEDED"_s, u"You can only get upto 100000 records using page_token param"_s,
                      {{u"param_name"_s, u"page_token"_s}});
    return offset;
}

} // namespace stevedore::sandbox
