// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mappingfile.h"

#include <QHash>
#include <QMap>

namespace stevedore {

/// Fits a mapping that was made elsewhere onto a file's columns and a module, and notes what does not fit. For one use.
class MappingFitter
{
public:
    /// All three must outlive it.
    MappingFitter(const Mapping& mapping, const QStringList& columns, const ModuleMeta& meta);
    OpenedMapping fit();

private:
    void fitModule();
    void fitLayout();
    void fitColumns();
    void fitComposed();
    void fitMatchKey();
    void noteAll();
    /// Whether what feeds the field may stay; otherwise it is noted why not.
    bool takeField(const ColumnMapping& column);
    bool isOfItsKind(const ColumnMapping& column, const Field& field) const;
    void note(const QString& sentence) { m_out.notes.append(sentence); }

    const Mapping& m_mapping;
    const QStringList& m_columns;
    const ModuleMeta& m_meta;
    QString m_moduleName;
    bool m_otherModule = false;
    QHash<QString, QString> m_fedBy; ///< field to what feeds it
    QStringList m_missing;           ///< columns that the file does not have
    QStringList m_unknown;           ///< fields that the module does not have
    QStringList m_otherKind;         ///< fields that are of another kind here
    QStringList m_second;            ///< what would feed a field once more
    QStringList m_textsWithout;      ///< texts that name unknown columns
    OpenedMapping m_out;
};

/// "A, B, C and 4 more".
QString firstOf(const QStringList& names);

} // namespace stevedore
