// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace stevedore::ui {

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
    QString failure;                     ///< sentence; the file cannot be read any more
    bool locked = false;                 ///< something was sent: how the file is read can no longer change
    QStringList sheets;                  ///< of a workbook, or files in a zip, if there is a choice
    QString sheet;                       ///< the chosen one
    std::optional<double> unpackedShare; ///< while a workbook or archive is converted
};

/// How the file is read: each guess with how sure it is, and all of it changeable.
class ReadingBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ReadingBar(QWidget* parent = nullptr);
    void setFacts(const FileFacts& facts);

Q_SIGNALS:
    void dialectChosen(const stevedore::Dialect& dialect);
    void sheetChosen(const QString& sheet);

private:
    void addEncoding();
    void addGrammar();
    void fillGrammar(const Dialect& dialect);
    void choose();
    void chooseDelimiter();

    QComboBox* m_sheet;
    QComboBox* m_encoding;
    QComboBox* m_delimiter;
    QComboBox* m_quote;
    QComboBox* m_comment;
    QCheckBox* m_header;
    QLabel* m_encodingSure;
    QLabel* m_delimiterSure;
    QWidget* m_sheetBox;
    FileFacts m_facts;
};

} // namespace stevedore::ui
