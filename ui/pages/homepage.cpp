// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/homepage.h"

#include "base/text.h"
#include "models/importsmodel.h"
#include "widgets/dropzone.h"
#include "widgets/flowlayout.h"
#include "widgets/icons.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "widgets/twolinedelegate.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

HomePage::HomePage(QWidget* parent)
    : QWidget(parent), m_drop(new DropZone), m_choose(new QPushButton(tr("Choose a file"))),
      m_sample(new QPushButton(tr("Try it with a sample on the local CRM"))), m_sampleNote(plainLabel({}, "caption")),
      m_recentBox(new QWidget), m_recent(new FlowLayout(space::between)), m_strip(new Strip),
      m_listPane(new Pane(tr("Imports"))), m_list(new QListView), m_imports(new ImportsModel(this)),
      m_remove(linkButton(tr("Remove draft")))
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(space::edge + 12, space::edge, space::edge + 12, space::edge);
    lines->setSpacing(space::panes);
    QLabel* title = plainLabel(tr("Load a file into the CRM"), "title");
    lines->addWidget(title);
    lines->addWidget(m_strip);
    makeDrop(lines);
    m_recentBox->setLayout(m_recent);
    m_recent->setContentsMargins(0, 0, 0, 0);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_recentBox->setSizePolicy(policy);
    lines->addWidget(m_recentBox);
    m_list->setModel(m_imports);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setObjectName(u"importsList"_s);
    m_list->setAccessibleName(tr("Imports"));
    m_listPane->body()->addWidget(m_list, 1);
    m_listPane->head()->addWidget(m_remove);
    lines->addWidget(m_listPane, 3);
    m_remove->setObjectName(u"removeDraft"_s);
    const auto open = [this](const QModelIndex& index) { Q_EMIT importChosen(m_imports->idAt(index.row())); };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const int row = m_list->currentIndex().row();
        if (row >= 0)
            Q_EMIT removeWanted(m_imports->idAt(row));
    });
    const auto fillRemove = [this] {
        const int row = m_list->currentIndex().row();
        m_remove->setVisible(row >= 0 && row < m_snapshots.size() &&
                             m_snapshots.at(row).record.state == ImportState::Draft);
    };
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, fillRemove);
    fillRemove();
    setFocusProxy(m_choose);
    setImports({});
    setRecent({});
}

void HomePage::setRecent(const QStringList& paths)
{
    m_recent->clear();
    m_recentBox->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    m_recent->addWidget(plainLabel(tr("Opened lately:"), "dim"));
    for (const QString& path : paths) {
        QPushButton* link = linkButton(shownValue(QFileInfo(path).fileName(), 40));
        link->setToolTip(QDir::toNativeSeparators(path));
        connect(link, &QPushButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        m_recent->addWidget(link);
    }
    askForRoom(m_recentBox);
}

void HomePage::makeDrop(QVBoxLayout* lines)
{
    auto* inside = new QVBoxLayout(m_drop);
    inside->setContentsMargins(space::edge, space::edge, space::edge, space::edge);
    inside->setSpacing(space::inner);
    auto* picture = new QLabel;
    picture->setPixmap(iconPixmap(u"drop"_s, coloursOf(palette()).dim, 40, 2));
    QLabel* fact = plainLabel(tr("Drop a file here"), "title");
    QLabel* rest = plainLabel(
        tr("CSV of any size and encoding, also packed as .gz or .zip, and workbooks. The file is read, never changed."),
        "dim");
    for (QLabel* label : {picture, fact, rest, m_sampleNote}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_choose->setProperty("primary", true);
    m_choose->setObjectName(u"chooseFile"_s);
    m_sample->setObjectName(u"trySample"_s);
    m_sampleNote->setText(
        tr("200,000 invented contacts and a CRM of its own on this computer; no account, no credits."));
    inside->addStretch(1);
    inside->addWidget(picture);
    inside->addWidget(fact);
    inside->addWidget(rest);
    inside->addSpacing(space::tight);
    inside->addWidget(m_choose, 0, Qt::AlignHCenter);
    inside->addWidget(m_sample, 0, Qt::AlignHCenter);
    inside->addWidget(m_sampleNote);
    inside->addStretch(1);
    lines->addWidget(m_drop, 2);
    connect(m_choose, &QPushButton::clicked, this, &HomePage::chooseWanted);
    connect(m_sample, &QPushButton::clicked, this, &HomePage::sampleWanted);
    connect(m_drop, &DropZone::dropped, this, &HomePage::fileChosen);
}

void HomePage::setImports(const QList<ImportSnapshot>& imports)
{
    m_snapshots = imports;
    m_imports->setImports(imports);
    m_listPane->setVisible(!imports.isEmpty());
}

void HomePage::setBusy(const QString& busy)
{
    m_choose->setEnabled(busy.isEmpty());
    m_sample->setEnabled(busy.isEmpty());
    m_strip->setFailed(false);
    m_strip->say({}, busy);
}

void HomePage::setFailure(const QString& sentence)
{
    setBusy({});
    m_strip->setFailed(true);
    m_strip->say(sentence, {});
}

void HomePage::setSamplePossible(bool possible)
{
    m_sample->setVisible(possible);
    m_sampleNote->setVisible(possible);
}

} // namespace stevedore::ui
