// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"
#include "mapping/mapping.h"
#include "pages/steppage.h"

#include <QSet>

class QComboBox;
class QPushButton;

namespace stevedore::ui {

class ChoiceDelegate;
class ColumnInspector;
class EmptyState;
class Grid;
class MappingModel;
class Pane;

/// Step 2: what is done in the CRM, and which column feeds which field.
class MappingPage final : public StepPage
{
    Q_OBJECT

public:
    explicit MappingPage(QWidget* parent = nullptr);

    /// Modules to choose from; empty while they are not known.
    void setModules(const QList<ModuleInfo>& modules, const QString& chosen);
    /// The page shows `sentence` instead of a mapping: no connection, fields being fetched, or a failure.
    void setWaiting(const QString& fact, const QString& sentence, bool offerConnections);
    /// `rows`: rows of the file, -1 while they are counted. `locked`: something was sent, the mapping can only be
    /// looked at.
    void setMapping(const Mapping& mapping, const ModuleMeta& meta, const std::vector<ColumnProfile>& profiles,
                    qint64 rows, bool locked);
    int openPlaces() const;

Q_SIGNALS:
    void moduleChosen(const QString& apiName);
    void mappingEdited(const stevedore::Mapping& mapping);
    void checkWanted();
    void connectionsWanted();

private:
    QWidget* makeSettings();
    void fillSettings();
    void fillFoot();
    void fillInspector();
    void takeSettings();
    void chooseField(int row, const QString& field);
    void edited();

    Mapping m_mapping;
    ModuleMeta m_meta;
    std::vector<ColumnProfile> m_profiles;
    QSet<int> m_confirmedDates;
    qint64 m_rows = -1;
    bool m_locked = false;

    QComboBox* m_module;
    QComboBox* m_operation;
    QComboBox* m_key;
    QComboBox* m_empty;
    QWidget* m_emptyBox = nullptr;
    QWidget* m_content;
    EmptyState* m_waiting;
    QPushButton* m_connect = nullptr;
    Grid* m_grid;
    MappingModel* m_model;
    ChoiceDelegate* m_fields;
    ColumnInspector* m_inspector;
};

} // namespace stevedore::ui
