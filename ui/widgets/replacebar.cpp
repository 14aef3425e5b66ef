// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/replacebar.h"

#include "base/text.h"
#include "widgets/findbar.h"
#include "widgets/flowlayout.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QLineEdit* makeEdit(const QString& title, const QString& name)
{
    auto* edit = new QLineEdit;
    edit->setPlaceholderText(title);
    edit->setAccessibleName(title);
    edit->setObjectName(name);
    edit->setClearButtonEnabled(true);
    edit->setFixedWidth(136);
    return edit;
}

} // namespace

ReplaceBar::ReplaceBar(QWidget* parent)
    : QWidget(parent), m_find(makeEdit(tr("Find in these rows"), u"cellFind"_s)),
      m_with(makeEdit(tr("Replace by"), u"cellWith"_s)), m_column(new QComboBox), m_how(new QComboBox),
      m_case(new QCheckBox(tr("Match case"))), m_results(new QWidget), m_state(plainLabel({}, "dim")),
      m_back(makeButton(tr("Previous"), u"cellPrevious"_s)), m_forth(makeButton(tr("Next"), u"cellNext"_s)),
      m_one(makeButton(tr("Replace"), u"cellReplace"_s)), m_all(makeButton({}, u"cellReplaceAll"_s)),
      m_only(new QCheckBox(tr("Only these rows"))), m_sample(plainLabel({}, "dim")), m_typing(new QTimer(this))
{
    m_how->addItem(tr("in the cell"), int(RowQuery::How::Contains));
    m_how->addItem(tr("as whole cell"), int(RowQuery::How::Whole));
    m_how->addItem(tr("as expression"), int(RowQuery::How::Expression));
    m_how->setAccessibleName(tr("How the text is compared"));
    m_how->setObjectName(u"cellHow"_s);
    m_column->setAccessibleName(tr("Column to search"));
    m_column->setObjectName(u"cellColumn"_s);
    m_column->setFixedWidth(130);
    m_case->setObjectName(u"cellCase"_s);
    m_only->setObjectName(u"cellOnly"_s);
    m_state->setObjectName(u"cellState"_s);
    m_sample->setObjectName(u"cellSample"_s);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(space::inner, space::between, space::inner, space::between);
    all->setSpacing(space::between);
    all->addLayout(flowOf({m_find, m_with, m_column, m_how, m_case}));
    m_results->setLayout(flowOf({m_state, m_back, m_forth, m_one, m_all, m_only, m_sample}));
    all->addWidget(m_results);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    for (QWidget* widget : std::initializer_list<QWidget*>{this, m_results})
        widget->setSizePolicy(policy);
    for (QLineEdit* edit : {m_find, m_with}) {
        edit->installEventFilter(this);
        connect(edit, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    }
    connect(m_typing, &QTimer::timeout, this, &ReplaceBar::emitQuery);
    connect(m_how, &QComboBox::activated, this, &ReplaceBar::emitQuery);
    connect(m_column, &QComboBox::activated, this, &ReplaceBar::emitQuery);
    connect(m_case, &QCheckBox::clicked, this, &ReplaceBar::emitQuery);
    connect(m_only, &QCheckBox::clicked, this, &ReplaceBar::onlyChanged);
    connect(m_back, &QPushButton::clicked, this, [this] { Q_EMIT stepWanted(-1); });
    connect(m_forth, &QPushButton::clicked, this, [this] { Q_EMIT stepWanted(1); });
    connect(m_one, &QPushButton::clicked, this, &ReplaceBar::replaceOneWanted);
    connect(m_all, &QPushButton::clicked, this, &ReplaceBar::replaceAllWanted);
    setColumns({});
    setFound({});
}

QPushButton* ReplaceBar::makeButton(const QString& text, const QString& name)
{
    auto* button = new QPushButton(text);
    button->setObjectName(name);
    return button;
}

void ReplaceBar::setColumns(const QList<std::pair<int, QString>>& columns)
{
    m_column->clear();
    m_column->addItem(tr("Any column"), -1);
    for (const auto& [column, name] : columns)
        m_column->addItem(shownValue(name, 40), column);
    m_suggested = -1;
}

void ReplaceBar::suggestColumn(int column)
{
    const int before = std::exchange(m_suggested, column);
    if (m_column->currentData().toInt() != before && m_told.isSearch())
        return;
    m_column->setCurrentIndex(std::max(0, m_column->findData(column)));
    emitQuery();
}

CellQuery ReplaceBar::typed() const
{
    return {{m_find->text(), RowQuery::How(m_how->currentData().toInt()), m_case->isChecked(),
             m_column->currentData().toInt()},
            m_with->text()};
}

void ReplaceBar::emitQuery()
{
    m_typing->stop();
    const CellQuery now = typed();
    if (now == m_told)
        return;
    const bool any = now.isSearch() || m_told.isSearch();
    m_told = now;
    if (!now.isSearch())
        m_only->setChecked(false);
    if (any)
        Q_EMIT queryChanged(now);
}

bool ReplaceBar::isOnly() const
{
    return m_only->isChecked();
}

void ReplaceBar::search(const CellQuery& query, bool only)
{
    {
        const QSignalBlocker quietFind(m_find);
        const QSignalBlocker quietWith(m_with);
        m_find->setText(query.find.text);
        m_with->setText(query.with);
    }
    m_how->setCurrentIndex(m_how->findData(int(query.find.how)));
    m_column->setCurrentIndex(std::max(0, m_column->findData(query.find.column)));
    m_case->setChecked(query.find.caseSensitive);
    m_only->setChecked(only);
    emitQuery();
}

void ReplaceBar::setFound(const CellsFound& found)
{
    const bool searching = m_told.isSearch();
    QString state;
    if (!found.failure.isEmpty())
        state = found.failure;
    else if (found.running)
        state = tr("Searching");
    else if (found.cells == 0)
        state = tr("No cell has it");
    else if (found.number > 0)
        state = tr("%1 of %2 cells").arg(grouped(found.number), grouped(found.cells));
    else if (found.cells == found.rows)
        state = found.cells == 1 ? tr("1 cell") : tr("%1 cells").arg(grouped(found.cells));
    else
        state = tr("%1 cells in %2 rows").arg(grouped(found.cells), grouped(found.rows));
    m_state->setText(state);
    m_results->setVisible(searching);
    const bool any = found.cells > 0 && !found.running;
    for (QPushButton* button : {m_back, m_forth, m_all})
        button->setEnabled(any);
    m_one->setEnabled(any && found.number > 0);
    m_all->setText(any ? tr("Replace all %1").arg(grouped(found.cells)) : tr("Replace all"));
    m_only->setEnabled(any || m_only->isChecked());
    m_sample->setText(found.sample);
    m_sample->setVisible(!found.sample.isEmpty());
    askForRoom(this);
}

void ReplaceBar::showAll()
{
    if (!m_only->isChecked())
        return;
    m_only->setChecked(false);
    Q_EMIT onlyChanged(false);
}

void ReplaceBar::startTyping()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

bool ReplaceBar::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(object, event);
    auto* const key = static_cast<QKeyEvent*>(event);
    const bool control = key->modifiers().testFlag(Qt::ControlModifier);
    const bool enter = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !control;
    const bool escape = key->key() == Qt::Key_Escape;
    if (!enter && !escape)
        return QWidget::eventFilter(object, event);
    if (event->type() == QEvent::ShortcutOverride) {
        event->accept(); // here Esc ends the search; it does not leave the page
        return true;
    }
    if (escape) {
        m_find->clear();
        emitQuery();
        Q_EMIT left();
    } else if (typed() != m_told) {
        emitQuery();
    } else if (object == m_with && m_all->isEnabled()) {
        Q_EMIT replaceAllWanted();
    } else {
        Q_EMIT stepWanted(key->modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    }
    return true;
}

} // namespace stevedore::ui
