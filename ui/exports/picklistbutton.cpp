// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/picklistbutton.h"

#include "models/roles.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QListWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

PicklistButton::PicklistButton(const QList<PicklistValue>& values, QWidget* parent)
    : QPushButton(parent), m_popup(new QFrame(this, Qt::Popup)), m_list(new QListWidget)
{
    setProperty("choice", true);
    setMinimumWidth(60);
    m_popup->setProperty("pane", true);
    m_list->setAccessibleName(tr("Values, several can be checked"));
    m_list->setObjectName(u"picklistValues"_s);
    m_list->setProperty("popup", true);
    auto* lines = new QVBoxLayout(m_popup);
    lines->setContentsMargins(1, 1, 1, 1);
    lines->addWidget(m_list);
    for (const PicklistValue& value : values)
        addValue(value.display, value.actual);
    connect(this, &QPushButton::clicked, this, &PicklistButton::open);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        describe();
        Q_EMIT changed();
    });
    describe();
}

void PicklistButton::addValue(const QString& name, const QString& value)
{
    auto* item = new QListWidgetItem(name);
    item->setData(RawRole, value);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(Qt::Unchecked);
    item->setSizeHint({0, space::row});
    m_list->addItem(item);
}

void PicklistButton::setChosen(const QStringList& values)
{
    const QSignalBlocker quiet(m_list);
    QStringList missing = values;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* const item = m_list->item(row);
        const QString value = item->data(RawRole).toString();
        item->setCheckState(values.contains(value) ? Qt::Checked : Qt::Unchecked);
        missing.removeAll(value);
    }
    missing.removeAll(QString());
    for (const QString& value : std::as_const(missing)) {
        addValue(value, value);
        m_list->item(m_list->count() - 1)->setCheckState(Qt::Checked);
    }
    describe();
}

QStringList PicklistButton::chosen() const
{
    QStringList values;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            values.append(m_list->item(row)->data(RawRole).toString());
    }
    return values;
}

void PicklistButton::open()
{
    const int rows = std::clamp(m_list->count(), 3, 10);
    m_popup->resize(std::max(width(), 220), rows * space::row + 12);
    m_popup->move(mapToGlobal(QPoint(0, height() + 2)));
    m_popup->show();
    m_list->setFocus();
    if (!m_list->currentItem())
        m_list->setCurrentRow(0);
}

void PicklistButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Down)
        return open();
    QPushButton::keyPressEvent(event);
}

void PicklistButton::resizeEvent(QResizeEvent* event)
{
    QPushButton::resizeEvent(event);
    describe();
}

void PicklistButton::describe()
{
    QStringList names;
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->checkState() == Qt::Checked)
            names.append(m_list->item(row)->text());
    }
    const QString all = names.isEmpty() ? tr("Choose values") : names.join(u", "_s);
    setToolTip(names.isEmpty() ? QString() : all);
    setAccessibleDescription(all);
    // In the text of a button "&" marks a key.
    setText(fontMetrics().elidedText(all, Qt::ElideRight, width() - 34).replace(u'&', u"&&"_s));
}

} // namespace stevedore::ui
