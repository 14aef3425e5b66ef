// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/readingbar.h"
#include "pages/steppage.h"
#include "transfer/export/exports.h"

class QLabel;
class QProgressBar;

namespace stevedore::ui {

class Grid;
class PagesModel;
class RowsPane;
class Strip;

/// What was changed in the file of an export.
struct EditFacts
{
    qint64 cells = 0;
    qint64 rows = 0;
    QString undo;   ///< what Ctrl+Z takes back; empty: nothing
    QString whyNot; ///< why nothing can be edited or sent back; empty: it can
};

/// One export: how far it has come, its pages, and, once it is whole, the rows of its file, which can be changed and
/// sent back.
class ExportRunPage final : public StepPage
{
    Q_OBJECT

public:
    explicit ExportRunPage(QWidget* parent = nullptr);

    RowsPane* rows() const { return m_rows; }
    void setSnapshot(const ExportSnapshot& snapshot, const QDateTime& now);
    void setEdits(const EditFacts& facts);
    /// While changes are being written down.
    void setSending(bool sending);
    /// In the strip, until the export changes.
    void showFailure(const QString& sentence);

Q_SIGNALS:
    void pauseWanted();
    void resumeWanted();
    void cancelWanted();
    void elsewhereWanted(); ///< the file is to be written to another place
    void likeThisWanted();  ///< the form with what was asked for here
    void undoWanted();
    void sendBackWanted();

private:
    void makeFoot();
    void fillProgress(const QDateTime& now);
    void fillStrip();
    void fillFoot();

    QWidget* m_progressPane;
    QLabel* m_figure;
    QLabel* m_waiting;
    QProgressBar* m_bar;
    PagesModel* m_pages;
    Grid* m_grid;
    RowsPane* m_rows;
    Strip* m_strip;
    QPushButton* m_pause;
    QPushButton* m_cancel;
    QPushButton* m_elsewhere;
    QPushButton* m_undo;
    ExportSnapshot m_snapshot;
    EditFacts m_edits;
    QString m_failure;
    bool m_sending = false;
};

} // namespace stevedore::ui
