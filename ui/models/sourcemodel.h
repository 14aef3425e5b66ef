// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "models/rowpages.h"

#include <QAbstractTableModel>

#include <functional>

namespace stevedore::ui {

/// The value that the user laid over a cell, or nullptr.
using Overlay = std::function<const QString*(RowNumber row, int column)>;

/// All rows of a source as a table, whatever its size. Never touches the disk in data(): what is not there yet reads
/// "…".
class SourceModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// A table view counts pixels in 31 bits; of a longer file the rows beyond this one are not shown in the grid.
    static constexpr qint64 mostRows = 70'000'000;

    explicit SourceModel(QObject* parent = nullptr);

    void setFile(const std::shared_ptr<const CsvFile>& file);
    /// Shows the rows that the index knows by now.
    void grow();
    void setProfiles(const std::vector<ColumnProfile>& profiles);
    void setOverlay(const Overlay& overlay);
    void overlayChanged();
    /// The model's row for a row of the source; -1 if it is not shown.
    int indexOf(RowNumber row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Some rows can be shown now that could not before.
    void loaded();

private:
    QString text(const QModelIndex& index, bool* loading) const;

    mutable RowPages m_pages;
    std::shared_ptr<const CsvFile> m_file;
    std::vector<ColumnProfile> m_profiles;
    Overlay m_overlay;
    int m_rows = 0;
};

} // namespace stevedore::ui
