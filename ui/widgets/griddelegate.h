// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <functional>

class QLineEdit;

namespace stevedore::ui {

/// Paints a cell from the roles of models/roles.h: plain text, pill, bar, drop-down, marked ground; and the focus
/// frame.
class GridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// What is wrong with a text that is being typed into a cell; empty if nothing is. It is told under the editor.
    using Judge = std::function<QString(const QModelIndex& index, const QString& text)>;
    void setJudge(Judge judge) { m_judge = std::move(judge); }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    void judge(QLineEdit* editor, const QModelIndex& index) const;

    Judge m_judge;
};

} // namespace stevedore::ui
