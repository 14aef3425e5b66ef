// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/fieldpicker.h"

#include "exports/chosenfields.h"
#include "exports/exportfields.h"
#include "exports/fielddelegate.h"
#include "exports/fieldtree.h"
#include "models/roles.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

FieldPicker::FieldPicker(QWidget* parent)
    : QWidget(parent), m_tree(new FieldTree(this)), m_found(new QSortFilterProxyModel(this)),
      m_chosen(new ChosenFields(this)), m_pane(new Pane(tr("Columns"))), m_figure(plainLabel({}, "dim")),
      m_hint(plainLabel({}, "caption")), m_search(new QLineEdit), m_all(new QTreeView), m_order(new QListView)
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pane);
    m_figure->setObjectName(u"fieldFigure"_s);
    m_pane->head()->addWidget(m_figure);
    auto* lists = new QHBoxLayout;
    lists->setSpacing(0);
    lists->addWidget(makeAll(), 1);
    auto* line = new QFrame;
    line->setProperty("upright", true);
    lists->addWidget(line);
    lists->addWidget(makeChosen(), 1);
    m_pane->body()->addLayout(lists, 1);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    m_pane->body()->addWidget(hairline);
    m_hint->setWordWrap(true);
    m_hint->setObjectName(u"fieldHint"_s);
    m_hint->setContentsMargins(space::inner, space::between, space::inner, space::between);
    m_pane->body()->addWidget(m_hint);
    connect(m_tree, &FieldTree::toggled, this, &FieldPicker::toggle);
    connect(m_chosen, &ChosenFields::changed, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    refresh();
}

QWidget* FieldPicker::makeAll()
{
    m_found->setSourceModel(m_tree);
    m_found->setFilterRole(FieldTree::SearchRole);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_found->setRecursiveFilteringEnabled(true);
    m_all->setModel(m_found);
    m_all->setHeaderHidden(true);
    m_all->setUniformRowHeights(true);
    m_all->setIndentation(18);
    m_all->setFrameShape(QFrame::NoFrame);
    m_all->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_all->setItemDelegate(new FieldDelegate(m_all));
    m_all->setAccessibleName(tr("All fields"));
    m_all->setObjectName(u"allFields"_s);
    m_search->setPlaceholderText(tr("Search label or API name"));
    m_search->setAccessibleName(tr("Search fields"));
    m_search->setObjectName(u"fieldSearch"_s);
    m_search->setClearButtonEnabled(true);
    m_search->setFixedHeight(30);
    m_search->installEventFilter(this);
    connect(m_search, &QLineEdit::textChanged, this, &FieldPicker::search);
    connect(m_all, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        const QString module = m_tree->missingParent(m_found->mapToSource(index));
        if (!module.isEmpty())
            Q_EMIT parentWanted(module);
    });
    auto* box = new QWidget;
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto* padded = new QHBoxLayout;
    padded->setContentsMargins(space::inner, space::between, space::inner, space::between);
    padded->addWidget(m_search);
    lines->addLayout(padded);
    lines->addWidget(m_all, 1);
    return box;
}

QWidget* FieldPicker::makeChosen()
{
    m_order->setModel(m_chosen);
    m_order->setFrameShape(QFrame::NoFrame);
    m_order->setUniformItemSizes(true);
    m_order->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_order->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_order->setDragDropMode(QAbstractItemView::InternalMove);
    m_order->setDefaultDropAction(Qt::MoveAction);
    m_order->setItemDelegate(new FieldDelegate(m_order));
    m_order->setAccessibleName(tr("Chosen columns, in their order"));
    m_order->setObjectName(u"chosenFields"_s);
    m_order->installEventFilter(this);
    auto* box = new QWidget;
    auto* lines = new QVBoxLayout(box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto* padded = new QHBoxLayout;
    padded->setContentsMargins(space::inner, space::between, space::inner, space::between);
    padded->setSpacing(space::between);
    for (const bool isAll : {true, false}) {
        auto* button = new QPushButton(isAll ? tr("All fields") : tr("None"));
        button->setObjectName(isAll ? u"chooseAll"_s : u"chooseNone"_s);
        padded->addWidget(button);
        connect(button, &QPushButton::clicked, this,
                [this, isAll] { m_chosen->setFields(isAll ? allFields() : QStringList()); });
    }
    padded->addStretch(1);
    lines->addLayout(padded);
    lines->addWidget(m_order, 1);
    return box;
}

void FieldPicker::setMeta(const ModuleMeta& meta)
{
    const bool isOther = meta.module.apiName != m_meta.module.apiName && !m_meta.module.apiName.isEmpty();
    m_meta = meta;
    if (isOther)
        m_parents.clear();
    m_search->clear();
    m_tree->setMeta(meta);
    for (const ModuleMeta& parent : std::as_const(m_parents))
        m_tree->setParent(parent);
    m_chosen->setMeta(withParents(m_meta, m_parents));
    if (isOther) {
        QStringList kept = m_chosen->fields();
        kept.removeIf([this](const QString& name) { return !m_meta.field(name); });
        m_chosen->setFields(kept);
    }
    refresh();
}

void FieldPicker::addParent(const ModuleMeta& parent)
{
    m_parents.append(parent);
    m_tree->setParent(parent);
    m_chosen->setMeta(withParents(m_meta, m_parents));
    refresh();
}

QStringList FieldPicker::fields() const
{
    return m_chosen->fields();
}

void FieldPicker::setFields(const QStringList& fields)
{
    m_chosen->setFields(fields);
}

QStringList FieldPicker::allFields() const
{
    QStringList names;
    for (const Field& field : m_meta.fields) {
        if (canBeExported(field) && names.size() < mostFields)
            names.append(field.apiName);
    }
    return names;
}

QStringList FieldPicker::unknownFields() const
{
    const ModuleMeta all = withParents(m_meta, m_parents);
    QStringList names = m_chosen->fields();
    names.removeIf([&](const QString& name) {
        const QString parent = parentModule(m_meta, name);
        const bool isComing = !parent.isEmpty() && std::none_of(m_parents.begin(), m_parents.end(), [&](const auto& p) {
            return p.module.apiName == parent;
        });
        return isComing || all.field(name) || name == u"id" || name.startsWith(u"Owner.");
    });
    return names;
}

void FieldPicker::search(const QString& text)
{
    m_found->setFilterFixedString(text.trimmed());
    for (int row = 0; row < m_found->rowCount() && !text.isEmpty(); ++row) {
        const QModelIndex index = m_found->index(row, 0);
        const bool hasFound = m_found->rowCount(index) > 0;
        // Fields that are not there yet are not asked for by every letter.
        if (hasFound && m_tree->missingParent(m_found->mapToSource(index)).isEmpty())
            m_all->expand(index);
    }
    m_all->setCurrentIndex(text.isEmpty() ? QModelIndex() : m_found->index(0, 0));
    refresh();
}

void FieldPicker::toggleFirstFound()
{
    QModelIndex index = m_all->currentIndex().isValid() ? m_all->currentIndex() : m_found->index(0, 0);
    // A lookup that is only shown for a field below it is not what was searched.
    const QString text = m_search->text().trimmed();
    while (m_found->rowCount(index) > 0 &&
           !index.data(FieldTree::SearchRole).toString().contains(text, Qt::CaseInsensitive))
        index = m_found->index(0, 0, index);
    const QString field = index.data(RawRole).toString();
    if (!field.isEmpty() && !text.isEmpty())
        toggle(field, !m_chosen->fields().contains(field));
    m_search->selectAll();
}

void FieldPicker::toggle(const QString& field, bool checked)
{
    if (checked)
        m_chosen->add(field);
    else if (const qsizetype row = m_chosen->fields().indexOf(field); row >= 0)
        m_chosen->remove({int(row)});
}

bool FieldPicker::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    const auto* const key = static_cast<QKeyEvent*>(event);
    if (object == m_order)
        return chosenKey(key->key(), key->modifiers().testFlag(Qt::AltModifier));
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        toggleFirstFound();
        return true;
    }
    if (key->key() == Qt::Key_Down) {
        m_all->setFocus();
        if (!m_all->currentIndex().isValid())
            m_all->setCurrentIndex(m_found->index(0, 0));
        return true;
    }
    return QWidget::eventFilter(object, event);
}

bool FieldPicker::chosenKey(int key, bool alt)
{
    if (alt && (key == Qt::Key_Up || key == Qt::Key_Down)) {
        m_chosen->shift(selectedRows(), key == Qt::Key_Up ? -1 : 1);
        m_order->scrollTo(m_order->currentIndex());
        return true;
    }
    if (key != Qt::Key_Delete && key != Qt::Key_Backspace)
        return false;
    const int row = m_order->currentIndex().row();
    m_chosen->remove(selectedRows());
    if (m_chosen->rowCount() > 0)
        m_order->setCurrentIndex(m_chosen->index(std::clamp(row, 0, m_chosen->rowCount() - 1)));
    return true;
}

QList<int> FieldPicker::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex& index : m_order->selectionModel()->selectedRows())
        rows.append(index.row());
    return rows;
}

void FieldPicker::refresh()
{
    m_tree->setChosen(m_chosen->fields());
    int offered = int(std::count_if(m_meta.fields.begin(), m_meta.fields.end(), canBeExported));
    for (const QString& name : m_chosen->fields())
        offered += m_meta.field(name) ? 0 : 1;
    const int chosen = m_chosen->rowCount();
    m_figure->setText(tr("%1 of %2 fields").arg(chosen).arg(offered));
    const bool isFull = chosen >= mostFields;
    setRole(m_figure, "role", isFull ? u"attention"_s : u"dim"_s);
    if (isFull)
        m_hint->setText(tr("The CRM gives at most %1 fields at once. Take some out to choose others.").arg(mostFields));
    else if (!m_search->text().isEmpty() && m_found->rowCount() == 0)
        m_hint->setText(tr("No field has this in its name. The fields of a parent are searched once its lookup has "
                           "been opened."));
    else
        m_hint->setText(tr("At most %1; the record id is always in the file. Alt+Up and Alt+Down move a column, Delete "
                           "takes it out.")
                            .arg(mostFields));
}

} // namespace stevedore::ui
