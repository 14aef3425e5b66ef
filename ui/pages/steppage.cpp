// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/steppage.h"

#include "base/text.h"
#include "widgets/footbar.h"
#include "widgets/theme.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

StepPage::StepPage(QWidget* parent) : QWidget(parent), m_body(new QVBoxLayout), m_foot(new FootBar)
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_body->setContentsMargins(space::edge, space::panes, space::edge, space::panes);
    m_body->setSpacing(space::inner);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(m_body, 1);
    all->addWidget(m_foot);
}

QString StepPage::remainingText(qint64 rows)
{
    return tr("Send the remaining %1").arg(grouped(rows));
}

void StepPage::offerRemaining(qint64 rows)
{
    if (!m_remaining && rows > 0) {
        m_remaining = m_foot->addSecondary({}, u"sendRemaining"_s);
        connect(m_remaining, &QPushButton::clicked, this, &StepPage::remainingWanted);
    }
    if (!m_remaining)
        return;
    m_remaining->setText(remainingText(rows));
    m_remaining->setVisible(rows > 0);
}

QPushButton* StepPage::primary() const
{
    return m_foot->primary();
}

} // namespace stevedore::ui
