// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"
#include "models/roles.h"

#include <QWidget>

namespace stevedore::ui {

/// The rows of an import by their fate, as figures with a shape each.
class FateList final : public QWidget
{
    Q_OBJECT

public:
    explicit FateList(QWidget* parent = nullptr);
    /// `unsent`: rows that wait to be sent. `notes` stands below the figures (how long it took).
    void setFates(const FateCounts& fates, qint64 rows, qint64 unsent, const QStringList& notes);

protected:
    void paintEvent(QPaintEvent* event) override;
    QSize sizeHint() const override;

private:
    struct Line
    {
        Meaning meaning = Meaning::None;
        QString text;
    };
    QList<Line> m_lines;
    QStringList m_notes;
};

} // namespace stevedore::ui
