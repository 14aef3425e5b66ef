// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filepage.h"

#include "base/text.h"
#include "pages/profilepane.h"
#include "widgets/fillheader.h"
#include "widgets/flowlayout.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr qsizetype mostLinks = 5;

QWidget* pair(QLabel* label, QWidget* control, QLabel* sure)
{
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, space::tight, 0);
    line->setSpacing(space::between);
    label->setBuddy(control);
    line->addWidget(label);
    line->addWidget(control);
    line->addWidget(sure);
    return box;
}

} // namespace

FilePage::FilePage(QWidget* parent)
    : StepPage(parent), m_model(new SourceModel(this)), m_grid(new Grid), m_profile(new ProfilePane),
      m_strip(new Strip), m_encoding(new QComboBox), m_delimiter(new QComboBox),
      m_header(new QCheckBox(tr("First row is the header"))), m_encodingSure(plainLabel({}, "caption")),
      m_delimiterSure(plainLabel({}, "caption")), m_progress(new QProgressBar)
{
    m_grid->useFillHeader();
    m_head = qobject_cast<FillHeader*>(m_grid->horizontalHeader());
    m_grid->showRowNumbers(tr("Row"));
    m_grid->setModel(m_model);
    m_grid->setObjectName(u"sourceGrid"_s);
    m_grid->setAccessibleName(tr("Rows of the file"));
    setFocusProxy(m_grid);
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_grid);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::inner);
    left->addWidget(makeSettings());
    left->addWidget(m_strip);
    left->addWidget(gridPane, 1);
    m_profile->setMinimumWidth(230);
    m_profile->setMaximumWidth(320);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::panes);
    columns->addLayout(left, 5);
    columns->addWidget(m_profile, 2);
    body()->addLayout(columns, 1);

    connect(m_grid->selectionModel(), &QItemSelectionModel::currentColumnChanged, this,
            [this](const QModelIndex& now) { showColumn(now.column()); });
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &FilePage::showColumn);
    QPushButton* other = foot()->addSecondary(tr("Other file…"), u"otherFile"_s);
    connect(other, &QPushButton::clicked, this, &FilePage::otherFileWanted);
    connect(primary(), &QPushButton::clicked, this, &FilePage::mappingWanted);
}

QWidget* FilePage::makeSettings()
{
    m_encoding->setObjectName(u"encoding"_s);
    m_delimiter->setObjectName(u"delimiter"_s);
    m_header->setObjectName(u"hasHeader"_s);
    for (const QByteArray& name : selectableEncodings())
        m_encoding->addItem(QString::fromLatin1(name));
    for (const char delimiter : {',', ';', '\t', '|', ':'})
        m_delimiter->addItem(delimiterName(delimiter), QString(QLatin1Char(delimiter)));
    m_encoding->setMaximumWidth(150);
    m_delimiter->setMaximumWidth(122);
    m_encoding->setAccessibleName(tr("Encoding"));
    m_delimiter->setAccessibleName(tr("Delimiter"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(110);
    m_progress->setAccessibleName(tr("How much of the file has been read"));
    auto* pane = new Pane;
    auto* flow = new FlowLayout(space::between);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(pair(plainLabel(tr("Encoding"), "dim"), m_encoding, m_encodingSure));
    flow->addWidget(pair(plainLabel(tr("Delimiter"), "dim"), m_delimiter, m_delimiterSure));
    auto* headerBox = new QWidget;
    auto* headerLine = new QHBoxLayout(headerBox);
    headerLine->setContentsMargins(0, 3, 0, 3);
    headerLine->addWidget(m_header);
    flow->addWidget(headerBox);
    auto* progressBox = new QWidget;
    auto* progressLine = new QHBoxLayout(progressBox);
    progressLine->setContentsMargins(space::between, 11, 0, 11);
    progressLine->addWidget(m_progress);
    flow->addWidget(progressBox);
    pane->addPadded()->addLayout(flow);
    connect(m_encoding, &QComboBox::activated, this, &FilePage::choose);
    connect(m_delimiter, &QComboBox::activated, this, &FilePage::choose);
    connect(m_header, &QCheckBox::clicked, this, &FilePage::choose);
    return pane;
}

void FilePage::choose()
{
    Dialect dialect = m_facts.dialect;
    dialect.encoding = m_encoding->currentText().toLatin1();
    const QString delimiter = m_delimiter->currentData().toString();
    if (!delimiter.isEmpty())
        dialect.delimiter = delimiter.front().toLatin1();
    dialect.hasHeader = m_header->isChecked();
    if (dialect != m_facts.dialect)
        Q_EMIT dialectChosen(dialect);
}

void FilePage::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_model->setFile(file);
    m_profiles.clear();
    m_grid->fitRowNumbers(m_model->rowCount());
    m_grid->fitColumns();
    // The first screenful comes from the pool a moment later; then the columns can be fitted to what is in them.
    connect(
        m_model, &SourceModel::loaded, this, [this] { m_grid->fitColumns(); }, Qt::SingleShotConnection);
    m_column = 0;
    showColumn(0);
}

void FilePage::setFacts(const FileFacts& facts)
{
    m_facts = facts;
    fillSettings(facts);
    fillStrip(facts);
    fillFoot(facts);
    m_grid->fitRowNumbers(facts.rows);
}

void FilePage::fillSettings(const FileFacts& facts)
{
    const QString encoding = QString::fromLatin1(facts.dialect.encoding);
    if (m_encoding->findText(encoding, Qt::MatchFixedString) < 0)
        m_encoding->addItem(encoding);
    m_encoding->setCurrentIndex(m_encoding->findText(encoding, Qt::MatchFixedString));
    const QString delimiter(QLatin1Char(facts.dialect.delimiter));
    if (m_delimiter->findData(delimiter) < 0)
        m_delimiter->addItem(delimiterName(facts.dialect.delimiter), delimiter);
    m_delimiter->setCurrentIndex(m_delimiter->findData(delimiter));
    m_header->setChecked(facts.dialect.hasHeader);
    const auto sure = [](bool asGuessed, int confidence) {
        return asGuessed ? tr("%1 %").arg(confidence) : tr("by hand");
    };
    m_encodingSure->setText(
        sure(facts.guess.dialect.encoding == facts.dialect.encoding, facts.guess.encodingConfidence));
    m_delimiterSure->setText(
        sure(facts.guess.dialect.delimiter == facts.dialect.delimiter, facts.guess.delimiterConfidence));
    for (QLabel* label : {m_encodingSure, m_delimiterSure})
        label->setToolTip(tr("How sure the guess is"));
    m_header->setToolTip(sure(facts.guess.dialect.hasHeader == facts.dialect.hasHeader, facts.guess.headerConfidence));
    for (QWidget* control : std::initializer_list<QWidget*>{m_encoding, m_delimiter, m_header})
        control->setEnabled(!facts.locked);
    m_progress->setVisible(!facts.indexed && facts.failure.isEmpty() && facts.bytes > 0);
    m_progress->setMaximum(1000);
    m_progress->setValue(facts.bytes > 0 ? int(facts.bytesRead * 1000 / facts.bytes) : 0);
}

void FilePage::fillStrip(const FileFacts& facts)
{
    m_strip->setFailed(!facts.failure.isEmpty());
    if (!facts.failure.isEmpty()) {
        m_strip->say(facts.failure, {});
        return;
    }
    if (facts.findings.empty()) {
        m_strip->say({}, {});
        return;
    }
    QStringList others;
    for (std::size_t i = 1; i < facts.findings.size(); ++i)
        others.append(facts.findings[i].sentence(facts.columns));
    m_strip->say(facts.findings.front().sentence(facts.columns), others.join(u' '));
    QList<RowNumber> linked;
    for (const StructureFinding& finding : facts.findings) {
        for (const RowNumber row : finding.rows) {
            if (linked.size() < mostLinks && !linked.contains(row))
                linked.append(row);
        }
    }
    for (const RowNumber row : linked) {
        QPushButton* link = m_strip->addLink(tr("Row %1").arg(grouped(row)));
        connect(link, &QPushButton::clicked, this, [this, row] { showRow(row); });
    }
}

void FilePage::fillFoot(const FileFacts& facts)
{
    if (!facts.failure.isEmpty()) {
        foot()->say(tr("The file cannot be read."), tr("Choose another file, or put this one back and open it again."));
        foot()->setPrimary(tr("Map the columns"), false);
        return;
    }
    if (!facts.indexed) {
        foot()->say(tr("%1 rows so far.").arg(grouped(facts.rows)),
                    tr("%1 of %2 read. Nothing of this file is changed or sent in this step.")
                        .arg(byteText(facts.bytesRead), byteText(facts.bytes)));
    } else {
        const QString seconds = QLocale().toString(double(facts.milliseconds) / 1000, 'f', 2);
        foot()->say(tr("%1, all %2 rows read in %3 s.").arg(byteText(facts.bytes), grouped(facts.rows), seconds),
                    tr("Nothing of this file is changed or sent in this step."));
    }
    foot()->setPrimary(tr("Map the columns"), true);
}

void FilePage::setProfiles(const std::vector<ColumnProfile>& profiles)
{
    m_profiles = profiles;
    m_model->setProfiles(profiles);
    showColumn(m_column);
}

void FilePage::showColumn(int column)
{
    if (column < 0 || column >= m_model->columnCount())
        return;
    m_column = column;
    m_head->setChosen(column);
    const QString name = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    if (std::size_t(column) < m_profiles.size())
        m_profile->setProfile(name, m_profiles[std::size_t(column)]);
    else
        m_profile->setCounting(name);
}

void FilePage::showRow(RowNumber row)
{
    const int at = m_model->indexOf(row);
    if (at < 0)
        return;
    m_grid->setCurrentIndex(m_model->index(at, std::max(0, m_column)));
    m_grid->scrollTo(m_model->index(at, m_column), QAbstractItemView::PositionAtCenter);
    m_grid->setFocus();
}

} // namespace stevedore::ui
