// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tabledialog.h"

#include "widgets/theme.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QTableWidget* tableOf(const TableQuestion& question)
{
    auto* table = new QTableWidget(int(question.rows.size()), int(question.header.size()));
    table->setObjectName(u"questionTable"_s);
    table->setAccessibleName(question.question);
    table->setHorizontalHeaderLabels(question.header);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(space::row);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setWordWrap(false);
    table->setShowGrid(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int row = 0; row < table->rowCount(); ++row) {
        for (int column = 0; column < table->columnCount(); ++column) {
            const QString text = question.rows[row].value(column);
            auto* item = new QTableWidgetItem(text.simplified());
            item->setToolTip(text.toHtmlEscaped());
            table->setItem(row, column, item);
        }
    }
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

} // namespace

bool askAboutTable(QWidget* parent, const TableQuestion& question)
{
    QDialog dialog(parent);
    dialog.setObjectName(u"tableQuestion"_s);
    auto* lines = new QVBoxLayout(&dialog);
    lines->setSpacing(space::inner);
    for (const auto& [text, role] : {std::pair(question.question, "fact"), std::pair(question.detail, "dim")}) {
        QLabel* label = plainLabel(text, role);
        label->setWordWrap(true);
        lines->addWidget(label);
    }
    lines->addWidget(tableOf(question), 1);
    auto* buttons = new QDialogButtonBox;
    QPushButton* doIt = buttons->addButton(question.doIt, QDialogButtonBox::AcceptRole);
    QPushButton* leaveIt = buttons->addButton(question.leaveIt, QDialogButtonBox::RejectRole);
    doIt->setObjectName(u"doIt"_s);
    doIt->setAutoDefault(false);
    leaveIt->setObjectName(u"leaveIt"_s);
    leaveIt->setDefault(true);
    leaveIt->setFocus();
    QObject::connect(buttons, &QDialogButtonBox::accepted, &dialog, &QDialog::accept);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    lines->addWidget(buttons);
    constexpr int width = 860;
    constexpr int aroundTable = 180;
    constexpr int mostRows = 12;
    dialog.resize(width, aroundTable + std::min(int(question.rows.size()), mostRows) * space::row);
    return dialog.exec() == QDialog::Accepted;
}

} // namespace stevedore::ui
