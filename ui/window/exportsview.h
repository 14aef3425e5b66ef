// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/exportsmodel.h"
#include "widgets/prompts.h"
#include "window/exportedits.h"
#include "window/sourceloader.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace stevedore::ui {

class EmptyState;
class ExportForm;
class ExportRunPage;
class StepPage;

/// The exports: their list, the form of a new one, and the one that is open, each over the whole width; bound to the
/// engine.
class ExportsView final : public QWidget
{
    Q_OBJECT

public:
    ExportsView(Engine& engine, Prompts& prompts, QWidget* parent = nullptr);

    /// nullptr while the list is shown.
    StepPage* page() const;
    void showList();
    /// The export that is open; 0 if none is.
    ExportId shown() const { return m_open; }
    void connectionChanged();
    /// Ctrl+F, Ctrl+G and Ctrl+Z.
    void find();
    void goToRow();
    void undo();
    void redo();

Q_SIGNALS:
    /// What was changed in an export is an import now.
    void importWanted(stevedore::ImportId id);

private:
    void makeHead();
    QWidget* makeList();
    void bindForm();
    void bindRun();
    void bindEngine();
    void fillList();
    void showPage(QWidget* page);
    void showForm();
    void openExport(ExportId id);
    void fillRun();
    void openFile(const ExportSnapshot& snapshot);
    void fillFile();
    void fillEdits();
    void chooseModule(const QString& apiName);
    void startExport(const ExportRequest& request);
    void started(const Result<ExportId>& id);
    void said(const Result<void>& result);
    void writeElsewhere();
    void likeThis();
    void sendBack();
    void save();
    void openSaved();

    Engine& m_engine;
    Prompts& m_prompts;
    ExportsModel* m_model;
    QWidget* m_head; ///< above the form and the run
    QLabel* m_title;
    QPushButton* m_all;
    QPushButton* m_save;
    QPushButton* m_saved;
    QPushButton* m_likeThis;
    QPushButton* m_folder;
    QPushButton* m_remove;
    QListView* m_list;
    EmptyState* m_empty;
    QPushButton* m_new;
    QStackedWidget* m_stack;
    QWidget* m_listPage;
    ExportForm* m_form;
    ExportRunPage* m_run;
    ExportEdits* m_edits;
    SourceLoader* m_loader;
    ExportId m_open;
    ExportId m_inGrid; ///< whose file the grid shows
    QString m_module;  ///< that the form is about
    QTimer m_clock;
};

} // namespace stevedore::ui
