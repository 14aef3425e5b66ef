// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/dayedit.h"

#include "crm/condition/relativetime.h"
#include "widgets/theme.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct Choice
{
    QString name;
    QString text;
};

QList<Choice> relativeChoices()
{
    return {{DayEdit::tr("Today"), u"today"_s},
            {DayEdit::tr("Yesterday"), u"today-1"_s},
            {DayEdit::tr("7 days ago"), u"today-7"_s},
            {DayEdit::tr("30 days ago"), u"today-30"_s},
            {DayEdit::tr("Monday of this week"), u"week"_s},
            {DayEdit::tr("First day of this month"), u"month"_s},
            {DayEdit::tr("First day of last month"), u"month-1"_s},
            {DayEdit::tr("First day of this year"), u"year"_s}};
}

QString momentText(const QDateTime& local)
{
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate);
}

} // namespace

DayEdit::DayEdit(bool isMoment, QWidget* parent)
    : QWidget(parent), m_isMoment(isMoment), m_pages(new QStackedWidget),
      m_day(isMoment ? new QDateTimeEdit : new QDateEdit), m_typed(new QLineEdit)
{
    m_day->setCalendarPopup(true);
    m_day->calendarWidget()->setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    m_day->calendarWidget()->setGridVisible(false);
    m_day->setDisplayFormat(isMoment ? u"yyyy-MM-dd HH:mm"_s : u"yyyy-MM-dd"_s);
    m_day->setAccessibleName(isMoment ? tr("Moment") : tr("Day"));
    m_day->setObjectName(u"day"_s);
    m_day->setMinimumWidth(60);
    m_typed->setAccessibleName(tr("Time counted from the export"));
    m_typed->setToolTip(tr("Counted from the moment of the export: today-7, week, month-1, year, now-90."));
    m_typed->setObjectName(u"relativeDay"_s);
    m_typed->setMinimumWidth(60);
    m_pages->addWidget(m_day);
    m_pages->addWidget(m_typed);
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* menu = new QMenu(this);
    addRelative(menu);
    auto* button = new QPushButton;
    button->setMenu(menu);
    button->setProperty("narrow", true);
    button->setFixedWidth(30);
    button->setObjectName(u"relativeChoice"_s);
    button->setAccessibleName(tr("Day from the calendar, or counted from the export"));
    button->setToolTip(button->accessibleName());
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::tight);
    line->addWidget(m_pages, 1);
    line->addWidget(button);
    setFocusProxy(m_day);
    connect(m_day, &QDateTimeEdit::dateTimeChanged, this, &DayEdit::takeDay);
    connect(m_typed, &QLineEdit::textEdited, this, &DayEdit::changed);
}

void DayEdit::addRelative(QMenu* menu)
{
    connect(menu->addAction(tr("A day of the calendar")), &QAction::triggered, this, [this] {
        m_pages->setCurrentWidget(m_day);
        setFocusProxy(m_day);
        m_day->setFocus();
        Q_EMIT changed();
    });
    menu->addSeparator();
    for (const Choice& choice : relativeChoices()) {
        connect(menu->addAction(choice.name), &QAction::triggered, this, [this, text = choice.text] {
            setOperand({text, true});
            m_typed->setFocus();
            Q_EMIT changed();
        });
    }
}

void DayEdit::takeDay()
{
    m_text = m_isMoment ? momentText(m_day->dateTime()) : m_day->date().toString(Qt::ISODate);
    Q_EMIT changed();
}

void DayEdit::setOperand(const Operand& operand)
{
    const QSignalBlocker quiet(m_day);
    const QString text = operand.text.isEmpty() ? QDate::currentDate().toString(Qt::ISODate) : operand.text;
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODate).toLocalTime();
    const bool isDay = !operand.relative && moment.isValid();
    if (isDay) {
        m_text = text;
        m_day->setDateTime(moment);
        if (operand.text.isEmpty())
            m_text = m_isMoment ? momentText(m_day->dateTime()) : m_day->date().toString(Qt::ISODate);
    } else {
        m_text = QDate::currentDate().toString(Qt::ISODate);
        m_day->setDate(QDate::currentDate());
        m_typed->setText(text);
    }
    QWidget* const page = isDay ? static_cast<QWidget*>(m_day) : m_typed;
    m_pages->setCurrentWidget(page);
    setFocusProxy(page);
}

Operand DayEdit::operand() const
{
    if (m_pages->currentWidget() == m_day)
        return {m_text, false};
    const QString text = m_typed->text().trimmed();
    return {text, isRelativeTime(text)};
}

} // namespace stevedore::ui
