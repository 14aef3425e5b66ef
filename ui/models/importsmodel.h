// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/snapshot.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// An import in one line: its name, and the state in a word or a figure.
struct RailImport
{
    ImportId id;
    QString name;
    QString note;
    Meaning meaning = Meaning::None;
    bool operator==(const RailImport&) const = default;
};

/// What an import is called, in the rail and on the first page.
RailImport railImport(const ImportSnapshot& import);

/// The imports, newest first, for the first page.
class ImportsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setImports(const QList<ImportSnapshot>& imports);
    ImportId idAt(int row) const { return m_imports.at(row).record.id; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString detail(const ImportSnapshot& import) const;

    QList<ImportSnapshot> m_imports;
};

} // namespace stevedore::ui
