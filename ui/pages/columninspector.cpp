// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/columninspector.h"

#include "base/text.h"
#include "mapping/automatch.h"
#include "mapping/rowcheck.h"
#include "mapping/targets.h"
#include "models/valuemapmodel.h"
#include "pages/composedform.h"
#include "pages/conversionform.h"
#include "widgets/choicedelegate.h"
#include "widgets/flowlayout.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int mostValuesInSight = 12;

/// Day and month exchanged: "dd/MM/yyyy" to "MM/dd/yyyy" and back.
QString exchanged(const QString& pattern)
{
    QString other = pattern;
    return other.replace(u"dd"_s, u"\x01"_s).replace(u"MM"_s, u"dd"_s).replace(u"\x01"_s, u"MM"_s);
}

/// A date of the column that reads differently both ways; without one the first.
QString tellingDate(const ColumnProfile& profile, const QString& pattern)
{
    QStringList dates = profile.samples;
    for (const ColumnProfile::Value& value : profile.frequent)
        dates.append(value.value);
    for (const QString& date : std::as_const(dates)) {
        const QDate other = QDate::fromString(date, exchanged(pattern));
        if (other.isValid() && other != QDate::fromString(date, pattern))
            return date;
    }
    return dates.value(0);
}

} // namespace

ColumnInspector::ColumnInspector(QWidget* parent)
    : QWidget(parent), m_pane(new Pane(tr("Column"))), m_about(plainLabel({}, "dim")), m_question(new Strip),
      m_composed(new ComposedForm), m_conversion(new ConversionForm), m_before(plainLabel({}, "")),
      m_after(plainLabel({}, "")), m_samples(new QWidget), m_valuesBox(new QWidget), m_values(new Grid),
      m_valueModel(new ValueMapModel(this)), m_open(plainLabel({}, "dim")),
      m_nearest(linkButton(tr("Use nearest spellings")))
{
    // There is more to set than a small window has room for.
    auto* inside = new QWidget;
    auto* all = new QVBoxLayout(inside);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    makeContent(all);
    makeValues(all);
    m_conversion->layout()->setContentsMargins(space::inner, space::between, space::inner, space::inner);
    all->addWidget(m_conversion);
    all->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    m_pane->body()->addWidget(scroll, 1);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pane);
    connect(m_conversion, &ConversionForm::edited, this, &ColumnInspector::takeConversion);
    connect(m_composed, &ComposedForm::edited, this, [this](const QString& text) {
        m_column.header = text;
        Q_EMIT columnEdited(m_column);
    });
    connect(m_nearest, &QPushButton::clicked, this, &ColumnInspector::useNearestForAll);
    connect(m_valueModel, &ValueMapModel::targetChosen, this, [this](const QString& inFile, const QString& inCrm) {
        m_column.conversion.values.insert(inFile, inCrm);
        Q_EMIT columnEdited(m_column);
    });
}

void ColumnInspector::makeContent(QBoxLayout* all)
{
    auto* texts = new QVBoxLayout;
    texts->setContentsMargins(space::inner, space::inner, space::inner, 0);
    texts->setSpacing(space::between);
    all->addLayout(texts);
    m_about->setWordWrap(true);
    texts->addWidget(m_about);
    texts->addWidget(m_question);
    texts->addWidget(m_composed);
    makeSamples(texts);
}

void ColumnInspector::makeSamples(QBoxLayout* lines)
{
    auto* table = new QHBoxLayout(m_samples);
    table->setContentsMargins(0, 0, 0, space::tight);
    table->setSpacing(space::inner);
    for (QLabel* label : {m_before, m_after}) {
        label->setAlignment(Qt::AlignTop);
        label->setMinimumWidth(40);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        table->addWidget(label, 1);
    }
    setRole(m_before, "role", u"dim"_s);
    m_samples->setAccessibleName(tr("Before and after on samples"));
    lines->addWidget(m_samples);
}

void ColumnInspector::makeValues(QBoxLayout* all)
{
    auto* values = new QVBoxLayout(m_valuesBox);
    values->setContentsMargins(0, 0, 0, 0);
    values->setSpacing(0);
    m_values->setModel(m_valueModel);
    m_values->setItemDelegate(new ChoiceDelegate(m_values));
    m_values->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_values->setObjectName(u"valueMap"_s);
    m_values->setAccessibleName(tr("Values of the column and their counterparts in the CRM"));
    values->addWidget(m_values, 1);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(space::inner, space::between, space::inner, space::inner);
    m_open->setWordWrap(true);
    below->addWidget(m_open);
    below->addWidget(m_nearest, 0, Qt::AlignLeft);
    values->addLayout(below);
    values->addStretch(0);
    m_nearest->setObjectName(u"nearestSpelling"_s);
    all->addWidget(m_valuesBox);
}

void ColumnInspector::say(const QString& sentence)
{
    m_about->setVisible(!sentence.isEmpty());
    m_about->setText(sentence);
}

void ColumnInspector::setAdding()
{
    m_pane->setTitle(tr("A field without a column"));
    say(tr("Choose a field in this line to give it the same value in every row, such as a batch tag, or a text made of "
           "several columns, such as first and last name."));
    m_question->say({}, {});
    for (QWidget* widget : std::initializer_list<QWidget*>{m_composed, m_samples, m_conversion, m_valuesBox})
        widget->hide();
}

void ColumnInspector::setColumn(const ColumnMapping& column, const InspectedColumn& about)
{
    m_column = column;
    m_field = about.field ? std::optional(*about.field) : std::nullopt;
    m_profile = about.profile ? std::optional(*about.profile) : std::nullopt;
    const bool known = about.field != nullptr;
    const QString name = about.composed ? tr("Text") : column.header;
    m_pane->setTitle(known ? name + u" → "_s + about.field->label : name);
    say(known ? QString() : tr("This column is left out. Choose a field in its line to send it."));
    m_question->say({}, {});
    m_composed->setVisible(about.composed);
    m_composed->setText(column.header, about.headers, about.fileName);
    m_conversion->setVisible(known);
    m_samples->hide();
    m_valuesBox->hide();
    if (!known)
        return;
    m_conversion->setColumn(column, *about.field, about.parentKeys, about.crmZone, about.composed);
    fillSamples(about.samples, about.composed);
    fillDateQuestion(about.dateConfirmed);
    fillValues();
    askForRoom(m_before);
    askForRoom(m_open);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_composed, m_question, m_conversion, m_valuesBox})
        widget->setEnabled(!about.locked);
}

void ColumnInspector::startText()
{
    m_composed->startEditing();
}

void ColumnInspector::fillSamples(const QStringList& samples, bool composed)
{
    QStringList before;
    QStringList after;
    for (const QString& sample : samples) {
        before.append(shownValue(sample, 40));
        after.append(u"→ "_s + shownValue(convertedValue(sample, m_column, *m_field), 40));
    }
    m_before->setVisible(!composed);
    m_before->setText(before.join(u'\n'));
    m_after->setText(after.join(u'\n'));
    m_samples->setVisible(!before.isEmpty());
}

void ColumnInspector::fillDateQuestion(bool confirmed)
{
    if (!isDateType(m_field->type) || confirmed || !m_profile || !guessDatePattern(*m_profile).ambiguous)
        return;
    const QString pattern = m_column.conversion.datePattern;
    const QString sample = tellingDate(*m_profile, pattern);
    m_question->say(tr("Day first or month first?"),
                    tr("%1 can be read both ways, as every date of this column.").arg(shownValue(sample, 20)));
    for (const QString& reading : {pattern, exchanged(pattern)}) {
        const QDate date = QDate::fromString(sample, reading);
        const QString shown = date.isValid() ? QLocale().toString(date, u"d MMMM yyyy"_s) : reading;
        QPushButton* button = m_question->addButton(shown);
        connect(button, &QPushButton::clicked, this, [this, reading] {
            m_column.conversion.datePattern = reading;
            Q_EMIT dateConfirmed(m_column.column);
            Q_EMIT columnEdited(m_column);
        });
    }
}

void ColumnInspector::fillValues()
{
    const bool listed = !listedValues(*m_field).isEmpty() && m_profile;
    m_valuesBox->setVisible(listed);
    if (!listed)
        return;
    // The list says the same for all values.
    m_samples->hide();
    m_valueModel->setValues(*m_profile, m_column, *m_field);
    for (const int column : {ValueMapModel::InFile, ValueMapModel::InCrm})
        m_values->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_values->setColumnWidth(ValueMapModel::Rows, 64);
    m_values->setFixedHeight(32 + std::min(m_valueModel->rowCount(), mostValuesInSight) * space::row);
    qint64 rows = 0;
    const auto open = openValues(*m_profile, m_column, *m_field);
    for (const auto& value : open)
        rows += value.rows;
    const QString consequence = m_field->type == FieldType::Boolean
                                    ? tr("%1 values are neither yes nor no: %2 rows would be refused.")
                                    : tr("%1 values have no counterpart: %2 rows. The CRM would add them as new "
                                         "picklist values.");
    m_open->setText(open.isEmpty() ? tr("Every value has its counterpart in the CRM.")
                                   : consequence.arg(grouped(open.size()), grouped(rows)));
    m_nearest->setVisible(!open.isEmpty());
}

void ColumnInspector::takeConversion()
{
    const ColumnMapping before = m_column;
    m_column = m_conversion->applied(m_column);
    if (m_column.conversion.datePattern != before.conversion.datePattern)
        Q_EMIT dateConfirmed(m_column.column);
    if (m_column != before)
        Q_EMIT columnEdited(m_column);
}

void ColumnInspector::useNearestForAll()
{
    const QStringList known = listedValues(*m_field);
    for (const ColumnProfile::Value& value : openValues(*m_profile, m_column, *m_field)) {
        const QString nearest = nearestSpelling(value.value, known);
        if (!nearest.isEmpty())
            m_column.conversion.values.insert(value.value, nearest);
    }
    Q_EMIT columnEdited(m_column);
}

} // namespace stevedore::ui
