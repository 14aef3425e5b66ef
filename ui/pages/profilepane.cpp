// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/profilepane.h"

#include "base/text.h"
#include "models/frequentmodel.h"
#include "models/roles.h"
#include "widgets/bardelegate.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QListView>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString shownList(const QStringList& values)
{
    QStringList shown;
    for (const QString& value : values)
        shown.append(shownValue(value, 40));
    return shown.join(u" · "_s);
}

} // namespace

ProfilePane::ProfilePane(QWidget* parent)
    : QWidget(parent), m_pane(new Pane(tr("Column"))), m_filled(plainLabel({}, "")), m_different(plainLabel({}, "")),
      m_shape(plainLabel({}, "")), m_samples(plainLabel({}, "")), m_note(plainLabel({}, "dim")),
      m_progress(new QProgressBar), m_empty(linkButton({})), m_list(new QListView), m_values(new FrequentModel(this))
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_pane);
    QBoxLayout* texts = m_pane->addPadded();
    texts->setSpacing(space::tight);
    for (QLabel* label : {m_filled, m_different, m_shape, m_samples, m_note}) {
        label->setWordWrap(true);
        texts->addWidget(label);
    }
    texts->insertWidget(1, m_empty, 0, Qt::AlignLeft);
    texts->insertWidget(1, m_progress);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the file has been read"));
    m_empty->setObjectName(u"showEmpty"_s);
    connect(m_empty, &QPushButton::clicked, this, [this] { Q_EMIT valueChosen({}); });
    m_list->setModel(m_values);
    m_list->setItemDelegate(new BarDelegate(m_list));
    m_list->setSelectionMode(QAbstractItemView::NoSelection);
    m_list->setObjectName(u"frequentValues"_s);
    m_list->viewport()->setCursor(Qt::PointingHandCursor);
    m_list->setToolTip(tr("A click shows the rows with this value only"));
    for (const auto signal : {&QListView::clicked, &QListView::activated})
        connect(m_list, signal, this,
                [this](const QModelIndex& index) { Q_EMIT valueChosen(index.data(RawRole).toString()); });
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Most frequent values"));
    m_pane->body()->addWidget(m_list, 1);
}

void ProfilePane::setCounting(const QString& column, double share)
{
    m_pane->setTitle(column.isEmpty() ? tr("Column") : column);
    m_filled->setText(share < 1 ? tr("The rows are being counted") : tr("The values are being looked at"));
    for (QWidget* widget : std::initializer_list<QWidget*>{m_empty, m_samples, m_different, m_shape})
        widget->hide();
    m_progress->show();
    m_progress->setMaximum(share < 1 ? 1000 : 0); // how long the values take is not known
    m_progress->setValue(int(share * 1000));
    m_note->setText(tr("What this column holds is known when the whole file has been read."));
    m_values->setValues({});
}

void ProfilePane::setProfile(const QString& column, const ColumnProfile& profile)
{
    m_pane->setTitle(column);
    m_progress->hide();
    m_different->setVisible(profile.filled > 0);
    m_shape->setVisible(profile.filled > 0);
    const qint64 empty = profile.rows - profile.filled;
    m_empty->setVisible(empty > 0 && profile.filled > 0);
    m_empty->setText(tr("Show the %Ln empty ones", nullptr, numberOf(empty)));
    m_samples->setVisible(profile.filled > 0);
    m_samples->setText(tr("First ones: %1").arg(shownList(profile.samples)));
    if (profile.filled == 0) {
        m_filled->setText(tr("Empty in all %Ln rows", nullptr, numberOf(profile.rows)));
        m_note->setText(tr("There is nothing here to send."));
        m_values->setValues({});
        return;
    }
    m_filled->setText(tr("%1 filled (%2)").arg(grouped(profile.filled), percentText(profile.filled, profile.rows)));
    const QString count =
        profile.distinctExact ? grouped(profile.distinct) : tr("about %1").arg(grouped(profile.distinct));
    m_different->setText(profile.distinct == profile.filled && profile.distinctExact
                             ? tr("All values different")
                             : tr("%1 different values").arg(count));
    m_shape->setText(profile.shortest == profile.longest
                         ? tr("%1, %2 characters").arg(shapeName(profile.shape), grouped(profile.longest))
                         : tr("%1, %2 to %3 characters")
                               .arg(shapeName(profile.shape), grouped(profile.shortest), grouped(profile.longest)));
    const bool repeats = !profile.frequent.isEmpty() && profile.frequent.first().rows > 1;
    // Of a column of very many different values only those are known that come again and again.
    if (profile.frequentExact)
        m_note->setText(repeats ? tr("Most frequent values, by rows") : tr("No value is there twice"));
    else
        m_note->setText(repeats ? tr("Most frequent values, at least so many rows") : tr("No value comes often"));
    QList<ColumnProfile::Value> values = repeats ? profile.frequent : QList<ColumnProfile::Value>();
    if (!profile.frequentExact) // that it was seen once says nothing of such a value
        values.removeIf([](const ColumnProfile::Value& value) { return value.rows < 2; });
    m_values->setValues(values);
}

} // namespace stevedore::ui
