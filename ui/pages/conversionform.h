// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace stevedore::ui {

class ReplaceList;

/// How the values of one column are converted, as far as its field's type gives a choice.
class ConversionForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ConversionForm(QWidget* parent = nullptr);

    /// `parentKeys`: the fields of the module that a lookup points to by which a record of it can be found; empty while
    /// they are not known. `crmZone`: in which the CRM reads times; empty if it does not say.
    /// `composed`: the text is made here, so there is nothing to take out of it or to put in its place.
    void setColumn(const ColumnMapping& column, const Field& field, const QList<Field>& parentKeys,
                   const QString& crmZone, bool composed);
    /// The column with what is chosen here.
    ColumnMapping applied(ColumnMapping column) const;

Q_SIGNALS:
    void edited();

private:
    QComboBox* addChoice(const QString& label, const QString& objectName, bool editable = false);
    void showChoice(QComboBox* combo, bool shown);
    void fillDates(const Conversion& conversion);
    void fillZones(const Conversion& conversion);
    void fillParts(const TextPart& part);
    void fillFindBy(const ColumnMapping& column, const QList<Field>& parentKeys);
    TextPart part() const;

    Field m_field;
    QString m_crmZone;
    bool m_composed = false;
    QComboBox* m_pattern;
    QComboBox* m_zone;
    QComboBox* m_decimal;
    QComboBox* m_findBy;
    QComboBox* m_separator;
    QComboBox* m_case;
    QComboBox* m_part;
    QComboBox* m_partSeparator;
    QCheckBox* m_trim;
    QCheckBox* m_phone;
    ReplaceList* m_replace;
    QLineEdit* m_ifEmpty;
    QWidget* m_ifEmptyBox;
};

} // namespace stevedore::ui
