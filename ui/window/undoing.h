// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QObject>

#include <memory>

namespace stevedore {
class Engine;
struct UndoPlan;
} // namespace stevedore

namespace stevedore::ui {

class Prompts;

/// Undoes an import: asks the CRM what that would do, says it, and does it once somebody agrees.
class Undoing final : public QObject
{
    Q_OBJECT

public:
    /// `window`: what its questions belong to.
    Undoing(Engine& engine, Prompts& prompts, QWidget* window);

    void begin(ImportId import);

Q_SIGNALS:
    /// While the CRM is asked; with the end of it `text` is empty.
    void looking(const QString& text);
    /// The undo runs, as an import of its own.
    void begun(stevedore::ImportId undo);
    void failed(const QString& sentence);

private:
    void ask(const std::shared_ptr<const UndoPlan>& plan);
    bool wantsChangedToo(const UndoPlan& plan, const QString& things);
    void start(const std::shared_ptr<const UndoPlan>& plan, bool changedToo);

    Engine& m_engine;
    Prompts& m_prompts;
    QWidget* m_window;
    bool m_busy = false;
};

} // namespace stevedore::ui
