// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditiontext.h"

#include <QPlainTextEdit>

class QCompleter;
class QStringListModel;

namespace stevedore::ui {

/// A condition as text, with completion (Ctrl+Space asks for it) and a mark where the text stops being a condition.
class ConditionTextEdit final : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit ConditionTextEdit(QWidget* parent = nullptr);

    /// What the completion offers.
    void setMeta(const ModuleMeta& meta) { m_meta = meta; }
    /// Writes it, unless what stands there means the same already; with empty text there is none.
    void setCondition(const Condition& condition);
    /// Where and why it is no condition; nothing if it is one.
    const std::optional<ConditionTextError>& error() const { return m_error; }

Q_SIGNALS:
    /// Somebody typed, and the text is a condition.
    void conditionTyped(const stevedore::Condition& condition);
    /// Somebody typed; error() is up to date.
    void edited();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    /// Tab takes a word while some are offered.
    bool focusNextPrevChild(bool next) override;
    void changeEvent(QEvent* event) override;

private:
    void textTyped();
    void mark();
    void complete(bool asked);
    void insert(const QString& word);

    ModuleMeta m_meta;
    QCompleter* m_completer;
    QStringListModel* m_words;
    std::optional<ConditionTextError> m_error;
    qsizetype m_from = 0;   ///< what a completion replaces begins here
    bool m_writing = false; ///< the change is our own
    Condition m_condition;  ///< of the text, while there is no error
};

} // namespace stevedore::ui
