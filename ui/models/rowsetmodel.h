// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "models/sourcemodel.h"

namespace stevedore::ui {

/// A list of rows of the source as a table, with columns of our own among those of the file: the state of the row, and
/// what a cell would become. Cells of the file may be edited; the owner stores the value.
class RowSetModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum class Kind { Cell, State, After };
    struct Column
    {
        Kind kind = Kind::Cell;
        int source = 0; ///< for cells and for "after": the column of the file
        QString title;
        bool operator==(const Column&) const = default;
    };
    /// What stands in the state column, and which columns of the file are at fault.
    struct Note
    {
        QString state;
        Meaning meaning = Meaning::None;
        QList<int> faults;
        QString why; ///< for the accessible text and the tool tip of a cell at fault
    };
    using NoteOf = std::function<Note(qint64 index)>;
    using AfterOf = std::function<QString(const QString& value)>;

    explicit RowSetModel(QObject* parent = nullptr);

    void setFile(const std::shared_ptr<const CsvFile>& file);
    /// In any order, each once.
    void setRows(std::vector<RowNumber> rows, const QList<Column>& columns, const NoteOf& noteOf);
    void setAfter(const QString& title, const AfterOf& after);
    void setOverlay(const Overlay& overlay) { m_overlay = overlay; }
    void setEditable(bool editable) { m_editable = editable; }
    bool isEditable() const { return m_editable; }
    /// Marks the head of a column by which the rows are sorted; -1: of none.
    void setSorted(int column, bool descending);
    /// Values or notes may be others now; the rows are the same.
    void refresh();

    const QList<Column>& columns() const { return m_columns; }
    RowNumber rowNumber(int row) const { return (*m_rows)[std::size_t(row)]; }
    const std::shared_ptr<const CsvFile>& file() const { return m_file; }
    /// nullptr if the cell shows the file.
    const QString* fixAt(RowNumber row, int source) const { return m_overlay ? m_overlay(row, source) : nullptr; }
    /// What stands in a column of the file in the model's row; nothing while it is being read.
    std::optional<QString> valueAt(int row, int source) const;
    /// The model's row that shows `row`, or -1.
    int indexOf(RowNumber row) const;
    /// The model's column that shows a column of the file, or -1.
    int columnOf(int source) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// Some rows can be shown now that could not before.
    void loaded();
    void edited(stevedore::RowNumber row, int sourceColumn, const QString& value);
    void failed(const QString& sentence);

private:
    QString shownText(const QModelIndex& index, bool* loading) const;
    QVariant mark(const QModelIndex& index) const;
    QString spoken(const QModelIndex& index) const;
    Note note(int row) const { return m_noteOf ? m_noteOf(row) : Note{}; }

    mutable RowPages m_pages;
    std::shared_ptr<const CsvFile> m_file;
    std::shared_ptr<const std::vector<RowNumber>> m_rows = std::make_shared<std::vector<RowNumber>>();
    QList<Column> m_columns;
    NoteOf m_noteOf;
    AfterOf m_afterOf;
    Overlay m_overlay;
    bool m_editable = false;
    int m_sorted = -1;
    bool m_descending = false;
    bool m_ascending = true; ///< the rows stand in the order of the file
};

} // namespace stevedore::ui
