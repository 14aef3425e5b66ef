// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choicedelegate.h"

#include "models/roles.h"
#include "widgets/fieldcompleter.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

QWidget* ChoiceDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                                      const QModelIndex& index) const
{
    Q_UNUSED(option)
    return m_meta ? fieldEditor(parent, index) : valueEditor(parent, index);
}

QWidget* ChoiceDelegate::fieldEditor(QWidget* parent, const QModelIndex& index) const
{
    auto* edit = new QLineEdit(parent);
    edit->setObjectName(u"fieldEditor"_s);
    edit->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    edit->setPlaceholderText(tr("Label, API name or type"));
    auto* completer = new FieldCompleter(*m_meta, m_mapping, edit);
    edit->setCompleter(completer);
    completer->popup()->setProperty("popup", true);
    completer->popup()->setMinimumWidth(360);
    auto* self = const_cast<ChoiceDelegate*>(this);
    connect(completer, &FieldCompleter::taken, edit, [self, edit] {
        Q_EMIT self->commitData(edit);
        Q_EMIT self->closeEditor(edit);
    });
    QTimer::singleShot(0, edit, [edit, completer] {
        // A key that opened the editor is its first letter.
        if (edit->isModified())
            return;
        edit->selectAll();
        if (edit->hasSelectedText() || edit->text().isEmpty()) {
            completer->setCompletionPrefix({});
            completer->complete();
        }
    });
    return edit;
}

QWidget* ChoiceDelegate::valueEditor(QWidget* parent, const QModelIndex& index) const
{
    auto* combo = new QComboBox(parent);
    combo->setObjectName(u"valueEditor"_s);
    combo->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
    combo->addItems(index.data(ChoicesRole).toStringList());
    auto* self = const_cast<ChoiceDelegate*>(this);
    connect(combo, &QComboBox::activated, combo, [self, combo] {
        Q_EMIT self->commitData(combo);
        Q_EMIT self->closeEditor(combo);
    });
    QTimer::singleShot(0, combo, &QComboBox::showPopup);
    return combo;
}

void ChoiceDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
    const QString value = index.data(Qt::EditRole).toString();
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        combo->setCurrentIndex(combo->findText(value));
        return;
    }
    auto* edit = qobject_cast<QLineEdit*>(editor);
    if (!edit || edit->isModified())
        return;
    const Field* const field = m_meta ? targetField(*m_meta, value) : nullptr;
    edit->setText(field ? field->label : value);
}

void ChoiceDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const
{
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        if (combo->currentIndex() >= 0)
            model->setData(index, combo->currentText());
        return;
    }
    auto* edit = qobject_cast<QLineEdit*>(editor);
    auto* completer = edit ? qobject_cast<FieldCompleter*>(edit->completer()) : nullptr;
    if (!completer)
        return;
    // What was never touched is no choice; an edit that the completer has not seen is looked up now.
    if (!edit->isModified() && !completer->isTaken())
        return;
    completer->setCompletionPrefix(edit->text());
    const std::optional<QString> field = completer->fieldFor(edit->text());
    if (field)
        model->setData(index, *field);
}

void ChoiceDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                          const QModelIndex& index) const
{
    Q_UNUSED(index)
    editor->setGeometry(option.rect.adjusted(4, 1, -4, -2));
}

} // namespace stevedore::ui
