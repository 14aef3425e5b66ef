// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace stevedore {

/// One thing that is wrong with a mapping file.
struct MappingFault
{
    enum class Kind {
        Version,    ///< none that this program reads
        UnknownKey, ///< perhaps of a newer version
        Conversion, ///< what is done to values
        Entry,      ///< anything else
    };
    Kind kind = Kind::Entry;
    QString path;  ///< of the key: "columns[3].convert.date"
    QString what;  ///< translated, follows the path: "has to be ..."
    QString owner; ///< the column or field that the key belongs to; empty at the top
    bool operator==(const MappingFault&) const = default;
};

/// Reads one object of a mapping file. What is wrong goes to the list of faults, and the caller gets what stands for a
/// key that is not there.
class ObjectReader
{
public:
    /// `faults` must outlive it.
    ObjectReader(QJsonObject object, QString path, QList<MappingFault>& faults, QString owner = {},
                 MappingFault::Kind kind = MappingFault::Kind::Entry);

    /// The object at `key`, empty if there is none.
    ObjectReader inner(QLatin1String key, MappingFault::Kind kind);
    /// An object in a list: the `index`-th of `key`.
    ObjectReader element(QLatin1String key, qsizetype index, const QJsonValue& value);
    void setOwner(const QString& owner) { m_owner = owner; }

    /// Other keys are faults.
    void allow(std::initializer_list<QLatin1String> keys);
    bool has(QLatin1String key) const { return m_object.contains(key); }
    bool isText(QLatin1String key) const { return m_object.value(key).isString(); }
    bool isObject(QLatin1String key) const { return m_object.value(key).isObject(); }
    /// The string at `key`; without it `standard`, and a fault if that is null.
    QString text(QLatin1String key, const QString& standard);
    bool boolean(QLatin1String key, bool standard);
    int number(QLatin1String key, int standard);
    QJsonObject object(QLatin1String key);
    /// Without the key it is empty, and a fault if it is `needed`.
    QJsonArray array(QLatin1String key, bool needed);

    QString pathOf(QLatin1String key) const;
    void refuse(QLatin1String key, const QString& what);
    void refusePath(const QString& path, const QString& what);

private:
    void add(MappingFault::Kind kind, const QString& path, const QString& what);

    QJsonObject m_object;
    QString m_path;
    QString m_owner;
    MappingFault::Kind m_kind;
    QList<MappingFault>* m_faults;
};

} // namespace stevedore
