// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/mappingpage.h"

#include "base/text.h"
#include "models/mappingmodel.h"
#include "pages/columninspector.h"
#include "widgets/choicedelegate.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QWidget* labelled(const QString& text, QComboBox* combo, const QString& objectName)
{
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, space::between, 0);
    line->setSpacing(space::between);
    QLabel* label = plainLabel(text, "dim");
    label->setBuddy(combo);
    combo->setAccessibleName(text);
    combo->setObjectName(objectName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaximumWidth(230);
    line->addWidget(label);
    line->addWidget(combo);
    return box;
}

} // namespace

MappingPage::MappingPage(QWidget* parent)
    : StepPage(parent), m_module(new QComboBox), m_operation(new QComboBox), m_key(new QComboBox),
      m_empty(new QComboBox), m_content(new QWidget), m_waiting(new EmptyState(u"connection"_s)), m_grid(new Grid),
      m_model(new MappingModel(this)), m_fields(new ChoiceDelegate(this)), m_inspector(new ColumnInspector)
{
    m_grid->setModel(m_model);
    m_grid->setItemDelegateForColumn(MappingModel::FieldChoice, m_fields);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_grid->verticalHeader()->setDefaultSectionSize(36);
    m_grid->setObjectName(u"mappingGrid"_s);
    m_grid->setAccessibleName(tr("Columns of the file and their fields"));
    setFocusProxy(m_grid);
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_grid);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::inner);
    left->addWidget(makeSettings());
    left->addWidget(gridPane, 1);
    m_inspector->setMinimumWidth(250);
    m_inspector->setMaximumWidth(360);
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::panes);
    columns->addLayout(left, 8);
    columns->addWidget(m_inspector, 3);
    body()->addWidget(m_content, 1);
    body()->addWidget(m_waiting, 1);
    m_connect = m_waiting->addButton(tr("Choose a connection"), false);
    m_connect->setObjectName(u"mappingConnect"_s);
    connect(m_connect, &QPushButton::clicked, this, &MappingPage::connectionsWanted);
    connect(m_model, &MappingModel::fieldChosen, this, &MappingPage::chooseField);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MappingPage::fillInspector);
    connect(m_inspector, &ColumnInspector::dateConfirmed, this,
            [this](int column) { m_confirmedDates.insert(column); });
    connect(m_inspector, &ColumnInspector::columnEdited, this, [this](const ColumnMapping& column) {
        m_mapping.columns[std::size_t(column.column)] = column;
        edited();
    });
    connect(primary(), &QPushButton::clicked, this, &MappingPage::checkWanted);
    setWaiting(tr("No connection"), tr("The fields come from the CRM. Connect to one to map the columns."), true);
}

QWidget* MappingPage::makeSettings()
{
    m_operation->addItem(tr("Create"), int(Operation::Insert));
    m_operation->addItem(tr("Update those that exist"), int(Operation::Update));
    m_operation->addItem(tr("Create or update"), int(Operation::Upsert));
    m_empty->addItem(tr("leave the CRM value"), false);
    m_empty->addItem(tr("erase the CRM value"), true);
    auto* flow = new FlowLayout(space::between);
    flow->addWidget(labelled(tr("Module"), m_module, u"module"_s));
    flow->addWidget(labelled(tr("What to do"), m_operation, u"operation"_s));
    flow->addWidget(labelled(tr("Match by"), m_key, u"matchKey"_s));
    m_emptyBox = labelled(tr("Empty cells"), m_empty, u"emptyCells"_s);
    flow->addWidget(m_emptyBox);
    auto* pane = new Pane;
    pane->addPadded()->addLayout(flow);
    connect(m_module, &QComboBox::activated, this, [this] { Q_EMIT moduleChosen(m_module->currentData().toString()); });
    for (QComboBox* combo : {m_operation, m_key, m_empty})
        connect(combo, &QComboBox::activated, this, &MappingPage::takeSettings);
    return pane;
}

void MappingPage::setModules(const QList<ModuleInfo>& modules, const QString& chosen)
{
    m_module->clear();
    for (const ModuleInfo& module : modules)
        m_module->addItem(module.plural, module.apiName);
    m_module->setCurrentIndex(m_module->findData(chosen));
}

void MappingPage::setWaiting(const QString& fact, const QString& sentence, bool offerConnections)
{
    m_content->hide();
    m_waiting->say(fact, sentence);
    m_connect->setVisible(offerConnections);
    m_waiting->show();
    foot()->say(fact + u'.', offerConnections ? tr("Checking needs the fields of a module.") : QString());
    foot()->setPrimary(tr("Check all rows"), false);
}

void MappingPage::setMapping(const Mapping& mapping, const ModuleMeta& meta, const std::vector<ColumnProfile>& profiles,
                             qint64 rows, bool locked)
{
    const bool first = m_model->rowCount() != int(mapping.columns.size()) ||
                       m_meta.module.apiName != meta.module.apiName || (m_profiles.empty() && !profiles.empty());
    m_mapping = mapping;
    m_meta = meta;
    m_profiles = profiles;
    m_rows = rows;
    m_locked = locked;
    m_fields->setMeta(meta);
    m_model->setMapping(mapping, meta, profiles, m_confirmedDates);
    m_grid->setEditTriggers(locked ? QAbstractItemView::NoEditTriggers : QAbstractItemView::AllEditTriggers);
    m_waiting->hide();
    m_content->show();
    if (first) {
        m_grid->fitColumns(56, 116);
        m_grid->setColumnWidth(MappingModel::Filled, 62);
        m_grid->setColumnWidth(MappingModel::FieldChoice, 152);
        m_grid->setColumnWidth(MappingModel::Matched, 106);
        m_grid->setColumnWidth(MappingModel::Conversion, 98);
        m_grid->setColumnWidth(MappingModel::State, 108);
        m_grid->horizontalHeader()->setSectionResizeMode(MappingModel::Samples, QHeaderView::Stretch);
    }
    if (!m_grid->currentIndex().isValid() && m_model->rowCount() > 0)
        m_grid->setCurrentIndex(m_model->index(0, MappingModel::FieldChoice));
    fillSettings();
    fillInspector();
    fillFoot();
}

void MappingPage::fillSettings()
{
    m_operation->setCurrentIndex(m_operation->findData(int(m_mapping.operation)));
    m_key->clear();
    if (m_mapping.operation == Operation::Insert)
        m_key->addItem(tr("nothing: create every row"), QString());
    for (const QString& key : m_meta.matchKeys()) {
        const Field* const field = m_meta.field(key);
        m_key->addItem(field ? field->label : key == u"id" ? tr("Record id") : key, key);
    }
    m_key->setCurrentIndex(m_key->findData(m_mapping.findBy));
    m_emptyBox->setVisible(m_mapping.operation != Operation::Insert);
    m_empty->setCurrentIndex(m_mapping.eraseEmpty ? 1 : 0);
    for (QComboBox* combo : {m_module, m_operation, m_key, m_empty})
        combo->setEnabled(!m_locked);
}

void MappingPage::takeSettings()
{
    m_mapping.operation = Operation(m_operation->currentData().toInt());
    m_mapping.findBy = m_key->currentData().toString();
    if (m_mapping.operation != Operation::Insert && m_mapping.findBy.isEmpty()) {
        const QStringList keys = m_meta.matchKeys();
        m_mapping.findBy = keys.size() > 1 ? keys.at(1) : keys.value(0);
    }
    m_mapping.eraseEmpty = m_mapping.operation != Operation::Insert && m_empty->currentData().toBool();
    edited();
}

int MappingPage::openPlaces() const
{
    int open = 0;
    for (const ColumnMapping& column : m_mapping.columns) {
        const auto at = std::size_t(column.column);
        const Field* const field = m_meta.field(column.field);
        if (field && at < m_profiles.size() && !openValues(m_profiles[at], column, *field).isEmpty())
            open += int(openValues(m_profiles[at], column, *field).size());
    }
    return open;
}

void MappingPage::fillFoot()
{
    const QStringList problems = mappingProblems(m_mapping, m_meta);
    const QString matched =
        tr("%1 of %2 columns matched.").arg(m_mapping.matchedColumns()).arg(m_mapping.columns.size());
    QString rest = problems.isEmpty() ? tr("All mandatory fields are fed.") : problems.join(u' ');
    if (const int open = openPlaces(); open > 0 && problems.isEmpty())
        rest += u' ' + tr("%1 picklist values are still open; the CRM would add them to its lists.").arg(open);
    if (m_locked)
        rest = tr("The import has been sent with this mapping; it can no longer be changed.");
    foot()->say(matched, rest);
    foot()->setPrimary(m_rows < 0 ? tr("Check all rows") : tr("Check all %1 rows").arg(grouped(m_rows)),
                       problems.isEmpty() && m_rows > 0);
    if (m_rows < 0 && problems.isEmpty())
        foot()->say(matched, tr("The rows are being counted; the check can begin when that is done."));
}

void MappingPage::fillInspector()
{
    const int row = m_grid->currentIndex().row();
    if (row < 0 || std::size_t(row) >= m_mapping.columns.size())
        return;
    const ColumnMapping& column = m_mapping.columns[std::size_t(row)];
    const auto at = std::size_t(column.column);
    m_inspector->setColumn(column, m_meta.field(column.field), at < m_profiles.size() ? &m_profiles[at] : nullptr,
                           m_confirmedDates.contains(column.column), m_locked);
}

void MappingPage::chooseField(int row, const QString& field)
{
    ColumnMapping& chosen = m_mapping.columns[std::size_t(row)];
    // A field is fed by one column: the one that had it so far gives it up.
    for (ColumnMapping& other : m_mapping.columns) {
        if (!field.isEmpty() && other.field == field) {
            other.field.clear();
            other.match = MatchKind::None;
        }
    }
    chosen.field = field;
    chosen.match = field.isEmpty() ? MatchKind::None : MatchKind::ByHand;
    chosen.findBy.clear();
    if (const Field* const known = m_meta.field(field)) {
        if (known->type == FieldType::Lookup)
            chosen.findBy = duplicateCheckField(known->lookupModule);
        else if (known->type == FieldType::Owner)
            chosen.findBy = u"email"_s;
    }
    edited();
}

void MappingPage::edited()
{
    m_model->setMapping(m_mapping, m_meta, m_profiles, m_confirmedDates);
    fillSettings();
    fillInspector();
    fillFoot();
    Q_EMIT mappingEdited(m_mapping);
}

} // namespace stevedore::ui
