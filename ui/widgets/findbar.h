// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/search/rowmatcher.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QTimer;

namespace stevedore::ui {

/// Milliseconds without a key before a search begins.
inline constexpr int typingPause = 250;

/// What a search has come to.
struct FindFacts
{
    bool possible = false; ///< the rows are counted
    bool active = false;   ///< something is looked for
    bool running = false;
    double share = 0;  ///< of the rows looked at, while it runs
    qint64 found = 0;  ///< rows
    qint64 number = 0; ///< which of them the current row is, from 1; 0 if it is none
    bool only = false; ///< nothing but the found rows is shown
    qint64 kept = 0;   ///< of the found rows, how many can be shown
    QString failure;
};

/// Finds rows by what is in their cells, and goes to a row by its number.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget* parent = nullptr);

    void setColumns(const QStringList& columns);
    void setFacts(const FindFacts& facts);
    /// Shows a query that came from elsewhere; nothing is emitted.
    void setQuery(const RowQuery& query);
    /// Ctrl+F and Ctrl+G.
    void startTyping();
    void startRow();

Q_SIGNALS:
    /// An empty text ends the search.
    void queryChanged(const stevedore::RowQuery& query);
    void stepWanted(int direction);
    void onlyWanted(bool only);
    void rowWanted(stevedore::RowNumber row);
    void left(); ///< Esc

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    RowQuery query() const;
    void emitQuery();
    void goToRow();
    QPushButton* makeStep(const QString& text, const QString& name, int direction);

    QLineEdit* m_text;
    QComboBox* m_how;
    QComboBox* m_column;
    QCheckBox* m_case;
    QPushButton* m_back;
    QPushButton* m_forth;
    QLabel* m_state;
    QProgressBar* m_progress;
    QWidget* m_results; ///< the second line, while there is something to tell
    QCheckBox* m_only;
    QLineEdit* m_row;
    QTimer* m_typing;
    RowQuery m_told;
};

} // namespace stevedore::ui
