// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/conditiontextedit.h"

#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QScrollBar>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ConditionTextEdit::ConditionTextEdit(QWidget* parent)
    : QPlainTextEdit(parent), m_completer(new QCompleter(this)), m_words(new QStringListModel(this))
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::WidgetWidth);
    setPlaceholderText(tr("Lead_Source in (\"Web\", \"Partner\") and Modified_Time >= today-7"));
    setAccessibleName(tr("Conditions as text"));
    setObjectName(u"conditionText"_s);
    m_completer->setWidget(this);
    m_completer->setModel(m_words);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->popup()->setProperty("popup", true);
    m_completer->popup()->setAccessibleName(tr("What may stand here"));
    connect(m_completer, QOverload<const QString&>::of(&QCompleter::activated), this, &ConditionTextEdit::insert);
    connect(this, &QPlainTextEdit::textChanged, this, &ConditionTextEdit::textTyped);
}

void ConditionTextEdit::setCondition(const Condition& condition)
{
    if (!m_error && m_condition == condition)
        return;
    m_condition = condition;
    m_error.reset();
    m_writing = true;
    // Unlike setPlainText() this can be undone.
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(condition.isEmpty() ? QString() : conditionText(condition));
    m_writing = false;
    mark();
}

void ConditionTextEdit::textTyped()
{
    if (m_writing)
        return;
    const auto condition = conditionFromText(toPlainText());
    m_error = condition ? std::nullopt : std::optional(condition.error());
    mark();
    if (condition) {
        m_condition = *condition;
        Q_EMIT conditionTyped(m_condition);
    }
    Q_EMIT edited();
}

void ConditionTextEdit::mark()
{
    QList<QTextEdit::ExtraSelection> marks;
    if (m_error) {
        const Tone& tone = coloursOf(palette()).refused;
        QTextEdit::ExtraSelection place;
        place.format.setBackground(tone.soft);
        place.format.setUnderlineColor(tone.solid);
        place.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        place.cursor = QTextCursor(document());
        // At the end of the text there is nothing to mark: the last character stands for what is missing.
        const int end = document()->characterCount() - 1;
        const int at = std::clamp(int(m_error->at), 0, std::max(end - 1, 0));
        place.cursor.setPosition(at);
        place.cursor.setPosition(std::clamp(at + std::max(int(m_error->length), 1), at, end), QTextCursor::KeepAnchor);
        marks.append(place);
    }
    setExtraSelections(marks);
    setRole(this, "wrong", m_error ? u"true"_s : QString());
    setAccessibleDescription(m_error ? m_error->sentence : QString());
}

void ConditionTextEdit::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_error)
        mark();
}

void ConditionTextEdit::keyPressEvent(QKeyEvent* event)
{
    const bool isOpen = m_completer->popup()->isVisible();
    const int key = event->key();
    if (isOpen && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab)) {
        // The first word is taken without going down to it.
        const QModelIndex chosen = m_completer->popup()->currentIndex();
        m_completer->popup()->hide();
        insert((chosen.isValid() ? chosen : m_words->index(0)).data().toString());
        return;
    }
    if (isOpen && key == Qt::Key_Escape) {
        m_completer->popup()->hide();
        return;
    }
    const bool isAsked = key == Qt::Key_Space && event->modifiers().testFlag(Qt::ControlModifier);
    if (!isAsked)
        QPlainTextEdit::keyPressEvent(event);
    const bool isTyped = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (isAsked || isTyped || (isOpen && key == Qt::Key_Backspace))
        complete(isAsked);
    else if (isOpen)
        m_completer->popup()->hide();
}

bool ConditionTextEdit::focusNextPrevChild(bool next)
{
    return !m_completer->popup()->isVisible() && QPlainTextEdit::focusNextPrevChild(next);
}

void ConditionTextEdit::complete(bool asked)
{
    const QString text = toPlainText();
    const int cursor = textCursor().position();
    const Completions offered = completionsAt(text, cursor, m_meta);
    const QString typed = text.mid(offered.from, cursor - offered.from);
    const bool isDone = offered.words.contains(typed, Qt::CaseInsensitive);
    if (offered.words.isEmpty() || (!asked && (typed.trimmed().isEmpty() || isDone))) {
        m_completer->popup()->hide();
        return;
    }
    m_from = offered.from;
    m_words->setStringList(offered.words);
    QTextCursor start = textCursor();
    start.setPosition(int(m_from));
    QRect area = cursorRect(start);
    area.translate(viewport()->pos());
    area.setWidth(m_completer->popup()->sizeHintForColumn(0) + m_completer->popup()->verticalScrollBar()->width() + 24);
    m_completer->complete(area);
    m_completer->popup()->setCurrentIndex({});
}

void ConditionTextEdit::insert(const QString& word)
{
    QTextCursor cursor = textCursor();
    const int end = cursor.position();
    cursor.setPosition(int(std::min<qsizetype>(m_from, end)));
    cursor.setPosition(end, QTextCursor::KeepAnchor);
    cursor.insertText(word);
    setTextCursor(cursor);
}

} // namespace stevedore::ui
