// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "models/rowpages.h"
#include "models/windowedmodel.h"

#include <functional>

namespace stevedore::ui {

/// The value that the user laid over a cell, or nullptr.
using Overlay = std::function<const QString*(RowNumber row, int column)>;

/// Takes a value that was typed into a cell.
using CellEdit = std::function<void(RowNumber row, int column, const QString& value)>;

/// The rows of a source as a table, whatever its size: all of them, or those of a list. Never touches the disk in
/// data(): what is not there yet reads "…".
class SourceModel final : public WindowedModel
{
    Q_OBJECT

public:
    explicit SourceModel(QObject* parent = nullptr);

    /// Shows all rows of it.
    void setFile(const std::shared_ptr<const CsvFile>& file);
    const std::shared_ptr<const CsvFile>& file() const { return m_file; }
    /// Shows the rows that the index knows by now.
    void grow();
    /// Shows these rows only, ascending; all of them with nullptr.
    void setList(const RowPages::RowList& list);
    /// The same rows and some more behind them.
    void growList(const RowPages::RowList& list);
    bool hasList() const { return m_list != nullptr; }

    void setProfiles(const std::vector<ColumnProfile>& profiles);
    void setOverlay(const Overlay& overlay);
    const Overlay& overlay() const { return m_overlay; }
    void overlayChanged();
    /// With it, cells whose rows are here can be edited.
    void setEdit(const CellEdit& edit) { m_edit = edit; }

    /// The row of the source in a row of the model.
    RowNumber rowAt(int row) const { return m_pages.number(windowBegin() + row); }
    /// Where a row of the source stands in the whole table; -1 if it is not shown.
    qint64 placeOf(RowNumber row) const;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// Some rows can be shown now that could not before.
    void loaded();

private:
    void pagesLoaded(qint64 first, qint64 last);
    void reset();
    QString text(const QModelIndex& index, bool* loading) const;

    mutable RowPages m_pages;
    std::shared_ptr<const CsvFile> m_file;
    RowPages::RowList m_list;
    std::vector<ColumnProfile> m_profiles;
    Overlay m_overlay;
    CellEdit m_edit;
};

} // namespace stevedore::ui
