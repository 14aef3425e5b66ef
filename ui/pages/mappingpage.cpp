// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/mappingpage.h"

#include "base/text.h"
#include "mapping/automatch.h"
#include "mapping/rawcells.h"
#include "pages/columninspector.h"
#include "pages/mappingsettings.h"
#include "widgets/choicedelegate.h"
#include "widgets/emptystate.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// A column and its samples below it.
constexpr int columnHeight = 40;
/// With less room the conversions, which the inspector shows as well, give way to the samples; then the bars.
constexpr int roomForConversions = 700;
constexpr int roomForBars = 580;

QStringList labelsOf(const QList<Field>& fields)
{
    QStringList labels;
    for (const Field& field : fields)
        labels.append(field.label);
    return labels;
}

} // namespace

MappingPage::MappingPage(QWidget* parent)
    : StepPage(parent), m_settings(new MappingSettings), m_content(new QWidget),
      m_waiting(new EmptyState(u"connection"_s)), m_news(new Strip),
      m_more(foot()->addSecondary(tr("Mapping"), u"mappingMenu"_s)), m_menu(new QMenu(this)), m_grid(new Grid),
      m_model(new MappingModel(this)), m_fields(new ChoiceDelegate(this)), m_inspector(new ColumnInspector)
{
    makeGrid();
    makeMenu();
    makeContent();
    m_news->setPlain();
    body()->addWidget(m_news);
    body()->addWidget(m_content, 1);
    body()->addWidget(m_waiting, 1);
    m_connect = m_waiting->addButton(tr("Choose a connection"), false);
    m_connect->setObjectName(u"mappingConnect"_s);
    connect(m_connect, &QPushButton::clicked, this, &MappingPage::connectionsWanted);
    connect(m_settings, &MappingSettings::moduleChosen, this, &MappingPage::moduleChosen);
    connect(m_settings, &MappingSettings::edited, this, [this] {
        m_mapping = m_settings->applied(m_mapping, m_meta);
        m_meta = m_meta.forLayout(m_mapping.layout);
        m_fields->setMeta(m_meta);
        edited();
    });
    connect(m_inspector, &ColumnInspector::dateConfirmed, this,
            [this](int column) { m_confirmedDates.insert(column); });
    connect(m_inspector, &ColumnInspector::columnEdited, this, &MappingPage::takeColumn);
    connect(primary(), &QPushButton::clicked, this, &MappingPage::checkWanted);
    setWaiting(tr("No connection"), tr("The fields come from the CRM. Connect to one to map the columns."), true);
}

void MappingPage::makeGrid()
{
    m_grid->setModel(m_model);
    m_grid->setItemDelegateForColumn(MappingModel::FieldChoice, m_fields);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    m_grid->verticalHeader()->setDefaultSectionSize(columnHeight);
    m_grid->horizontalHeader()->setSectionResizeMode(MappingModel::Name, QHeaderView::Stretch);
    m_grid->setObjectName(u"mappingGrid"_s);
    m_grid->setAccessibleName(tr("Columns of the file and their fields"));
    m_grid->installEventFilter(this);
    m_grid->viewport()->installEventFilter(this);
    setFocusProxy(m_grid);
    connect(m_model, &MappingModel::fieldChosen, this, &MappingPage::chooseField);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &MappingPage::fillInspector);
    // The keyboard works on the field of a line, wherever in the line a click went.
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (now.isValid() && now.column() != MappingModel::FieldChoice)
            m_grid->selectionModel()->setCurrentIndex(now.siblingAtColumn(MappingModel::FieldChoice),
                                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    });
    connect(m_grid, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() == MappingModel::FieldChoice && index.flags().testFlag(Qt::ItemIsEditable))
            m_grid->edit(index);
    });
}

void MappingPage::makeMenu()
{
    const auto add = [this](const QString& text, const QString& name, const auto& does) {
        QAction* const action = m_menu->addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, does);
    };
    add(tr("Match by name and values again"), u"matchAgain"_s, [this] { Q_EMIT matchAgainWanted(); });
    add(tr("Match by position"), u"matchByPosition"_s, [this] {
        m_mapping = matchedByPosition(m_mapping, m_meta, m_sample.profiles);
        edited();
    });
    add(tr("Leave out what is only guessed"), u"leaveOutGuesses"_s, [this] {
        m_mapping = withoutGuesses(m_mapping);
        edited();
    });
    add(tr("Leave out all that is not matched"), u"leaveOutUnknown"_s, [this] {
        for (ColumnMapping& column : m_mapping.columns) {
            if (column.field.isEmpty())
                column.match = MatchKind::ByHand;
        }
        edited();
    });
    m_menu->addSeparator();
    m_recipes = m_menu->addMenu(tr("Use a recipe"));
    m_recipes->setObjectName(u"recipes"_s);
    add(tr("Save as a recipe"), u"saveRecipe"_s, [this] { Q_EMIT saveRecipeWanted(); });
    add(tr("Open a mapping file…"), u"openMapping"_s, [this] { Q_EMIT openMappingWanted(); });
    add(tr("Save as a mapping file…"), u"saveMapping"_s, [this] { Q_EMIT saveMappingWanted(); });
    connect(m_menu, &QMenu::aboutToShow, this, &MappingPage::recipesWanted);
    m_more->setMenu(m_menu);
    m_more->setProperty("menu", true);
}

void MappingPage::makeContent()
{
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_grid);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::inner);
    left->addWidget(m_settings);
    left->addWidget(gridPane, 1);
    m_inspector->setMinimumWidth(250);
    m_inspector->setMaximumWidth(360);
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::panes);
    columns->addLayout(left, 8);
    columns->addWidget(m_inspector, 3);
}

void MappingPage::setModules(const QList<ModuleInfo>& modules, const QString& chosen)
{
    m_settings->setModules(modules, chosen);
}

void MappingPage::setWaiting(const QString& fact, const QString& sentence, bool offerConnections)
{
    m_content->hide();
    m_news->say({}, {});
    m_more->hide();
    m_waiting->say(fact, sentence);
    m_connect->setVisible(offerConnections);
    m_waiting->show();
    foot()->say(fact + u'.', offerConnections ? tr("Checking needs the fields of a module.") : QString());
    foot()->setPrimary(tr("Check all rows"), false);
}

void MappingPage::setCrmFacts(const CrmFacts& facts)
{
    m_crm = facts;
    if (m_content->isVisibleTo(this))
        fillInspector();
}

void MappingPage::setRecipes(const QStringList& names)
{
    m_recipes->clear();
    m_recipes->menuAction()->setVisible(!names.isEmpty());
    for (const QString& name : names) {
        QAction* const action = m_recipes->addAction(QString(shownValue(name, 50)).replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, name] { Q_EMIT recipeChosen(name); });
    }
}

void MappingPage::setNews(const QString& fact, const QString& rest, const QString& action)
{
    m_news->say(fact, rest);
    if (fact.isEmpty())
        return;
    const auto close = [this] { m_news->say({}, {}); };
    if (!action.isEmpty()) {
        QPushButton* const take = m_news->addLink(action);
        take->setObjectName(u"takeNews"_s);
        connect(take, &QPushButton::clicked, this, [this, close] {
            close();
            Q_EMIT newsTaken();
        });
    }
    QPushButton* const leave = m_news->addLink(tr("Close"));
    leave->setObjectName(u"closeNews"_s);
    connect(leave, &QPushButton::clicked, this, close);
}

void MappingPage::setMapping(const Mapping& mapping, const ModuleMeta& meta, const FileSample& sample, qint64 rows,
                             bool sent, bool locked)
{
    m_mapping = mapping;
    m_meta = meta.forLayout(mapping.layout);
    m_sample = sample;
    m_rows = rows;
    m_sent = sent;
    m_locked = locked;
    m_fields->setMeta(m_meta);
    m_fields->setMapping(mapping);
    m_model->setMapping(mapping, m_meta, sample, m_confirmedDates, locked);
    m_waiting->hide();
    m_content->show();
    m_more->setVisible(!locked);
    if (!m_grid->currentIndex().isValid() && m_model->rowCount() > 0)
        m_grid->setCurrentIndex(m_model->index(0, MappingModel::FieldChoice));
    m_settings->setMapping(mapping, m_meta, sent, locked);
    fillInspector();
    fillFoot();
}

void MappingPage::fitColumns()
{
    const int room = m_grid->viewport()->width();
    m_grid->setColumnHidden(MappingModel::Conversion, room < roomForConversions);
    m_grid->setColumnHidden(MappingModel::Filled, room < roomForBars);
    m_grid->setColumnWidth(MappingModel::Filled, 56);
    m_grid->setColumnWidth(MappingModel::Arrow, 26);
    m_grid->setColumnWidth(MappingModel::FieldChoice, 150);
    m_grid->setColumnWidth(MappingModel::Matched, 114);
    m_grid->setColumnWidth(MappingModel::Conversion, 98);
    m_grid->setColumnWidth(MappingModel::State, 122);
}

bool MappingPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_grid->viewport() && event->type() == QEvent::Resize)
        fitColumns();
    if (watched == m_grid && event->type() == QEvent::KeyPress && !m_locked) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const QModelIndex now = m_grid->currentIndex();
        if ((key == Qt::Key_Delete || key == Qt::Key_Backspace) && m_model->line(now.row())) {
            chooseField(now.row(), {});
            return true;
        }
    }
    return StepPage::eventFilter(watched, event);
}

int MappingPage::openPlaces() const
{
    int open = 0;
    for (const ColumnMapping& column : m_mapping.columns) {
        const ColumnProfile* const profile = profileOf(column.column);
        const Field* const field = m_meta.field(column.field);
        if (field && field->type == FieldType::Picklist && profile)
            open += int(openValues(*profile, column, *field).size());
    }
    return open;
}

void MappingPage::fillFoot()
{
    const QStringList missing = labelsOf(openMandatoryFields(m_mapping, m_meta));
    const QString matched =
        tr("%1 of %2 columns matched").arg(m_mapping.matchedColumns()).arg(m_mapping.columns.size());
    const QString fact =
        missing.isEmpty() ? matched + u'.' : tr("%1; open and mandatory: %2.").arg(matched, missing.join(u", "_s));
    const QStringList problems = otherMappingProblems(m_mapping, m_meta);
    const bool isReady = problems.isEmpty() && missing.isEmpty();
    QString rest = problems.join(u' ');
    if (m_locked)
        rest = tr("The import has been sent with this mapping; it can no longer be changed.");
    else if (isReady && m_rows < 0)
        rest = tr("The rows are being counted; the check can begin when that is done.");
    else if (isReady)
        rest = tr("All mandatory fields are fed.");
    else if (!missing.isEmpty())
        rest =
            (tr("Choose them in a line above, or give them a value of their own in the last line. ") + rest).trimmed();
    if (const int open = openPlaces(); open > 0 && isReady && !m_locked)
        rest += u' ' + tr("%1 picklist values are still open; the CRM would add them to its lists.").arg(open);
    foot()->say(fact, rest);
    foot()->setPrimary(m_rows < 0 ? tr("Check all rows") : tr("Check all %Ln rows", nullptr, numberOf(m_rows)),
                       isReady && m_rows > 0);
}

void MappingPage::fillInspector()
{
    const ColumnMapping* const line = m_model->line(m_grid->currentIndex().row());
    if (!line)
        return m_inspector->setAdding();
    InspectedColumn about;
    about.field = targetField(m_meta, line->field);
    about.composed = m_mapping.isComposed(*line);
    about.profile = about.composed ? nullptr : profileOf(line->column);
    about.samples = about.composed  ? composedSamples(*line, m_mapping, m_sample.rows)
                    : about.profile ? about.profile->samples
                                    : QStringList();
    about.crmZone = m_crm.timeZone;
    about.headers = headersOf(m_mapping);
    about.fileName = m_fileName;
    about.dateConfirmed = m_confirmedDates.contains(line->column);
    about.locked = m_locked;
    if (about.field && about.field->type == FieldType::Lookup) {
        const QString& parent = about.field->lookupModule;
        about.parentKeys = m_crm.parents.value(parent);
        if (!m_crm.parents.contains(parent) && !parent.isEmpty() && !m_locked)
            Q_EMIT parentWanted(parent);
    }
    m_inspector->setColumn(*line, about);
}

void MappingPage::chooseField(int row, const QString& field)
{
    const ColumnMapping* const line = m_model->line(row);
    if (!line)
        return addField(field);
    const int column = line->column;
    const bool composed = m_mapping.isComposed(*line);
    takeAway(field, column);
    ColumnMapping& chosen = composed ? m_mapping.composed[std::size_t(column) - m_mapping.columns.size()]
                                     : m_mapping.columns[std::size_t(row)];
    chosen.field = field;
    chosen.match = MatchKind::ByHand;
    chosen.findBy.clear();
    if (const Field* const known = targetField(m_meta, field))
        guessConversion(chosen, *known, composed ? nullptr : profileOf(row));
    dropFieldless();
    edited();
}

const ColumnProfile* MappingPage::profileOf(int column) const
{
    return std::size_t(column) < m_sample.profiles.size() ? &m_sample.profiles[std::size_t(column)] : nullptr;
}

/// A field is fed once: what had it so far gives it up.
void MappingPage::takeAway(const QString& field, int exceptColumn)
{
    for (ColumnMapping* other : m_mapping.feeds()) {
        if (!field.isEmpty() && other->field == field && other->column != exceptColumn) {
            other->field.clear();
            other->match = MatchKind::None;
        }
    }
}

/// Texts whose field was left out or given to another line go.
void MappingPage::dropFieldless()
{
    std::erase_if(m_mapping.composed, [](const ColumnMapping& text) { return text.field.isEmpty(); });
    m_mapping.numberComposed();
}

void MappingPage::addField(const QString& field)
{
    if (field.isEmpty())
        return;
    takeAway(field, -1);
    dropFieldless();
    ColumnMapping added;
    added.field = field;
    added.match = MatchKind::ByHand;
    if (const Field* const known = targetField(m_meta, field))
        guessConversion(added, *known, nullptr);
    m_mapping.composed.push_back(added);
    m_mapping.numberComposed();
    edited();
    m_grid->setCurrentIndex(m_model->index(m_model->rowCount() - 2, MappingModel::FieldChoice));
    // The editor of the cell closes first, and gives the grid the cursor back.
    QMetaObject::invokeMethod(m_inspector, &ColumnInspector::startText, Qt::QueuedConnection);
}

void MappingPage::takeColumn(const ColumnMapping& column)
{
    const auto at = std::size_t(column.column);
    if (at < m_mapping.columns.size())
        m_mapping.columns[at] = column;
    else if (at - m_mapping.columns.size() < m_mapping.composed.size())
        m_mapping.composed[at - m_mapping.columns.size()] = column;
    edited();
}

void MappingPage::edited()
{
    const int row = m_grid->currentIndex().row();
    m_model->setMapping(m_mapping, m_meta, m_sample, m_confirmedDates, m_locked);
    m_fields->setMapping(m_mapping);
    if (!m_grid->currentIndex().isValid())
        m_grid->setCurrentIndex(m_model->index(std::min(row, m_model->rowCount() - 1), MappingModel::FieldChoice));
    m_settings->setMapping(m_mapping, m_meta, m_sent, m_locked);
    fillInspector();
    fillFoot();
    Q_EMIT mappingEdited(m_mapping);
}

} // namespace stevedore::ui
