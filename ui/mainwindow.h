// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/engine.h"
#include "widgets/prompts.h"
#include "widgets/rail.h"
#include "window/recentfiles.h"

#include <QMainWindow>
#include <QTimer>

class QStackedWidget;

namespace stevedore {
class LocalCrm;
class SecretVault;
} // namespace stevedore

namespace stevedore::ui {

class ConnectionsBinder;
class ConnectionsPage;
class ExportsView;
class HomePage;
class ImportSession;
class ImportView;
class Theme;

/// The window. Everything in it can be reached by name, for tests and assistive tools:
/// rail: connectionCard, railImports, railExports, railConnections, railSettings, railHelp; exports: exportsList,
/// newExport, openSaved, saveExport, pagesGrid, exportGrid, pauseExport, cancelExport, elsewhere, showFolder, likeThis,
/// removeExport, undoEdit, and the form's in exports/exportform.h; first page: chooseFile, trySample,
/// importsList, removeDraft; steps: step1 to step5; foot of each step: primary, footSentence, and otherFile, undo,
/// pause, stop, saveRefused, openCorrected, route; file: sheet, encoding, delimiter, quote, comment, hasHeader,
/// findText, findColumn, findHow, findCase, findPrevious, findNext, findState, onlyFound, goToRow, sourceGrid,
/// frequentValues, showEmpty; mapping: module, operation, matchKey, emptyCells, mappingGrid, fieldEditor, valueMap,
/// nearestSpelling, datePattern; check: findings, checkGrid, repair1.., repairFrom, repairTo, repairTyped, confirmSend,
/// tryFirst (compare, rehearse, sendSample), stopTrial, closeTrial, leaveUnchanged, saveChanges; jobs: sendRemaining,
/// partsGrid, partFilter, showLog, partLog, copyLog, goOnAnyway, doubtThere, doubtMissing, doubtLeave, doubtLook;
/// results: causes, resultsGrid, rowHistory, figure1.., updateExisting, values, redo, cellFind, cellWith, cellColumn,
/// cellHow, cellCase, cellPrevious, cellNext, cellReplace, cellReplaceAll, cellOnly, cellState; connections:
/// addConnectionFile, signInWay0 to signInWay2, connectionName and so on, addConnection, cancelSignIn,
/// openBrowserAgain, signInState, keepSecretsInFile, use:NAME, remove:NAME; settings: theme0 to theme2. An open cell
/// editor is cellEditor.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// All must outlive the window. `sandboxProgram` is the local CRM's program; without the file there is no sample.
    MainWindow(Engine& engine, Prompts& prompts, Theme& theme, const QString& sandboxProgram,
               QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFile(const QString& path);
    void connectWith(const Connection& connection);
    void connectWith(const QString& savedName);
    /// Shows where secrets are kept, on the connections page.
    void useVault(SecretVault& vault);
    /// Connects to where an import goes on that was running when the program ended, if there is one and its connection
    /// is saved.
    void connectToResume();
    ImportSession& session() { return *m_session; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeHome();
    void makeShortcuts();
    void bindEngine();
    void go(Rail::Place place);
    void showImport();
    void openImport(ImportId id);
    void chooseFile();
    void trySample();
    void sampleReady(const Result<QString>& path);
    void fillConnection();
    void fillImports();
    void tellRest(ImportId id);

    Engine& m_engine;
    Prompts& m_prompts;
    Theme& m_theme;
    QString m_sandboxProgram;
    std::unique_ptr<LocalCrm> m_localCrm;
    RecentFiles m_recent;
    ImportSession* m_session;
    Rail* m_rail;
    QWidget* m_stripe;
    QStackedWidget* m_stack;
    HomePage* m_home;
    ImportView* m_view;
    ExportsView* m_exports;
    ConnectionsPage* m_connections;
    std::unique_ptr<ConnectionsBinder> m_binder;
    QWidget* m_settings;
    QWidget* m_help;
    QTimer m_listTimer;
    ConnectionStatus::State m_lastState = ConnectionStatus::State::None;
    Rail::Place m_place = Rail::Imports;
};

} // namespace stevedore::ui
