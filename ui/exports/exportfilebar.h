// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/export/exportrequest.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;

namespace stevedore::ui {

/// How the file of an export is written; only what its format has.
class ExportFileBar final : public QWidget
{
    Q_OBJECT

public:
    /// `before` stand in front of its own controls, in the same lines.
    explicit ExportFileBar(const QWidgetList& before, QWidget* parent = nullptr);

    void setFile(const ExportFile& file);
    ExportFile file() const;
    /// Only events can be a calendar.
    void setCalendarOffered(bool offered);

Q_SIGNALS:
    void changed();

private:
    QWidget* addChoice(const QString& label, QComboBox* combo, const QString& objectName);
    void fit();

    QComboBox* m_format;
    QComboBox* m_heads;
    QComboBox* m_delimiter;
    QComboBox* m_encoding;
    QComboBox* m_values;
    QCheckBox* m_mark;
    QLabel* m_meaning;
    QWidget* m_headsBox;
    QWidget* m_delimiterBox;
    QWidget* m_encodingBox;
    QWidget* m_valuesBox;
};

} // namespace stevedore::ui
