// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/choicedelegate.h"

#include "models/roles.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QStandardItemModel>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int searchRole = Qt::UserRole + 100;
constexpr int apiRole = Qt::UserRole + 101;

} // namespace

FieldCompleter::FieldCompleter(const ModuleMeta& meta, QObject* parent) : QCompleter(parent)
{
    auto* choices = new QStandardItemModel(this);
    auto* none = new QStandardItem(tr("Leave out"));
    none->setData(tr("Leave out"), searchRole);
    none->setData(QString(), apiRole);
    choices->appendRow(none);
    for (const Field& field : meta.fields) {
        if (!field.isWritable())
            continue;
        m_fields.append(field);
        const QString star = field.mandatory ? u" ★"_s : QString();
        auto* item = new QStandardItem(u"%1%2   %3 · %4"_s.arg(field.label, star, field.apiName, field.dataType));
        item->setData(QString(field.label + u' ' + field.apiName + u' ' + field.dataType), searchRole);
        item->setData(field.apiName, apiRole);
        choices->appendRow(item);
    }
    setModel(choices);
    setCompletionRole(searchRole);
    setFilterMode(Qt::MatchContains);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(12);
}

QString FieldCompleter::pathFromIndex(const QModelIndex& index) const
{
    const QString api = index.data(apiRole).toString();
    for (const Field& field : m_fields) {
        if (field.apiName == api)
            return field.label;
    }
    return tr("Leave out");
}

std::optional<QString> FieldCompleter::fieldFor(const QString& text) const
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty() || wanted.compare(tr("Leave out"), Qt::CaseInsensitive) == 0)
        return QString();
    for (const bool byApiName : {true, false}) {
        for (const Field& field : m_fields) {
            if ((byApiName ? field.apiName : field.label).compare(wanted, Qt::CaseInsensitive) == 0)
                return field.apiName;
        }
    }
    return std::nullopt;
}

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
    auto* completer = new FieldCompleter(*m_meta, edit);
    edit->setCompleter(completer);
    completer->popup()->setProperty("popup", true);
    completer->popup()->setMinimumWidth(320);
    auto* self = const_cast<ChoiceDelegate*>(this);
    connect(completer, QOverload<const QModelIndex&>::of(&QCompleter::activated), edit, [self, edit] {
        // The completer puts its text in after this signal.
        QTimer::singleShot(0, edit, [self, edit] {
            Q_EMIT self->commitData(edit);
            Q_EMIT self->closeEditor(edit);
        });
    });
    QTimer::singleShot(0, edit, [edit, completer] {
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
    const Field* const field = m_meta ? m_meta->field(value) : nullptr;
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
    std::optional<QString> field = completer->fieldFor(edit->text());
    // A beginning that fits one field alone names it.
    completer->setCompletionPrefix(edit->text());
    if (!field && completer->completionCount() == 1)
        field = completer->fieldFor(completer->currentCompletion());
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
