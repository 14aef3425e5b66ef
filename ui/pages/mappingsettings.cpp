// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/mappingsettings.h"

#include "widgets/flowlayout.h"
#include "widgets/labelled.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QComboBox>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QWidget* choice(const QString& name, QComboBox* combo, const QString& objectName)
{
    combo->setObjectName(objectName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaximumWidth(230);
    return labelledBeside(name, combo);
}

} // namespace

MappingSettings::MappingSettings(QWidget* parent)
    : QWidget(parent), m_module(new QComboBox), m_operation(new QComboBox), m_key(new QComboBox),
      m_empty(new QComboBox), m_layout(new QComboBox)
{
    m_operation->addItem(tr("Create"), int(Operation::Insert));
    m_operation->addItem(tr("Update those that exist"), int(Operation::Update));
    m_operation->addItem(tr("Create or update"), int(Operation::Upsert));
    m_empty->addItem(tr("leave the CRM value"), false);
    m_empty->addItem(tr("erase the CRM value"), true);
    m_key->setToolTip(
        tr("By what a record that exists already is recognised. With nothing, every row makes a new record."));
    auto* flow = new FlowLayout(space::between);
    flow->addWidget(choice(tr("Module"), m_module, u"module"_s));
    flow->addWidget(choice(tr("What to do"), m_operation, u"operation"_s));
    flow->addWidget(choice(tr("Match by"), m_key, u"matchKey"_s));
    m_emptyBox = choice(tr("Empty cells"), m_empty, u"emptyCells"_s);
    flow->addWidget(m_emptyBox);
    m_layoutBox = choice(tr("Layout"), m_layout, u"layout"_s);
    flow->addWidget(m_layoutBox);
    auto* pane = new Pane;
    pane->addPadded()->addLayout(flow);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(pane);
    connect(m_module, &QComboBox::activated, this, [this] { Q_EMIT moduleChosen(m_module->currentData().toString()); });
    for (QComboBox* combo : {m_operation, m_key, m_empty, m_layout})
        connect(combo, &QComboBox::activated, this, &MappingSettings::edited);
}

void MappingSettings::setModules(const QList<ModuleInfo>& modules, const QString& chosen)
{
    m_module->clear();
    for (const ModuleInfo& module : modules)
        m_module->addItem(module.plural, module.apiName);
    m_module->setCurrentIndex(m_module->findData(chosen));
}

void MappingSettings::setMapping(const Mapping& mapping, const ModuleMeta& meta, bool sent, bool locked)
{
    m_operation->setCurrentIndex(m_operation->findData(int(mapping.operation)));
    m_key->clear();
    if (mapping.operation == Operation::Insert)
        m_key->addItem(tr("nothing"), QString());
    for (const QString& key : meta.matchKeys()) {
        const Field* const field = meta.field(key);
        m_key->addItem(field ? field->label : key == u"id" ? tr("Record id") : key, key);
    }
    m_key->setCurrentIndex(m_key->findData(mapping.findBy));
    m_emptyBox->setVisible(mapping.operation != Operation::Insert);
    m_empty->setCurrentIndex(mapping.eraseEmpty ? 1 : 0);
    m_layout->clear();
    m_layout->addItem(tr("the CRM's choice"), QString());
    for (const Layout& layout : meta.layouts)
        m_layout->addItem(layout.name, layout.id);
    if (m_layout->findData(mapping.layout) < 0)
        m_layout->addItem(mapping.layoutName.isEmpty() ? mapping.layout : mapping.layoutName, mapping.layout);
    m_layout->setCurrentIndex(m_layout->findData(mapping.layout));
    m_layoutBox->setVisible(m_layout->count() > 2);
    m_module->setEnabled(!sent);
    for (QComboBox* combo : {m_operation, m_key, m_empty, m_layout})
        combo->setEnabled(!locked);
}

Mapping MappingSettings::applied(Mapping mapping, const ModuleMeta& meta) const
{
    mapping.operation = Operation(m_operation->currentData().toInt());
    mapping.findBy = m_key->currentData().toString();
    const bool isInsert = mapping.operation == Operation::Insert;
    if (!isInsert && mapping.findBy.isEmpty()) {
        const QStringList keys = meta.matchKeys();
        mapping.findBy = keys.size() > 1 ? keys.at(1) : keys.value(0);
    }
    mapping.eraseEmpty = !isInsert && m_empty->currentData().toBool();
    mapping.layout = m_layout->currentData().toString();
    mapping.layoutName = mapping.layout.isEmpty() ? QString() : m_layout->currentText();
    return mapping;
}

} // namespace stevedore::ui
