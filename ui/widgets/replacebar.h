// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/cellreplacer.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;

namespace stevedore::ui {

/// What a search among the rows in sight has come to.
struct CellsFound
{
    bool running = false;
    qint64 cells = 0;
    qint64 rows = 0;
    qint64 number = 0; ///< which of the cells the current one is, from 1; 0 if it is none
    QString sample;    ///< what replacing would make of one of them
    QString failure;
};

/// Finds text in the cells of the rows in sight, replaces it in one of them or in all, and narrows the rows to them.
class ReplaceBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ReplaceBar(QWidget* parent = nullptr);

    void setColumns(const QList<std::pair<int, QString>>& columns);
    /// Where it is looked for, unless another column was chosen by hand; -1: in any.
    void suggestColumn(int column);
    void setFound(const CellsFound& found);
    const CellQuery& query() const { return m_told; }
    bool isOnly() const;
    /// Shows a query that came from elsewhere, and searches.
    void search(const CellQuery& query, bool only);
    /// Ends the narrowing; what is looked for stays.
    void showAll();
    void startTyping();

Q_SIGNALS:
    /// An empty text ends the search.
    void queryChanged(const stevedore::ui::CellQuery& query);
    void onlyChanged(bool only);
    void stepWanted(int direction);
    void replaceOneWanted();
    void replaceAllWanted();
    void left(); ///< Esc

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    CellQuery typed() const;
    void emitQuery();
    QPushButton* makeButton(const QString& text, const QString& name);

    QLineEdit* m_find;
    QLineEdit* m_with;
    QComboBox* m_column;
    QComboBox* m_how;
    QCheckBox* m_case;
    QWidget* m_results; ///< the second line, while something is looked for
    QLabel* m_state;
    QPushButton* m_back;
    QPushButton* m_forth;
    QPushButton* m_one;
    QPushButton* m_all;
    QCheckBox* m_only;
    QLabel* m_sample;
    QTimer* m_typing;
    CellQuery m_told;
    int m_suggested = -1;
};

} // namespace stevedore::ui
