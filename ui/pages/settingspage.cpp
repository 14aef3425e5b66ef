// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/settingspage.h"

#include "widgets/pane.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

SettingsPage::SettingsPage(ThemeChoice theme, const QString& home, QWidget* parent) : QWidget(parent)
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(space::edge + 12, space::edge, space::edge + 12, space::edge);
    lines->setSpacing(space::panes);
    lines->addWidget(plainLabel(tr("Settings"), "title"));

    auto* colours = new Pane(tr("Colours"));
    QBoxLayout* choices = colours->addPadded();
    auto* group = new QButtonGroup(this);
    const QList<std::pair<ThemeChoice, QString>> themes = {
        {ThemeChoice::System, tr("As the system")}, {ThemeChoice::Light, tr("Light")}, {ThemeChoice::Dark, tr("Dark")}};
    for (const auto& [choice, text] : themes) {
        auto* button = new QRadioButton(text);
        button->setObjectName(u"theme%1"_s.arg(int(choice)));
        button->setChecked(choice == theme);
        group->addButton(button, int(choice));
        choices->addWidget(button);
    }
    connect(group, &QButtonGroup::idClicked, this, [this](int id) { Q_EMIT themeChosen(ThemeChoice(id)); });
    lines->addWidget(colours);

    auto* places = new Pane(tr("On this computer"));
    QBoxLayout* texts = places->addPadded();
    QLabel* folder = plainLabel(home, "");
    folder->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    folder->setWordWrap(true);
    folder->setAccessibleName(tr("Folder of the journal"));
    QLabel* note =
        plainLabel(tr("The journal of all imports and the parts that wait to be sent are kept in this folder."), "dim");
    note->setWordWrap(true);
    texts->addWidget(folder);
    texts->addWidget(note);
    lines->addWidget(places);
    lines->addStretch(1);
}

} // namespace stevedore::ui
