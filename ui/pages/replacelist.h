// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace stevedore::ui {

/// Texts that are replaced in the values of a column, one line each; there is always an empty one for the next.
class ReplaceList final : public QWidget
{
    Q_OBJECT

public:
    explicit ReplaceList(QWidget* parent = nullptr);

    void setReplacements(const QList<Replacement>& replacements);
    QList<Replacement> replacements() const;

Q_SIGNALS:
    void edited();

private:
    struct Line
    {
        QLineEdit* find;
        QLineEdit* with;
    };
    void addLine();

    QVBoxLayout* m_lines;
    QList<Line> m_edits;
};

} // namespace stevedore::ui
