// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/conversionform.h"

#include "mapping/automatch.h"
#include "mapping/targets.h"
#include "models/columnstate.h"
#include "pages/replacelist.h"
#include "widgets/labelled.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QTimeZone>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// Whether a part of a value can be a value of the field.
bool takesParts(FieldType type)
{
    return !isDateType(type) && !isNumberType(type) && type != FieldType::Boolean;
}

void choose(QComboBox* combo, const QString& data)
{
    if (combo->findData(data) < 0)
        combo->addItem(data, data);
    combo->setCurrentIndex(combo->findData(data));
    if (combo->isEditable())
        combo->setEditText(combo->itemText(combo->currentIndex()));
}

QString partData(const TextPart& part)
{
    return u"%1 %2"_s.arg(part.first).arg(part.last);
}

} // namespace

ConversionForm::ConversionForm(QWidget* parent)
    : QWidget(parent), m_trim(new QCheckBox(tr("Cut blanks at the ends"))),
      m_phone(new QCheckBox(tr("Digits and plus only"))), m_replace(new ReplaceList), m_ifEmpty(new QLineEdit)
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::between);
    m_findBy = addChoice(tr("Find the record by"), u"findBy"_s);
    m_pattern = addChoice(tr("Dates are written"), u"datePattern"_s);
    m_zone = addChoice(tr("Times are those of"), u"timeZone"_s, true);
    m_decimal = addChoice(tr("Decimal sign"), u"decimalSign"_s);
    m_decimal->addItem(tr("Point (1,234.56)"), u"."_s);
    m_decimal->addItem(tr("Comma (1.234,56)"), u","_s);
    m_separator = addChoice(tr("Values are divided by"), u"separator"_s);
    for (const char separator : {';', ',', '|', '/'})
        m_separator->addItem(QString(QLatin1Char(separator)), QString(QLatin1Char(separator)));
    m_case = addChoice(tr("Letters"), u"textCase"_s);
    for (const TextCase textCase : {TextCase::AsItStands, TextCase::Lower, TextCase::Upper, TextCase::Words})
        m_case->addItem(caseName(textCase), int(textCase));
    m_part = addChoice(tr("What is taken"), u"textPart"_s);
    m_partSeparator = addChoice(tr("Parts are divided by"), u"partSeparator"_s, true);
    m_partSeparator->addItem(tr("blanks"), QString());
    for (const QString& separator : {u","_s, u";"_s, u"/"_s, u"-"_s, u"@"_s})
        m_partSeparator->addItem(separator, separator);
    lines->addWidget(m_trim);
    lines->addWidget(m_phone);
    lines->addWidget(m_replace);
    m_ifEmpty->setObjectName(u"ifEmpty"_s);
    m_ifEmpty->setMinimumWidth(40);
    m_ifEmptyBox = labelledBelow(tr("Empty cells become"), m_ifEmpty);
    lines->addWidget(m_ifEmptyBox);
    for (QCheckBox* check : {m_trim, m_phone})
        connect(check, &QCheckBox::clicked, this, &ConversionForm::edited);
    connect(m_ifEmpty, &QLineEdit::editingFinished, this, &ConversionForm::edited);
    connect(m_replace, &ReplaceList::edited, this, &ConversionForm::edited);
}

QComboBox* ConversionForm::addChoice(const QString& label, const QString& objectName, bool editable)
{
    auto* combo = new QComboBox;
    combo->setObjectName(objectName);
    combo->setEditable(editable);
    combo->setInsertPolicy(QComboBox::NoInsert);
    // A long choice must not make the pane wider than it is: heights of wrapped texts would be reckoned with that
    // width.
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    combo->setMinimumContentsLength(8);
    connect(combo, &QComboBox::activated, this, &ConversionForm::edited);
    if (editable) {
        combo->lineEdit()->setAccessibleName(label);
        combo->completer()->setFilterMode(Qt::MatchContains);
        combo->completer()->setCompletionMode(QCompleter::PopupCompletion);
        connect(combo->lineEdit(), &QLineEdit::editingFinished, this, &ConversionForm::edited);
    }
    layout()->addWidget(labelledBelow(label, combo));
    return combo;
}

void ConversionForm::showChoice(QComboBox* combo, bool shown)
{
    combo->parentWidget()->setVisible(shown);
}

void ConversionForm::setColumn(const ColumnMapping& column, const Field& field, const QList<Field>& parentKeys,
                               const QString& crmZone, bool composed)
{
    m_composed = composed;
    m_field = field;
    m_crmZone = crmZone;
    const FieldType type = field.type;
    const Conversion& conversion = column.conversion;
    showChoice(m_findBy, isReferenceType(type));
    showChoice(m_pattern, isDateType(type));
    showChoice(m_zone, type == FieldType::DateTime && !crmZone.isEmpty());
    showChoice(m_decimal, isNumberType(type));
    showChoice(m_separator, type == FieldType::MultiPicklist);
    showChoice(m_case, type == FieldType::Email || type == FieldType::Text || type == FieldType::Website);
    showChoice(m_part, takesParts(type) && !composed);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_trim, m_replace, m_ifEmptyBox})
        widget->setVisible(!composed);
    m_phone->setVisible(type == FieldType::Phone);
    fillFindBy(column, parentKeys);
    fillDates(conversion);
    if (type == FieldType::DateTime)
        fillZones(conversion);
    fillParts(conversion.part);
    m_decimal->setCurrentIndex(conversion.decimalSign == ',' ? 1 : 0);
    choose(m_separator, QString(QLatin1Char(conversion.separator)));
    m_case->setCurrentIndex(m_case->findData(int(conversion.textCase)));
    m_trim->setChecked(conversion.trim);
    m_phone->setChecked(conversion.plainPhone);
    m_replace->setReplacements(conversion.replace);
    m_ifEmpty->setText(conversion.ifEmpty);
}

void ConversionForm::fillFindBy(const ColumnMapping& column, const QList<Field>& parentKeys)
{
    m_findBy->clear();
    m_findBy->addItem(tr("Record id"), recordIdName());
    if (m_field.type == FieldType::Owner)
        m_findBy->addItem(tr("E-mail"), u"email"_s);
    for (const Field& key : parentKeys)
        m_findBy->addItem(key.label, key.apiName);
    const QString usual = duplicateCheckField(m_field.lookupModule);
    if (m_field.type == FieldType::Lookup && parentKeys.isEmpty())
        m_findBy->addItem(usual, usual);
    if (!column.findBy.isEmpty())
        choose(m_findBy, column.findBy);
}

void ConversionForm::fillDates(const Conversion& conversion)
{
    m_pattern->clear();
    m_pattern->addItem(tr("as the CRM wants them (yyyy-MM-dd)"), QString());
    for (const QString& pattern : datePatterns())
        m_pattern->addItem(pattern, pattern);
    choose(m_pattern, conversion.datePattern);
}

void ConversionForm::fillZones(const Conversion& conversion)
{
    if (m_zone->count() == 0) {
        m_zone->addItem({}, QString());
        for (const QByteArray& zone : QTimeZone::availableTimeZoneIds())
            m_zone->addItem(QString::fromLatin1(zone), QString::fromLatin1(zone));
    }
    m_zone->setItemText(0, tr("the CRM (%1)").arg(m_crmZone));
    choose(m_zone, conversion.timeZone);
}

void ConversionForm::fillParts(const TextPart& part)
{
    if (m_part->count() == 0) {
        for (const TextPart& known :
             {TextPart{}, TextPart{1, 1, {}}, TextPart{2, -1, {}}, TextPart{-1, -1, {}}, TextPart{1, -2, {}}})
            m_part->addItem(partName(known), partData(known));
    }
    if (m_part->findData(partData(part)) < 0)
        m_part->addItem(partName(part), partData(part));
    m_part->setCurrentIndex(m_part->findData(partData(part)));
    choose(m_partSeparator, part.separator);
    showChoice(m_partSeparator, takesParts(m_field.type) && !m_composed && !part.isWhole());
}

TextPart ConversionForm::part() const
{
    const QStringList ends = m_part->currentData().toString().split(u' ');
    TextPart part{ends.value(0).toInt(), ends.value(1).toInt(), {}};
    if (part.isWhole())
        return part;
    const int known = m_partSeparator->findText(m_partSeparator->currentText());
    part.separator =
        known >= 0 ? m_partSeparator->itemData(known).toString() : m_partSeparator->currentText().trimmed();
    return part;
}

ColumnMapping ConversionForm::applied(ColumnMapping column) const
{
    Conversion& conversion = column.conversion;
    conversion.trim = m_trim->isChecked();
    if (takesParts(m_field.type))
        conversion.part = part();
    conversion.plainPhone = m_phone->isChecked();
    conversion.textCase = TextCase(m_case->currentData().toInt());
    conversion.separator = m_separator->currentText().front().toLatin1();
    conversion.ifEmpty = m_ifEmpty->text();
    conversion.replace = m_replace->replacements();
    conversion.decimalSign = m_decimal->currentIndex() == 1 ? ',' : '.';
    if (isDateType(m_field.type))
        conversion.datePattern = m_pattern->currentData().toString();
    // A name that is no zone changes nothing.
    const int zone = m_zone->findText(m_zone->currentText(), Qt::MatchFixedString);
    if (m_field.type == FieldType::DateTime && !m_crmZone.isEmpty() && zone >= 0) {
        conversion.timeZone = m_zone->itemData(zone).toString();
        conversion.crmTimeZone = m_crmZone;
    }
    if (isReferenceType(m_field.type))
        column.findBy = m_findBy->currentData().toString();
    return column;
}

} // namespace stevedore::ui
