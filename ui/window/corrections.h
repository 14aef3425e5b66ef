// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/fixes.h"
#include "models/repair.h"
#include "transfer/engine.h"

#include <QTimer>
#include <QUndoStack>

#include <deque>

namespace stevedore::ui {

/// The corrections of the open import: shown at once, stored by the engine a little at a time, and taken back by an
/// undo stack whose texts are sentences.
class Corrections final : public QObject
{
    Q_OBJECT

public:
    /// `engine` outlives it.
    explicit Corrections(Engine& engine, QObject* parent = nullptr);
    /// Stores what waits.
    ~Corrections() override;

    /// Forgets the former import and takes over what the engine keeps of this one.
    void load(ImportId id);
    void clear();

    const Fixes& fixes() const { return m_fixes; }
    const QString* value(RowNumber row, int column) const { return m_fixes.value(row, column); }
    QUndoStack& undoStack() { return m_undo; }

    /// Each is one step of the undo stack.
    void change(const std::vector<Fix>& cells, const QString& sentence);
    void leaveOut(const std::vector<RowNumber>& rows, const QString& sentence);

    /// Stores what waits, now. Before something is sent. What cannot be stored waits on.
    Result<void> flush();

Q_SIGNALS:
    /// What is shown has changed.
    void changed();
    /// The engine has everything.
    void stored();
    void failed(const QString& sentence);

private:
    friend class CellsCommand;
    friend class LeaveOutCommand;
    struct Write
    {
        std::vector<Fix> set;
        std::vector<Fix> removed;
        std::vector<RowNumber> rows;
        bool leftOut = false;
    };
    void lay(const std::vector<Fix>& set, const std::vector<Fix>& removed);
    void setLeftOut(const std::vector<RowNumber>& rows, bool leftOut);
    void enqueue(Write write);
    Result<void> storeOne();
    void storeSome();

    Engine& m_engine;
    ImportId m_id;
    Fixes m_fixes;
    QUndoStack m_undo;
    std::deque<Write> m_writes;
    QTimer m_timer;
};

} // namespace stevedore::ui
