// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"

#include <QFrame>
#include <QSet>

class QLabel;
class QPushButton;

namespace stevedore::ui {

/// The question about a part in doubt: what is not known and since when, what to look for in the CRM, what was found,
/// and the three answers. Questions that are left stay reachable in one line.
class DoubtCard final : public QFrame
{
    Q_OBJECT

public:
    explicit DoubtCard(QWidget* parent = nullptr);

    /// Shows the question about the chosen part if it is in doubt, else about the first one in doubt that was not left.
    /// Hidden if there is none.
    void setParts(const QList<PartSnapshot>& parts, PartId chosen);
    /// A question is in sight with its answers.
    bool isAsking() const { return m_asked.value != 0; }

Q_SIGNALS:
    void answered(stevedore::PartId part, bool isThere);
    /// The question was left, or is looked at again.
    void folded();

private:
    void addFact(const QString& name, QLabel* value, int row, int column);
    void ask(const PartRecord& part, qsizetype others);
    void tellLeft(const QList<const PartRecord*>& left);
    void leave();

    QLabel* m_headline;
    QLabel* m_why;
    QWidget* m_facts;
    QLabel* m_rows;
    QLabel* m_since;
    QLabel* m_name;
    QLabel* m_found;
    QPushButton* m_there;
    QPushButton* m_missing;
    QPushButton* m_leave;
    QPushButton* m_look;
    QList<PartSnapshot> m_parts;
    QSet<PartId> m_left;
    PartId m_chosen;
    PartId m_asked;
};

} // namespace stevedore::ui
