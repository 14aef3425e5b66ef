// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/fieldline.h"

#include "exports/fielddelegate.h"
#include "models/roles.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// Puts the label into the line, where what is searched in is longer.
class LabelCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;
    QString pathFromIndex(const QModelIndex& index) const override { return index.data().toString(); }
};

} // namespace

void fillFieldChoices(QStandardItemModel* model, const ModuleMeta& meta)
{
    model->clear();
    const auto add = [model](const Field& field) {
        if (comparatorsFor(field).isEmpty())
            return;
        auto* item = new QStandardItem(field.label);
        item->setData(field.apiName, RawRole);
        item->setData(field.apiName, DetailRole);
        item->setData(QString(field.label + u' ' + field.apiName), SearchRole);
        model->appendRow(item);
    };
    for (const Field& field : meta.fields)
        add(field);
    const FieldFinder finder = fieldsOf(meta);
    const Field* const id = finder(u"id"_s);
    if (id && !meta.field(u"id"_s))
        add(*id);
}

FieldLine::FieldLine(const ConditionContext& context, QWidget* parent) : QLineEdit(parent), m_context(context)
{
    auto* completer = new LabelCompleter(context.choices, this);
    completer->setCompletionRole(SearchRole);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(12);
    completer->popup()->setItemDelegate(new FieldDelegate(completer->popup()));
    completer->popup()->setProperty("popup", true);
    completer->popup()->setMinimumWidth(320);
    setCompleter(completer);
    setPlaceholderText(tr("Field"));
    connect(completer, QOverload<const QModelIndex&>::of(&QCompleter::activated), this,
            [this](const QModelIndex& index) { take(index.data(RawRole).toString()); });
    connect(this, &QLineEdit::editingFinished, this, &FieldLine::resolve);
}

void FieldLine::setField(const QString& apiName)
{
    m_field = apiName;
    const Field* const field = apiName.isEmpty() ? nullptr : m_context.field(apiName);
    setText(field ? field->label : apiName);
    setToolTip(field ? u"%1\n%2"_s.arg(field->label, apiName) : QString());
    setCursorPosition(0);
}

void FieldLine::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down && !completer()->popup()->isVisible()) {
        offer(isModified() ? text() : QString());
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void FieldLine::mouseReleaseEvent(QMouseEvent* event)
{
    QLineEdit::mouseReleaseEvent(event);
    if (text().isEmpty() && !hasSelectedText())
        offer({});
}

void FieldLine::offer(const QString& start)
{
    completer()->setCompletionPrefix(start);
    completer()->complete();
}

void FieldLine::take(const QString& apiName)
{
    const bool isOther = apiName != m_field;
    setField(apiName);
    if (isOther)
        Q_EMIT chosen();
}

void FieldLine::resolve()
{
    // What is chosen in the list comes by its own way.
    const QAbstractItemView* const list = completer()->popup();
    if (!isModified() || (list->isVisible() && list->currentIndex().isValid()))
        return;
    setModified(false);
    take(bestFor(text().trimmed()));
}

QString FieldLine::bestFor(const QString& text) const
{
    QString best = text;
    int rank = 4;
    for (int row = 0; row < m_context.choices->rowCount() && !text.isEmpty(); ++row) {
        const QModelIndex index = m_context.choices->index(row, 0);
        const QString label = index.data().toString();
        const QString name = index.data(RawRole).toString();
        const auto is = [&text](const QString& other) { return other.compare(text, Qt::CaseInsensitive) == 0; };
        const auto starts = [&text](const QString& other) { return other.startsWith(text, Qt::CaseInsensitive); };
        const int now = is(name) || is(label)                                                                   ? 1
                        : starts(label) || starts(name)                                                         ? 2
                        : label.contains(text, Qt::CaseInsensitive) || name.contains(text, Qt::CaseInsensitive) ? 3
                                                                                                                : 4;
        if (now < rank) {
            rank = now;
            best = name;
        }
    }
    return best;
}

} // namespace stevedore::ui
