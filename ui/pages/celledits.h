// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/fixes.h"

#include <QObject>

#include <vector>

class QModelIndex;

namespace stevedore::ui {

class Grid;
class RowSetModel;

/// Changes of many cells of a grid at once: a value typed while several cells are selected goes into all of them, a
/// spreadsheet's cells are pasted, Delete empties, Ctrl+D repeats the uppermost. Each is one step of the undo stack.
class CellEdits final : public QObject
{
    Q_OBJECT

public:
    /// Both outlive it; the grid shows the model.
    CellEdits(Grid* grid, RowSetModel* model, QObject* parent);

    /// How many cells of the file are selected.
    qint64 selectedCells() const;

public Q_SLOTS:
    void copy();
    void paste();
    void empty();
    void fillDown();

Q_SIGNALS:
    /// `sentence` says what was done.
    void changed(const std::vector<stevedore::Fix>& cells, const QString& sentence);
    /// What was copied, or why something cannot be done.
    void said(const QString& sentence);
    void selectionChanged();

private:
    void edited(RowNumber row, int column, const QString& value);
    void pasteBlock(const QList<QStringList>& block);
    /// All cells of the file that are selected, with this value.
    std::vector<Fix> selectedWith(const QString& value) const;
    template <typename Function>
    void eachSelected(const Function& function) const;

    Grid* m_grid;
    RowSetModel* m_model;
};

} // namespace stevedore::ui
