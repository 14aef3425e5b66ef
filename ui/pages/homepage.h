// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;
class QVBoxLayout;

namespace stevedore::ui {

class DropZone;
class FlowLayout;
class ImportsModel;
class Pane;
class Strip;

/// The first page: drop a file, choose one, try the local CRM; and the imports that there are.
class HomePage final : public QWidget
{
    Q_OBJECT

public:
    explicit HomePage(QWidget* parent = nullptr);

    void setImports(const QList<ImportSnapshot>& imports);
    /// `busy`: what is being prepared; the buttons wait. Empty: nothing.
    void setBusy(const QString& busy);
    void setFailure(const QString& sentence);
    /// Absolute paths, newest first.
    void setRecent(const QStringList& paths);
    /// Without the local CRM beside the program there is no sample.
    void setSamplePossible(bool possible);

Q_SIGNALS:
    void chooseWanted();
    void sampleWanted();
    /// Dropped, or one of the recent ones.
    void fileChosen(const QString& path);
    void importChosen(stevedore::ImportId id);
    void removeWanted(stevedore::ImportId id);

private:
    void makeDrop(QVBoxLayout* lines);

    DropZone* m_drop;
    QPushButton* m_choose;
    QPushButton* m_sample;
    QLabel* m_sampleNote;
    QWidget* m_recentBox;
    FlowLayout* m_recent;
    Strip* m_strip;
    Pane* m_listPane;
    QListView* m_list;
    ImportsModel* m_imports;
    QPushButton* m_remove;
    QList<ImportSnapshot> m_snapshots;
};

} // namespace stevedore::ui
