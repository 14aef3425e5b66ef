// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"

#include <QWidget>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace stevedore::ui {

class ComposedForm;
class ConversionForm;
class Grid;
class Pane;
class Strip;
class ValueMapModel;

/// What the inspector shows beside the column itself.
struct InspectedColumn
{
    const Field* field = nullptr;           ///< nullptr: the column is left out
    const ColumnProfile* profile = nullptr; ///< nullptr: the file is being counted, or no column feeds the field
    QStringList samples;                    ///< values as they stand in the file, or as they are composed
    QList<Field> parentKeys;                ///< of a lookup: by what a record of its module can be found
    QString crmZone;                        ///< in which the CRM reads times; empty if it does not say
    QStringList headers;                    ///< of the file
    QString fileName;
    bool composed = false;
    bool dateConfirmed = false;
    bool locked = false;
};

/// The chosen line of the mapping: how its values are converted, live on samples, and where listed values go.
class ColumnInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit ColumnInspector(QWidget* parent = nullptr);

    void setColumn(const ColumnMapping& column, const InspectedColumn& about);
    /// Nothing is chosen: how a field without a column is added.
    void setAdding();
    /// The cursor goes into the text of a field without a column.
    void startText();

Q_SIGNALS:
    void columnEdited(const stevedore::ColumnMapping& column);
    void dateConfirmed(int column);

private:
    void makeContent(QBoxLayout* all);
    void makeSamples(QBoxLayout* lines);
    void makeValues(QBoxLayout* all);
    void say(const QString& sentence);
    void fillSamples(const QStringList& samples, bool composed);
    void fillValues();
    void fillDateQuestion(bool confirmed);
    void takeConversion();
    void useNearestForAll();

    ColumnMapping m_column;
    std::optional<Field> m_field;
    std::optional<ColumnProfile> m_profile;

    Pane* m_pane;
    QLabel* m_about;
    Strip* m_question;
    ComposedForm* m_composed;
    ConversionForm* m_conversion;
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
