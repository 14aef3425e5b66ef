// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/mappingmodel.h"
#include "pages/steppage.h"

class QAction;
class QMenu;
class QPushButton;

namespace stevedore::ui {

class ChoiceDelegate;
class ColumnInspector;
class EmptyState;
class Grid;
class MappingSettings;
class Strip;

/// What the CRM says beside the fields of the module.
struct CrmFacts
{
    QString timeZone;                      ///< in which it reads times; empty if it does not say
    QHash<QString, QList<Field>> parents; ///< by module: the fields by which a record of it can be found
};

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
    void setCrmFacts(const CrmFacts& facts);
    void setFileName(const QString& name) { m_fileName = name; }
    /// `rows`: rows of the file, -1 while they are counted. `sent`: something went to the CRM, so the module stays.
    /// `locked`: the mapping can only be looked at.
    void setMapping(const Mapping& mapping, const ModuleMeta& meta, const FileSample& sample, qint64 rows, bool sent,
                    bool locked);
    /// Something to say about the mapping as a whole, until it is closed; hidden without a text. `action` takes it up:
    /// `newsTaken()` follows.
    void setNews(const QString& fact, const QString& rest, const QString& action = {});
    /// Names of the saved recipes.
    void setRecipes(const QStringList& names);
    int openPlaces() const;

Q_SIGNALS:
    void moduleChosen(const QString& apiName);
    void mappingEdited(const stevedore::Mapping& mapping);
    /// The fields of this module are wanted in CrmFacts::parents.
    void parentWanted(const QString& module);
    void matchAgainWanted();
    void openMappingWanted();
    void saveMappingWanted();
    void saveRecipeWanted();
    /// setRecipes() is wanted: the list is about to be seen.
    void recipesWanted();
    void recipeChosen(const QString& name);
    void newsTaken();
    void checkWanted();
    void connectionsWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeGrid();
    void makeMenu();
    void makeContent();
    void fitColumns();
    void fillFoot();
    void fillInspector();
    void chooseField(int row, const QString& field);
    void addField(const QString& field);
    void takeAway(const QString& field, int exceptColumn);
    void dropFieldless();
    const ColumnProfile* profileOf(int column) const;
    void takeColumn(const ColumnMapping& column);
    void edited();

    Mapping m_mapping;
    ModuleMeta m_meta;
    FileSample m_sample;
    CrmFacts m_crm;
    QString m_fileName;
    QSet<int> m_confirmedDates;
    qint64 m_rows = -1;
    bool m_sent = false;
    bool m_locked = false;

    MappingSettings* m_settings;
    QWidget* m_content;
    EmptyState* m_waiting;
    Strip* m_news;
    QPushButton* m_connect = nullptr;
    QPushButton* m_more;
    QMenu* m_menu;
    QMenu* m_recipes = nullptr;
    Grid* m_grid;
    MappingModel* m_model;
    ChoiceDelegate* m_fields;
    ColumnInspector* m_inspector;
};

} // namespace stevedore::ui
