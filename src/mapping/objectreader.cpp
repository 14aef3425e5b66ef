// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/objectreader.h"

#include "mapping/words.h"

#include <algorithm>
#include <utility>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

/// No file has more columns than this; a larger number is a slip, and would cost memory.
constexpr int mostColumns = 100'000;

} // namespace

ObjectReader::ObjectReader(QJsonObject object, QString path, QList<MappingFault>& faults, QString owner,
                           MappingFault::Kind kind)
    : m_object(std::move(object)), m_path(std::move(path)), m_owner(std::move(owner)), m_kind(kind), m_faults(&faults)
{
}

ObjectReader ObjectReader::inner(QLatin1String key, MappingFault::Kind kind)
{
    return {object(key), pathOf(key), *m_faults, m_owner, kind};
}

ObjectReader ObjectReader::element(QLatin1String key, qsizetype index, const QJsonValue& value)
{
    const QString path = pathOf(key) + u"[%1]"_s.arg(index);
    if (!value.isObject())
        refusePath(path, MappingWords::tr("has to be an object in braces"));
    return {value.toObject(), path, *m_faults, m_owner, m_kind};
}

void ObjectReader::allow(std::initializer_list<QLatin1String> keys)
{
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        const bool known = std::any_of(keys.begin(), keys.end(), [&](QLatin1String key) { return it.key() == key; });
        if (!known)
            add(MappingFault::Kind::UnknownKey, m_path.isEmpty() ? it.key() : m_path + u'.' + it.key(),
                MappingWords::tr("is not a key of a mapping file"));
    }
}

QString ObjectReader::text(QLatin1String key, const QString& standard)
{
    const QJsonValue value = m_object.value(key);
    if (value.isString())
        return value.toString();
    if (!value.isUndefined())
        refuse(key, MappingWords::tr("has to be a text in quotes"));
    else if (standard.isNull())
        refuse(key, MappingWords::tr("is missing"));
    return standard;
}

bool ObjectReader::boolean(QLatin1String key, bool standard)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isUndefined() && !value.isBool())
        refuse(key, MappingWords::tr("has to be true or false"));
    return value.toBool(standard);
}

int ObjectReader::number(QLatin1String key, int standard)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined())
        return standard;
    const int number = value.toInt(-1);
    if (number >= 0 && number <= mostColumns)
        return number;
    refuse(key, MappingWords::tr("has to be a whole number from 0 on"));
    return standard;
}

QJsonObject ObjectReader::object(QLatin1String key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isUndefined() && !value.isObject())
        refuse(key, MappingWords::tr("has to be an object in braces"));
    return value.toObject();
}

QJsonArray ObjectReader::array(QLatin1String key, bool needed)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isUndefined() && !value.isArray())
        refuse(key, MappingWords::tr("has to be a list in brackets"));
    else if (value.isUndefined() && needed)
        refuse(key, MappingWords::tr("is missing"));
    return value.toArray();
}

QString ObjectReader::pathOf(QLatin1String key) const
{
    return m_path.isEmpty() ? QString(key) : m_path + u'.' + key;
}

void ObjectReader::refuse(QLatin1String key, const QString& what)
{
    add(key == "version"_L1 ? MappingFault::Kind::Version : m_kind, pathOf(key), what);
}

void ObjectReader::refusePath(const QString& path, const QString& what)
{
    add(m_kind, path, what);
}

void ObjectReader::add(MappingFault::Kind kind, const QString& path, const QString& what)
{
    m_faults->append({kind, path, what, m_owner});
}

} // namespace stevedore
