// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportform.h"

#include "exports/conditioneditor.h"
#include "exports/conditiontextedit.h"
#include "exports/exportfields.h"
#include "exports/exportfilebar.h"
#include "exports/exportwords.h"
#include "exports/fieldpicker.h"
#include "widgets/flowlayout.h"
#include "widgets/footbar.h"
#include "widgets/labelled.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int estimatePause = 600;
constexpr int linesOfText = 3;

/// What the number of records depends on.
ExportRequest countedPart(ExportRequest request)
{
    request.fields.clear();
    request.viewName.clear();
    request.file = {};
    return request;
}

QStringList dottedFields(const Condition& condition)
{
    QStringList names;
    if (!condition.isGroup() && condition.field.contains(u'.'))
        names.append(condition.field);
    for (const Condition& part : condition.parts)
        names.append(dottedFields(part));
    return names;
}

} // namespace

ExportForm::ExportForm(QWidget* parent)
    : StepPage(parent), m_moduleBox(new QComboBox), m_view(new QComboBox), m_fields(new FieldPicker),
      m_boxes(new ConditionEditor), m_text(new ConditionTextEdit), m_textTrouble(plainLabel({}, "refused")),
      m_pause(new QTimer(this))
{
    makeWhat();
    auto* panes = new QHBoxLayout;
    panes->setSpacing(space::panes);
    m_fields->setMinimumWidth(370);
    panes->addWidget(m_fields, 9);
    panes->addWidget(makeConditions(), 11);
    body()->addLayout(panes, 1);
    m_pause->setSingleShot(true);
    m_pause->setInterval(estimatePause);
    connectParts();
    setViews({});
    showFoot();
}

void ExportForm::makeWhat()
{
    m_moduleBox->setObjectName(u"module"_s);
    m_moduleBox->setEditable(true);
    m_moduleBox->setInsertPolicy(QComboBox::NoInsert);
    m_moduleBox->completer()->setFilterMode(Qt::MatchContains);
    m_moduleBox->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_moduleBox->completer()->popup()->setProperty("popup", true);
    m_moduleBox->lineEdit()->setPlaceholderText(tr("Choose a module"));
    m_moduleBox->setMinimumWidth(180);
    m_view->setObjectName(u"view"_s);
    m_view->setToolTip(tr("Only records that the view shows; its conditions hold besides those below."));
    for (QComboBox* combo : {m_moduleBox, m_view}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setMaximumWidth(280);
    }
    m_file = new ExportFileBar({labelledBeside(tr("Module"), m_moduleBox), labelledBeside(tr("View"), m_view)});
    m_moduleBox->lineEdit()->setAccessibleName(tr("Module"));
    auto* pane = new Pane;
    pane->addPadded()->addWidget(m_file);
    body()->addWidget(pane);
}

QWidget* ExportForm::makeConditions()
{
    auto* pane = new Pane(tr("Conditions"));
    pane->head()->addWidget(m_boxes->figure());
    pane->body()->addWidget(m_boxes, 1);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    pane->body()->addWidget(hairline);
    QBoxLayout* const below = pane->addPadded();
    below->setSpacing(space::tight);
    QLabel* const name = plainLabel(tr("The same as text"), "dim");
    name->setBuddy(m_text);
    below->addWidget(name);
    m_text->setFixedHeight(m_text->fontMetrics().lineSpacing() * linesOfText + 18);
    below->addWidget(m_text);
    m_textTrouble->setObjectName(u"textTrouble"_s);
    m_textTrouble->setWordWrap(true);
    m_textTrouble->hide();
    below->addWidget(m_textTrouble);
    pane->setMinimumWidth(420);
    return pane;
}

void ExportForm::connectParts()
{
    connect(m_moduleBox, &QComboBox::activated, this, [this] { chooseModule(m_moduleBox->currentData().toString()); });
    connect(m_moduleBox->lineEdit(), &QLineEdit::editingFinished, this, &ExportForm::takeTypedModule);
    connect(m_view, &QComboBox::activated, this, [this] {
        m_boxes->setConditionsOfView(m_view->currentData(Qt::UserRole + 1).toInt());
        edited();
    });
    connect(m_file, &ExportFileBar::changed, this, &ExportForm::edited);
    connect(m_fields, &FieldPicker::changed, this, &ExportForm::edited);
    connect(m_fields, &FieldPicker::parentWanted, this, &ExportForm::parentWanted);
    connect(m_boxes, &ConditionEditor::changed, this, &ExportForm::boxesEdited);
    connect(m_text, &ConditionTextEdit::conditionTyped, m_boxes, &ConditionEditor::setCondition);
    connect(m_text, &ConditionTextEdit::edited, this, &ExportForm::textEdited);
    connect(m_pause, &QTimer::timeout, this, &ExportForm::askForEstimate);
    connect(primary(), &QPushButton::clicked, this, [this] {
        if (whyNot().isEmpty())
            Q_EMIT startWanted(request());
    });
}

void ExportForm::setModules(const QList<ModuleInfo>& modules, const QString& chosen)
{
    m_modules = modules;
    m_module = chosen;
    m_moduleBox->clear();
    for (const ModuleInfo& module : modules)
        m_moduleBox->addItem(module.plural, module.apiName);
    m_moduleBox->setCurrentIndex(m_moduleBox->findData(chosen));
    showFoot();
}

void ExportForm::takeTypedModule()
{
    const QString text = m_moduleBox->currentText().trimmed();
    for (const ModuleInfo& module : std::as_const(m_modules)) {
        if (module.plural.compare(text, Qt::CaseInsensitive) == 0 ||
            module.apiName.compare(text, Qt::CaseInsensitive) == 0)
            return chooseModule(module.apiName);
    }
    // What names no module is not left standing as if it did.
    const int place = m_moduleBox->findData(m_module);
    m_moduleBox->setCurrentIndex(place);
    m_moduleBox->setEditText(m_moduleBox->itemText(place));
}

void ExportForm::chooseModule(const QString& apiName)
{
    m_moduleBox->setCurrentIndex(m_moduleBox->findData(apiName));
    if (apiName == m_module || apiName.isEmpty())
        return;
    ExportRequest next;
    next.module = apiName;
    next.file = m_file->file();
    if (next.file.format == ExportFormat::Ics)
        next.file.format = ExportFormat::Csv;
    setRequest(next);
}

void ExportForm::setRequest(const ExportRequest& request)
{
    const bool isOther = request.module != m_module;
    if (isOther) {
        m_module = request.module;
        m_meta = {};
        m_parents.clear();
        m_askedParents.clear();
        m_fields->setMeta({});
        m_boxes->setMeta({});
        m_text->setMeta({});
        m_moduleBox->setCurrentIndex(m_moduleBox->findData(m_module));
        m_view->clear();
        setViews({});
    }
    if (!request.view.isEmpty() && m_view->findData(request.view) < 0)
        m_view->addItem(request.viewName.isEmpty() ? request.view : request.viewName, request.view);
    m_view->setCurrentIndex(std::max(0, m_view->findData(request.view)));
    m_file->setCalendarOffered(m_module == u"Events");
    m_file->setFile(request.file);
    m_wantsAll = request.fields.isEmpty();
    m_fields->setFields(m_wantsAll ? m_fields->allFields() : request.fields);
    m_boxes->setCondition(request.where);
    m_text->setCondition(m_boxes->condition());
    edited();
    if (isOther)
        Q_EMIT moduleChosen(m_module);
}

void ExportForm::setMeta(const ModuleMeta& meta)
{
    if (meta.module.apiName != m_module)
        return;
    m_meta = meta;
    m_fields->setMeta(meta);
    if (m_wantsAll && m_fields->fields().isEmpty())
        m_fields->setFields(m_fields->allFields());
    const ModuleMeta all = withParents(m_meta, m_parents);
    m_boxes->setMeta(all);
    m_text->setMeta(all);
    m_file->setCalendarOffered(m_module == u"Events");
    edited();
}

void ExportForm::setViews(const QList<ViewChoice>& views)
{
    const QString chosen = m_view->currentData().toString();
    const QString name = m_view->currentText();
    m_view->clear();
    m_view->addItem(tr("All records"), QString());
    for (const ViewChoice& view : views) {
        m_view->addItem(view.name, view.id);
        m_view->setItemData(m_view->count() - 1, view.conditions, Qt::UserRole + 1);
    }
    if (!chosen.isEmpty() && m_view->findData(chosen) < 0)
        m_view->addItem(name, chosen);
    m_view->setCurrentIndex(std::max(0, m_view->findData(chosen)));
    m_boxes->setConditionsOfView(m_view->currentData(Qt::UserRole + 1).toInt());
    showFoot();
}

void ExportForm::addParent(const ModuleMeta& parent)
{
    m_parents.removeIf([&](const ModuleMeta& one) { return one.module.apiName == parent.module.apiName; });
    m_parents.append(parent);
    m_fields->addParent(parent);
    const ModuleMeta all = withParents(m_meta, m_parents);
    m_boxes->setMeta(all);
    m_text->setMeta(all);
    edited();
}

void ExportForm::setLookupSearch(const LookupSearch& search)
{
    m_boxes->setLookupSearch(search);
}

void ExportForm::setEstimate(const std::optional<ExportEstimate>& estimate)
{
    m_isCounting = false;
    m_estimate = estimate;
    showFoot();
}

void ExportForm::setObstacle(const QString& sentence)
{
    m_obstacle = sentence;
    planEstimate();
    showFoot();
}

ExportRequest ExportForm::request() const
{
    ExportRequest request;
    request.module = m_module;
    request.file = m_file->file();
    // All of them in the module's order are not named: the CRM leaves out what it cannot give.
    const bool all = m_fields->fields() == m_fields->allFields();
    request.fields = request.file.format == ExportFormat::Ics || all ? QStringList() : m_fields->fields();
    request.where = m_boxes->condition();
    request.view = m_view->currentData().toString();
    request.viewName = request.view.isEmpty() ? QString() : m_view->currentText();
    return request;
}

void ExportForm::boxesEdited()
{
    m_text->setCondition(m_boxes->condition());
    showTextTrouble();
    edited();
}

void ExportForm::textEdited()
{
    showTextTrouble();
    edited();
}

void ExportForm::showTextTrouble()
{
    const QString sentence = m_text->error() ? m_text->error()->sentence : QString();
    m_textTrouble->setText(sentence);
    m_textTrouble->setVisible(!sentence.isEmpty());
    askForRoom(m_textTrouble);
}

void ExportForm::edited()
{
    m_fields->setEnabled(m_file->file().format != ExportFormat::Ics);
    askForParents();
    planEstimate();
    showFoot();
    Q_EMIT requestChanged();
}

void ExportForm::planEstimate()
{
    if (countedPart(request()) != m_counted && whyNotCounted().isEmpty())
        m_pause->start();
    else
        m_pause->stop();
}

void ExportForm::askForParents()
{
    for (const QString& name : m_fields->fields() + dottedFields(m_boxes->condition())) {
        const QString module = parentModule(m_meta, name);
        if (module.isEmpty() || m_askedParents.contains(module))
            continue;
        m_askedParents.insert(module);
        Q_EMIT parentWanted(module);
    }
}

void ExportForm::askForEstimate()
{
    if (!whyNotCounted().isEmpty())
        return;
    m_counted = countedPart(request());
    m_estimate.reset();
    m_isCounting = true;
    showFoot();
    Q_EMIT estimateWanted(request());
}

QString ExportForm::whyNotCounted() const
{
    if (!m_obstacle.isEmpty())
        return m_obstacle;
    if (m_module.isEmpty())
        return tr("Choose the module whose records are wanted.");
    if (m_meta.module.apiName != m_module)
        return tr("The fields of %1 are being fetched.")
            .arg(m_moduleBox->currentIndex() < 0 ? m_module : m_moduleBox->currentText());
    if (m_text->error())
        return tr("The text of the conditions has an error. Correct it, or go on with the boxes.");
    return m_boxes->trouble();
}

QString ExportForm::whyNot() const
{
    const QString reason = whyNotCounted();
    const ExportFormat format = m_file->file().format;
    if (!reason.isEmpty() || format == ExportFormat::Ics)
        return reason;
    if (m_fields->fields().isEmpty())
        return tr("No column is chosen. Check at least one field.");
    const QStringList unknown = m_fields->unknownFields();
    if (!unknown.isEmpty())
        return tr("The module has no field “%1”. Take it out of the columns.").arg(unknown.first());
    const bool isCounted = m_estimate && countedPart(request()) == m_counted;
    if (format == ExportFormat::Xlsx && isCounted && !m_estimate->atMost && m_estimate->records > mostRecordsOfWorkbook)
        return tooManyForWorkbook();
    return {};
}

void ExportForm::showFoot()
{
    const QString why = whyNot();
    const bool isCounted = m_estimate && countedPart(request()) == m_counted;
    const EstimateWords words = isCounted ? estimateWords(*m_estimate) : EstimateWords();
    if (!why.isEmpty())
        foot()->say(words.fact, why);
    else if (isCounted)
        foot()->say(words.fact, words.rest);
    else
        foot()->say({}, m_isCounting || m_pause->isActive() ? tr("The records are being counted.")
                                                            : tr("The number of records is not known yet."));
    const bool hasNumber = isCounted && m_estimate->records >= 0 && !m_estimate->atMost;
    foot()->setPrimary(exportAction(m_meta.module, hasNumber ? m_estimate->records : -1), why.isEmpty());
}

} // namespace stevedore::ui
