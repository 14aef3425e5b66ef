// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/helppage.h"

#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QGridLayout>
#include <QKeySequence>
#include <QLabel>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

HelpPage::HelpPage(QWidget* parent) : QWidget(parent)
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(space::edge + 12, space::edge, space::edge + 12, space::edge);
    lines->setSpacing(space::panes);
    lines->addWidget(plainLabel(tr("Keys"), "title"));
    auto* pane = new Pane;
    auto* grid = new QGridLayout;
    grid->setContentsMargins(space::panes, space::panes, space::panes, space::panes);
    grid->setHorizontalSpacing(space::edge);
    grid->setVerticalSpacing(space::between);
    grid->setColumnStretch(1, 1);
    const QList<std::pair<QString, QString>> keys = {
        {u"Ctrl+O"_s, tr("Choose a file")},
        {u"Ctrl+1 … Ctrl+5"_s, tr("File, Mapping, Check, Jobs, Results")},
        {u"Ctrl+Return"_s, tr("The primary action at the foot of the page")},
        {u"Ctrl+F"_s, tr("Find in all rows of the file, or among the rows that are not in and replace; Return and "
                         "Shift+Return for the next one and the one before")},
        {u"Ctrl+G"_s, tr("Go to a row by its number")},
        {u"Ctrl+C"_s, tr("Copy cells; with Shift, with the names of the columns")},
        {u"Ctrl+V"_s, tr("Paste cells of a spreadsheet among the rows that are not in; one value goes into all "
                         "selected cells")},
        {u"Ctrl+D"_s, tr("Repeat the uppermost selected cell in those below")},
        {u"Del"_s, tr("Empty the selected cells")},
        {u"F2"_s, tr("Edit the cell; typing begins at once, too")},
        {u"F8"_s, tr("Next row that wants a hand")},
        {u"Shift+F8"_s, tr("The one before")},
        {u"Ctrl+Z"_s, tr("Undo a repair or an edit")},
        {u"Ctrl+Shift+Z"_s, tr("Do it again")},
        {u"Esc"_s, tr("Leave an edit; leave this page")},
        {u"F1"_s, tr("This list")},
    };
    for (qsizetype i = 0; i < keys.size(); ++i) {
        const QKeySequence sequence(keys.at(i).first);
        const bool range = keys.at(i).first.contains(u'…');
        grid->addWidget(plainLabel(range ? keys.at(i).first : sequence.toString(QKeySequence::NativeText), "key"),
                        int(i), 0, Qt::AlignLeft);
        QLabel* what = plainLabel(keys.at(i).second, "");
        what->setWordWrap(true);
        grid->addWidget(what, int(i), 1);
    }
    pane->body()->addLayout(grid);
    lines->addWidget(pane);
    lines->addStretch(1);
}

} // namespace stevedore::ui
