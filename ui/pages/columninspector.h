// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace stevedore::ui {

class Grid;
class Pane;
class Strip;
class ValueMapModel;

/// The chosen column of the mapping: how its values are converted, live on samples, and where picklist values go.
class ColumnInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnInspector(QWidget* parent = nullptr);

    /// `field` may be nullptr (the column is left out), and so may `profile` (the file is being counted).
    void setColumn(const ColumnMapping& column, const Field* field, const ColumnProfile* profile, bool dateConfirmed,
                   bool locked);

Q_SIGNALS:
    void columnEdited(const stevedore::ColumnMapping& column);
    void dateConfirmed(int column);

private:
    QWidget* makeConversion();
    void fillConversion();
    void fillSamples();
    void fillValues();
    void fillDateQuestion(bool confirmed);
    void fillFindBy();
    void takeControls();
    void useNearestForAll();

    ColumnMapping m_column;
    std::optional<Field> m_field;
    std::optional<ColumnProfile> m_profile;

    Pane* m_pane;
    QLabel* m_about;
    Strip* m_question;
    QWidget* m_conversion;
    QCheckBox* m_trim;
    QCheckBox* m_phone;
    QWidget* m_caseBox;
    QComboBox* m_case;
    QWidget* m_separatorBox;
    QComboBox* m_separator;
    QLineEdit* m_find;
    QLineEdit* m_with;
    QLineEdit* m_ifEmpty;
    QWidget* m_patternBox;
    QComboBox* m_pattern;
    QWidget* m_decimalBox;
    QComboBox* m_decimal;
    QWidget* m_findByBox;
    QComboBox* m_findBy;
    QLabel* m_before;
    QLabel* m_after;
    QWidget* m_samples;
    QWidget* m_valuesBox;
    Grid* m_values;
    ValueMapModel* m_valueModel;
    QLabel* m_open;
    QPushButton* m_nearest;
};

} // namespace stevedore::ui
