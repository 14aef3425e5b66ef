// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"
#include "models/roles.h"

#include <QAbstractButton>

#include <optional>

class QLabel;
class QVBoxLayout;

namespace stevedore::ui {

/// A figure with its shape. One that stands for rows that can be shown is pressed for it.
class FigureButton final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit FigureButton(QWidget* parent = nullptr);
    void setFigure(Meaning meaning, const QString& text, bool showsRows);

protected:
    void paintEvent(QPaintEvent* event) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

private:
    Meaning m_meaning = Meaning::None;
};

/// The rows of an import by their fate; each figure is a filter.
class FateList final : public QWidget
{
    Q_OBJECT

public:
    explicit FateList(QWidget* parent = nullptr);
    /// `unsent`: rows that wait to be sent. `notes` stands below the figures (how long it took).
    void setFates(const FateCounts& fates, qint64 rows, qint64 unsent, const QStringList& notes);
    /// The figure that is pressed; none unless rows are narrowed to it.
    void setChosen(const std::optional<Fate>& fate);

Q_SIGNALS:
    /// Nothing: a figure was released.
    void chosen(const std::optional<stevedore::Fate>& fate);

private:
    struct Line
    {
        std::optional<Fate> fate;
        FigureButton* button;
    };
    void addLine(Meaning meaning, qint64 count, const QString& text, const std::optional<Fate>& fate);

    QVBoxLayout* m_layout;
    QList<Line> m_lines; ///< the first `m_used` are shown
    qsizetype m_used = 0;
    QLabel* m_notes;
    std::optional<Fate> m_chosen;
};

} // namespace stevedore::ui
