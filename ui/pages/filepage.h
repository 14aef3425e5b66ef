// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/sourcemodel.h"
#include "pages/steppage.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;

namespace stevedore::ui {

class FillHeader;
class Grid;
class ProfilePane;
class Strip;

/// What the file page says of the file besides its rows.
struct FileFacts
{
    DialectGuess guess; ///< as detected
    Dialect dialect;    ///< as used
    qint64 bytes = 0;
    qint64 bytesRead = 0; ///< by the index
    bool indexed = false;
    qint64 rows = 0; ///< known so far
    int columns = 0;
    qint64 milliseconds = 0; ///< that the index took
    std::vector<StructureFinding> findings;
    QString failure;     ///< sentence; the file cannot be read any more
    bool locked = false; ///< something was sent: how the file is read can no longer change
};

/// Step 1: how the file is read, what is odd about it, its rows, and what is in its columns.
class FilePage final : public StepPage
{
    Q_OBJECT

public:
    explicit FilePage(QWidget* parent = nullptr);

    SourceModel* model() const { return m_model; }
    void setFile(const std::shared_ptr<const CsvFile>& file);
    void setFacts(const FileFacts& facts);
    void setProfiles(const std::vector<ColumnProfile>& profiles);
    void showRow(RowNumber row);

Q_SIGNALS:
    void dialectChosen(const stevedore::Dialect& dialect);
    void otherFileWanted();
    void mappingWanted();

private:
    QWidget* makeSettings();
    void fillSettings(const FileFacts& facts);
    void fillStrip(const FileFacts& facts);
    void fillFoot(const FileFacts& facts);
    void choose();
    void showColumn(int column);

    SourceModel* m_model;
    Grid* m_grid;
    FillHeader* m_head = nullptr;
    ProfilePane* m_profile;
    Strip* m_strip;
    QComboBox* m_encoding;
    QComboBox* m_delimiter;
    QCheckBox* m_header;
    QLabel* m_encodingSure;
    QLabel* m_delimiterSure;
    QProgressBar* m_progress;
    std::vector<ColumnProfile> m_profiles;
    FileFacts m_facts;
    int m_column = 0;
};

} // namespace stevedore::ui
