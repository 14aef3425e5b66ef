// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"
#include "pages/steppage.h"
#include "transfer/export/exports.h"

#include <QSet>

class QComboBox;
class QLabel;
class QTimer;

namespace stevedore::ui {

class ConditionEditor;
class ConditionTextEdit;
class ExportFileBar;
class FieldPicker;

/// A custom view of the module, to choose from.
struct ViewChoice
{
    QString id;
    QString name;
    int conditions = 0; ///< of its own; they count among the most that a query may have
};

/// Says what is exported: module, view, columns, conditions and the form of the file. It asks for what it needs by
/// signals and fetches nothing itself.
class ExportForm final : public StepPage
{
    Q_OBJECT

public:
    explicit ExportForm(QWidget* parent = nullptr);

    /// `chosen` is shown without moduleChosen(); empty: none yet.
    void setModules(const QList<ModuleInfo>& modules, const QString& chosen);
    /// Of the module that is chosen; any other is not taken. Without columns chosen, all are.
    void setMeta(const ModuleMeta& meta);
    void setViews(const QList<ViewChoice>& views);
    /// A module that parentWanted() asked for.
    void addParent(const ModuleMeta& parent);
    void setLookupSearch(const LookupSearch& search);
    /// The answer to the last estimateWanted(); nothing: it failed.
    void setEstimate(const std::optional<ExportEstimate>& estimate);
    /// Why nothing can be started whatever is chosen ("There is no connection to the CRM."); empty: it can.
    void setObstacle(const QString& sentence);

    ExportRequest request() const;
    /// Emits moduleChosen() if it is of another module than the one shown.
    void setRequest(const ExportRequest& request);
    /// What keeps it from being started, in one sentence; empty if nothing does.
    QString whyNot() const;

Q_SIGNALS:
    /// Its fields and views are wanted; see setMeta() and setViews().
    void moduleChosen(const QString& apiName);
    /// The fields of a lookup's module are wanted; see addParent(). Again if somebody asks again.
    void parentWanted(const QString& module);
    /// What is counted has changed and rested for 600 ms; see setEstimate(). Each costs a credit.
    void estimateWanted(const stevedore::ExportRequest& request);
    void startWanted(const stevedore::ExportRequest& request);
    void requestChanged();

private:
    void makeWhat();
    QWidget* makeConditions();
    void connectParts();
    void chooseModule(const QString& apiName);
    void takeTypedModule();
    void boxesEdited();
    void textEdited();
    void edited();
    void askForParents();
    void planEstimate();
    void askForEstimate();
    void showTextTrouble();
    void showFoot();
    QString whyNotCounted() const;

    QList<ModuleInfo> m_modules;
    QString m_module;
    ModuleMeta m_meta;
    QList<ModuleMeta> m_parents;
    QSet<QString> m_askedParents;
    QString m_obstacle;
    bool m_wantsAll = true; ///< columns of a module that is not here yet

    QComboBox* m_moduleBox;
    QComboBox* m_view;
    ExportFileBar* m_file = nullptr;
    FieldPicker* m_fields;
    ConditionEditor* m_boxes;
    ConditionTextEdit* m_text;
    QLabel* m_textTrouble;
    QTimer* m_pause;
    ExportRequest m_counted; ///< what the estimate is of, without what does not count
    std::optional<ExportEstimate> m_estimate;
    bool m_isCounting = false;
};

} // namespace stevedore::ui
