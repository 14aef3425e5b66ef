// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/columninspector.h"

#include "base/text.h"
#include "mapping/automatch.h"
#include "mapping/rowcheck.h"
#include "models/valuemapmodel.h"
#include "widgets/choicedelegate.h"
#include "widgets/flowlayout.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int mostValuesInSight = 12;

QWidget* labelled(const QString& text, QWidget* control)
{
    auto* box = new QWidget;
    auto* line = new QVBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(space::tight);
    QLabel* label = plainLabel(text, "dim");
    label->setBuddy(control);
    control->setAccessibleName(text);
    line->addWidget(label);
    line->addWidget(control);
    return box;
}

bool isNumber(FieldType type)
{
    return type == FieldType::Decimal || type == FieldType::Currency || type == FieldType::Percent ||
           type == FieldType::Integer || type == FieldType::BigInt;
}

bool isDate(FieldType type)
{
    return type == FieldType::Date || type == FieldType::DateTime;
}

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
      m_trim(new QCheckBox(tr("Cut blanks at both ends"))),
      m_phone(new QCheckBox(tr("Digits and a leading plus only"))), m_case(new QComboBox), m_separator(new QComboBox),
      m_find(new QLineEdit), m_with(new QLineEdit), m_ifEmpty(new QLineEdit), m_pattern(new QComboBox),
      m_decimal(new QComboBox), m_findBy(new QComboBox), m_before(plainLabel({}, "")), m_after(plainLabel({}, "")),
      m_samples(new QWidget), m_valuesBox(new QWidget), m_values(new Grid), m_valueModel(new ValueMapModel(this)),
      m_open(plainLabel({}, "dim")), m_nearest(linkButton(tr("Use the nearest spelling for all")))
{
    m_conversion = makeConversion();
    // There is more to set than a small window has room for.
    auto* inside = new QWidget;
    auto* all = new QVBoxLayout(inside);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto* texts = new QVBoxLayout;
    texts->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    texts->setSpacing(space::between);
    all->addLayout(texts);
    m_about->setWordWrap(true);
    texts->addWidget(m_about);
    texts->addWidget(m_question);
    texts->addWidget(m_conversion);
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
    connect(m_nearest, &QPushButton::clicked, this, &ColumnInspector::useNearestForAll);
    connect(m_valueModel, &ValueMapModel::targetChosen, this, [this](const QString& value, const QString& target) {
        m_column.conversion.values.insert(value, target);
        Q_EMIT columnEdited(m_column);
    });
}

QWidget* ColumnInspector::makeConversion()
{
    auto* box = new QWidget;
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::between);
    m_patternBox = labelled(tr("Dates are written"), m_pattern);
    m_decimalBox = labelled(tr("Decimal sign"), m_decimal);
    m_findByBox = labelled(tr("Find the record by"), m_findBy);
    m_decimal->addItem(tr("Point (1,234.56)"), u"."_s);
    m_decimal->addItem(tr("Comma (1.234,56)"), u","_s);
    m_pattern->setObjectName(u"datePattern"_s);
    m_caseBox = labelled(tr("Letters"), m_case);
    for (const TextCase textCase : {TextCase::AsItStands, TextCase::Lower, TextCase::Upper, TextCase::Words})
        m_case->addItem(caseName(textCase), int(textCase));
    m_separatorBox = labelled(tr("Values are divided by"), m_separator);
    for (const char separator : {';', ',', '|', '/'})
        m_separator->addItem(QString(QLatin1Char(separator)));
    m_case->setObjectName(u"textCase"_s);
    m_separator->setObjectName(u"separator"_s);
    m_find->setObjectName(u"replaceFind"_s);
    m_with->setObjectName(u"replaceWith"_s);
    m_ifEmpty->setObjectName(u"ifEmpty"_s);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_patternBox, m_decimalBox, m_findByBox, m_separatorBox,
                                                           m_caseBox, m_trim, m_phone})
        lines->addWidget(widget);
    auto* replace = new QHBoxLayout;
    replace->setSpacing(space::between);
    replace->addWidget(labelled(tr("Replace"), m_find), 1);
    replace->addWidget(labelled(tr("with"), m_with), 1);
    lines->addLayout(replace);
    lines->addWidget(labelled(tr("Empty cells become"), m_ifEmpty));
    auto* table = new QHBoxLayout(m_samples);
    table->setContentsMargins(0, space::tight, 0, 0);
    table->setSpacing(space::inner);
    for (QLabel* label : {m_before, m_after}) {
        label->setAlignment(Qt::AlignTop);
        label->setMinimumWidth(40);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        table->addWidget(label, 1);
    }
    setRole(m_before, "role", u"dim"_s);
    lines->addWidget(m_samples);
    for (QComboBox* combo : {m_pattern, m_decimal, m_findBy, m_case, m_separator}) {
        // A long choice must not make the pane wider than it is: heights of wrapped texts would be reckoned with that
        // width.
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
        connect(combo, &QComboBox::activated, this, &ColumnInspector::takeControls);
    }
    for (QCheckBox* check : {m_trim, m_phone})
        connect(check, &QCheckBox::clicked, this, &ColumnInspector::takeControls);
    for (QLineEdit* edit : {m_find, m_with, m_ifEmpty}) {
        edit->setMinimumWidth(40);
        connect(edit, &QLineEdit::editingFinished, this, &ColumnInspector::takeControls);
    }
    return box;
}

void ColumnInspector::setColumn(const ColumnMapping& column, const Field* field, const ColumnProfile* profile,
                                bool confirmed, bool locked)
{
    m_column = column;
    m_field = field ? std::optional(*field) : std::nullopt;
    m_profile = profile ? std::optional(*profile) : std::nullopt;
    m_pane->setTitle(field ? column.header + u" → "_s + field->label : column.header);
    m_conversion->setVisible(field != nullptr);
    m_about->setVisible(!field);
    m_about->setText(tr("This column is left out. Choose a field in its line to send it."));
    m_question->say({}, {});
    m_valuesBox->hide();
    if (!field)
        return;
    fillConversion();
    fillFindBy();
    fillSamples();
    fillDateQuestion(confirmed);
    fillValues();
    askForRoom(m_before);
    askForRoom(m_open);
    m_conversion->setEnabled(!locked);
    m_valuesBox->setEnabled(!locked);
}

void ColumnInspector::fillConversion()
{
    const FieldType type = m_field->type;
    m_patternBox->setVisible(isDate(type));
    m_decimalBox->setVisible(isNumber(type));
    const Conversion& conversion = m_column.conversion;
    m_caseBox->setVisible(type == FieldType::Email || type == FieldType::Text || type == FieldType::Website);
    m_phone->setVisible(type == FieldType::Phone);
    m_separatorBox->setVisible(type == FieldType::MultiPicklist);
    m_trim->setChecked(conversion.trim);
    m_phone->setChecked(conversion.plainPhone);
    m_case->setCurrentIndex(m_case->findData(int(conversion.textCase)));
    const QString separator(QLatin1Char(conversion.separator));
    if (m_separator->findText(separator) < 0)
        m_separator->addItem(separator);
    m_separator->setCurrentText(separator);
    m_find->setText(conversion.replace.isEmpty() ? QString() : conversion.replace.front().find);
    m_with->setText(conversion.replace.isEmpty() ? QString() : conversion.replace.front().with);
    m_ifEmpty->setText(conversion.ifEmpty);
    m_decimal->setCurrentIndex(m_column.conversion.decimalSign == ',' ? 1 : 0);
    m_pattern->clear();
    m_pattern->addItem(tr("as the CRM wants them (yyyy-MM-dd)"), QString());
    for (const QString& pattern : datePatterns())
        m_pattern->addItem(pattern, pattern);
    if (m_pattern->findData(m_column.conversion.datePattern) < 0)
        m_pattern->addItem(m_column.conversion.datePattern, m_column.conversion.datePattern);
    m_pattern->setCurrentIndex(m_pattern->findData(m_column.conversion.datePattern));
}

void ColumnInspector::fillFindBy()
{
    const bool lookup = m_field->type == FieldType::Lookup;
    const bool owner = m_field->type == FieldType::Owner;
    m_findByBox->setVisible(lookup || owner);
    m_findBy->clear();
    m_findBy->addItem(tr("Record id"), u"id"_s);
    if (owner)
        m_findBy->addItem(tr("E-mail"), u"email"_s);
    else if (lookup)
        m_findBy->addItem(duplicateCheckField(m_field->lookupModule), duplicateCheckField(m_field->lookupModule));
    if (m_findBy->findData(m_column.findBy) < 0 && !m_column.findBy.isEmpty())
        m_findBy->addItem(m_column.findBy, m_column.findBy);
    m_findBy->setCurrentIndex(std::max(0, m_findBy->findData(m_column.findBy)));
}

void ColumnInspector::fillSamples()
{
    QStringList before;
    QStringList after;
    for (const QString& sample : m_profile ? m_profile->samples : QStringList()) {
        before.append(shownValue(sample, 40));
        after.append(u"→ "_s + shownValue(convertedValue(sample, m_column, *m_field), 40));
    }
    m_before->setText(before.join(u'\n'));
    m_after->setText(after.join(u'\n'));
    m_samples->setVisible(!before.isEmpty());
    m_samples->setAccessibleName(tr("Before and after on samples"));
}

void ColumnInspector::fillDateQuestion(bool confirmed)
{
    if (!isDate(m_field->type) || confirmed || !m_profile || !guessDatePattern(*m_profile).ambiguous)
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
    const bool picklist = m_field->type == FieldType::Picklist && !m_field->picklist.isEmpty() && m_profile;
    m_valuesBox->setVisible(picklist);
    if (!picklist)
        return;
    m_valueModel->setValues(*m_profile, m_column, *m_field);
    for (const int column : {ValueMapModel::InFile, ValueMapModel::InCrm})
        m_values->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    m_values->setColumnWidth(ValueMapModel::Rows, 64);
    m_values->setFixedHeight(32 + std::min(m_valueModel->rowCount(), mostValuesInSight) * space::row);
    qint64 rows = 0;
    const auto open = openValues(*m_profile, m_column, *m_field);
    for (const auto& value : open)
        rows += value.rows;
    m_open->setText(open.isEmpty()
                        ? tr("Every value has its counterpart in the CRM.")
                        : tr("%1 values have no counterpart: %2 rows. The CRM would add them as new picklist values.")
                              .arg(grouped(open.size()), grouped(rows)));
    m_nearest->setVisible(!open.isEmpty());
}

void ColumnInspector::takeControls()
{
    const ColumnMapping before = m_column;
    Conversion& conversion = m_column.conversion;
    conversion.trim = m_trim->isChecked();
    conversion.plainPhone = m_phone->isChecked();
    conversion.textCase = TextCase(m_case->currentData().toInt());
    conversion.separator = m_separator->currentText().front().toLatin1();
    conversion.ifEmpty = m_ifEmpty->text();
    // A mapping file may have more replacements; here the first one is edited.
    conversion.replace.remove(0, std::min<qsizetype>(conversion.replace.size(), 1));
    if (!m_find->text().isEmpty())
        conversion.replace.prepend({m_find->text(), m_with->text()});
    m_column.conversion.decimalSign = m_decimal->currentIndex() == 1 ? ',' : '.';
    if (isDate(m_field->type) && m_column.conversion.datePattern != m_pattern->currentData().toString()) {
        m_column.conversion.datePattern = m_pattern->currentData().toString();
        Q_EMIT dateConfirmed(m_column.column);
    }
    if (m_field->type == FieldType::Lookup || m_field->type == FieldType::Owner)
        m_column.findBy = m_findBy->currentData().toString();
    if (m_column != before)
        Q_EMIT columnEdited(m_column);
}

void ColumnInspector::useNearestForAll()
{
    QStringList known;
    for (const PicklistValue& value : m_field->picklist)
        known.append(value.display);
    for (const ColumnProfile::Value& value : openValues(*m_profile, m_column, *m_field)) {
        const QString nearest = nearestSpelling(value.value, known);
        if (!nearest.isEmpty())
            m_column.conversion.values.insert(value.value, nearest);
    }
    Q_EMIT columnEdited(m_column);
}

} // namespace stevedore::ui
