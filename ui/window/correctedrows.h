// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/corrected/correctedfile.h"

#include <QObject>

#include <functional>
#include <memory>

namespace stevedore {
class Engine;
}

namespace stevedore::ui {

class ImportSession;
class Prompts;

/// Lets the refused rows of the open import be corrected elsewhere: writes them to a file, reads what comes back on the
/// pool, says what was damaged on the way, and lays the corrections over the cells as one step that can be undone.
class CorrectedRows final : public QObject
{
    Q_OBJECT

public:
    /// `window`: what its questions belong to.
    CorrectedRows(Engine& engine, ImportSession& session, Prompts& prompts, QWidget* window);
    ~CorrectedRows() override;

    void save();
    void choose();
    void take(const QString& path);
    /// Takes the file if it looks like one that save() wrote and there is something to correct; else calls `otherwise`,
    /// at once or later.
    void offer(const QString& path, const std::function<void()>& otherwise);

Q_SIGNALS:
    /// What was taken, and what is to be said of the file as a whole.
    void taken(const QString& fact, const QString& rest);
    void failed(const QString& sentence);

private:
    using Read = Result<CorrectedFile>;
    bool canTake() const;
    RefusedSource source() const;
    void read(const QString& path, bool takeAll);
    void judge(const QString& path, const CorrectedFile& file);
    bool wantsAll(const CorrectedFile& file);
    void apply(const QString& path, const CorrectedFile& file);

    Engine& m_engine;
    ImportSession& m_session;
    Prompts& m_prompts;
    QWidget* m_window;
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
    quint64 m_life = 0; ///< an older question is not answered any more
};

} // namespace stevedore::ui
