// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filepage.h"

#include "base/text.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/strip.h"

#include <QBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr qsizetype mostLinks = 5;

} // namespace

FilePage::FilePage(QWidget* parent)
    : StepPage(parent), m_rows(new RowsPane), m_strip(new Strip), m_reading(new ReadingBar)
{
    m_rows->above()->addWidget(m_strip);
    body()->addWidget(m_reading);
    body()->addWidget(m_rows, 1);
    setFocusProxy(m_rows);
    connect(m_rows, &RowsPane::said, this, [this](const QString& sentence) { foot()->say(sentence, {}); });
    connect(m_reading, &ReadingBar::dialectChosen, this, &FilePage::dialectChosen);
    connect(m_reading, &ReadingBar::sheetChosen, this, &FilePage::sheetChosen);
    QPushButton* other = foot()->addSecondary(tr("Other file…"), u"otherFile"_s);
    connect(other, &QPushButton::clicked, this, &FilePage::otherFileWanted);
    connect(primary(), &QPushButton::clicked, this, &FilePage::mappingWanted);
}

void FilePage::setFacts(const FileFacts& facts)
{
    m_reading->setFacts(facts);
    fillStrip(facts);
    fillFoot(facts);
    m_rows->setFacts(facts);
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
    addLinks(facts);
}

/// To the cells that are known, else to the rows.
void FilePage::addLinks(const FileFacts& facts)
{
    std::vector<StructureFinding::Cell> linked;
    const auto add = [&](RowNumber row, int column) {
        const bool there =
            std::any_of(linked.begin(), linked.end(), [row](const auto& cell) { return cell.row == row; });
        if (qsizetype(linked.size()) < mostLinks && !there)
            linked.push_back({row, column});
    };
    for (const StructureFinding& finding : facts.findings) {
        for (const StructureFinding::Cell& cell : finding.cells)
            add(cell.row, cell.column);
        for (const RowNumber row : finding.rows)
            add(row, -1);
    }
    for (const StructureFinding::Cell& cell : linked) {
        const QString name = cell.column < 0
                                 ? QString()
                                 : m_rows->model()->headerData(cell.column, Qt::Horizontal, Qt::DisplayRole).toString();
        QPushButton* link =
            m_strip->addLink(name.isEmpty() ? tr("Row %1").arg(grouped(cell.row))
                                            : tr("Row %1, %2").arg(grouped(cell.row), shownValue(name, 30)));
        connect(link, &QPushButton::clicked, this, [this, cell] {
            m_rows->showRow(cell.row, cell.column);
            m_rows->grid()->setFocus();
        });
    }
}

void FilePage::fillFoot(const FileFacts& facts)
{
    if (!facts.failure.isEmpty()) {
        foot()->say(tr("The file cannot be read."), tr("Choose another file, or put this one back and open it again."));
        foot()->setPrimary(tr("Map the columns"), false);
        return;
    }
    if (facts.unpackedShare) {
        const QString share = QLocale().toString(int(*facts.unpackedShare * 100));
        foot()->say(tr("Opening: %1 %.").arg(share), tr("A workbook or an archive is converted once."));
        foot()->setPrimary(tr("Map the columns"), false);
        return;
    }
    if (!facts.indexed) {
        foot()->say(tr("%Ln rows so far.", nullptr, numberOf(facts.rows)),
                    tr("%1 of %2 read. Nothing of this file is changed or sent in this step.")
                        .arg(byteText(facts.bytesRead), byteText(facts.bytes)));
    } else {
        const QString seconds = QLocale().toString(double(facts.milliseconds) / 1000, 'f', 2);
        foot()->say(tr("%1, all %2 rows read in %3 s.").arg(byteText(facts.bytes), grouped(facts.rows), seconds),
                    tr("Nothing of this file is changed or sent in this step."));
    }
    foot()->setPrimary(tr("Map the columns"), true);
}

} // namespace stevedore::ui
