// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/findbar.h"

#include "base/text.h"
#include "widgets/flowlayout.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// Row numbers as people write them: with or without separators.
std::optional<RowNumber> rowFrom(const QString& text)
{
    QString digits;
    for (const QChar c : text) {
        if (c.isDigit())
            digits += QChar(u'0' + c.digitValue());
        else if (c.isLetter())
            return std::nullopt;
    }
    bool ok = false;
    const qint64 row = digits.toLongLong(&ok);
    return ok && row > 0 ? std::optional(RowNumber(row)) : std::nullopt;
}

} // namespace

FindBar::FindBar(QWidget* parent)
    : QWidget(parent), m_text(new QLineEdit), m_how(new QComboBox), m_column(new QComboBox),
      m_case(new QCheckBox(tr("Match case"))), m_back(makeStep(tr("Previous"), u"findPrevious"_s, -1)),
      m_forth(makeStep(tr("Next"), u"findNext"_s, 1)), m_state(plainLabel({}, "dim")), m_progress(new QProgressBar),
      m_results(new QWidget), m_only(new QCheckBox(tr("Only these rows"))), m_row(new QLineEdit),
      m_typing(new QTimer(this))
{
    m_text->setPlaceholderText(tr("Find in all rows"));
    m_text->setAccessibleName(tr("Text to find"));
    m_text->setObjectName(u"findText"_s);
    m_text->setClearButtonEnabled(true);
    m_text->setFixedWidth(144);
    m_how->addItem(tr("in the cell"), int(RowQuery::How::Contains));
    m_how->addItem(tr("as whole cell"), int(RowQuery::How::Whole));
    m_how->addItem(tr("as expression"), int(RowQuery::How::Expression));
    m_how->setAccessibleName(tr("How the text is compared"));
    m_how->setObjectName(u"findHow"_s);
    m_column->setAccessibleName(tr("Column to search"));
    m_column->setObjectName(u"findColumn"_s);
    m_column->setFixedWidth(130);
    m_case->setObjectName(u"findCase"_s);
    m_only->setObjectName(u"onlyFound"_s);
    m_row->setPlaceholderText(tr("Go to row"));
    m_row->setAccessibleName(tr("Go to row"));
    m_row->setObjectName(u"goToRow"_s);
    m_row->setMaximumWidth(96);
    m_state->setObjectName(u"findState"_s);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(60);
    m_progress->setMaximum(1000);
    m_progress->setAccessibleName(tr("How many of the rows have been searched"));
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(space::inner, space::between, space::inner, space::between);
    all->setSpacing(space::between);
    all->addLayout(flowOf({m_text, m_column, m_how, m_case, m_row}));
    m_results->setLayout(flowOf({m_state, m_progress, m_back, m_forth, m_only}));
    all->addWidget(m_results);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{this, m_results})
        widget->setSizePolicy(policy);
    m_text->installEventFilter(this);
    m_row->installEventFilter(this);
    connect(m_text, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &FindBar::emitQuery);
    connect(m_how, &QComboBox::activated, this, &FindBar::emitQuery);
    connect(m_column, &QComboBox::activated, this, &FindBar::emitQuery);
    connect(m_case, &QCheckBox::clicked, this, &FindBar::emitQuery);
    connect(m_only, &QCheckBox::clicked, this, &FindBar::onlyWanted);
    connect(m_row, &QLineEdit::returnPressed, this, &FindBar::goToRow);
    setColumns({});
    setFacts({});
}

QPushButton* FindBar::makeStep(const QString& text, const QString& name, int direction)
{
    auto* button = new QPushButton(text);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, this, [this, direction] { Q_EMIT stepWanted(direction); });
    return button;
}

void FindBar::setColumns(const QStringList& columns)
{
    m_column->clear();
    m_column->addItem(tr("Any column"), -1);
    for (int i = 0; i < int(columns.size()); ++i)
        m_column->addItem(shownValue(columns[i], 40), i);
}

void FindBar::setQuery(const RowQuery& query)
{
    const QSignalBlocker quiet(m_text);
    m_text->setText(query.text);
    m_how->setCurrentIndex(m_how->findData(int(query.how)));
    m_column->setCurrentIndex(std::max(0, m_column->findData(query.column)));
    m_case->setChecked(query.caseSensitive);
    m_typing->stop();
    m_told = query;
}

RowQuery FindBar::query() const
{
    return {m_text->text(), RowQuery::How(m_how->currentData().toInt()), m_case->isChecked(),
            m_column->currentData().toInt()};
}

void FindBar::emitQuery()
{
    m_typing->stop();
    const RowQuery now = query();
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT queryChanged(now);
}

void FindBar::goToRow()
{
    if (const auto row = rowFrom(m_row->text()))
        Q_EMIT rowWanted(*row);
    else
        m_row->selectAll();
}

void FindBar::setFacts(const FindFacts& facts)
{
    for (QWidget* control : std::initializer_list<QWidget*>{m_text, m_how, m_column, m_case})
        control->setEnabled(facts.possible);
    m_text->setToolTip(facts.possible ? QString() : tr("The rows have to be counted first."));
    QString state;
    if (!facts.failure.isEmpty())
        state = facts.failure;
    else if (facts.active && facts.found == 0)
        state = facts.running ? tr("Searching") : tr("No row has it");
    else if (facts.active && facts.number > 0)
        state = tr("%1 of %2 rows").arg(grouped(facts.number), grouped(facts.found));
    else if (facts.active)
        state = tr("%Ln rows", nullptr, numberOf(facts.found));
    if (facts.only && facts.kept < facts.found)
        state += u' ' + tr("(the first %1 are shown)").arg(grouped(facts.kept));
    m_state->setText(state);
    m_results->setVisible(facts.active || !state.isEmpty());
    m_progress->setVisible(facts.running);
    m_progress->setValue(int(facts.share * 1000));
    m_back->setEnabled(facts.found > 0);
    m_forth->setEnabled(facts.found > 0);
    m_only->setEnabled(facts.found > 0 || facts.only);
    m_only->setChecked(facts.only);
    askForRoom(this);
}

void FindBar::startTyping()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void FindBar::startRow()
{
    m_row->setFocus(Qt::ShortcutFocusReason);
    m_row->selectAll();
}

bool FindBar::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(object, event);
    auto* const key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    const bool escape = key->key() == Qt::Key_Escape;
    if (!(escape || (enter && object == m_text && !key->modifiers().testFlag(Qt::ControlModifier))))
        return QWidget::eventFilter(object, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // here Esc ends the search; it does not leave the page
        return true;
    }
    if (escape) {
        m_text->clear();
        emitQuery();
        Q_EMIT left();
    } else if (query() != m_told) {
        emitQuery();
    } else {
        Q_EMIT stepWanted(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    }
    return true;
}

} // namespace stevedore::ui
