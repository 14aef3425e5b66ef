// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QLineEdit>

class QStandardItemModel;
class QTimer;

namespace stevedore::ui {

/// The id of a record. Where there is a search, its name is typed and chosen from what was found.
class LookupLine final : public QLineEdit
{
    Q_OBJECT

public:
    LookupLine(const ConditionContext& context, const QString& module, QWidget* parent = nullptr);

private:
    void search();
    void show(const QList<LookupHit>& hits);

    const ConditionContext& m_context;
    QString m_module;
    QTimer* m_pause;
    QStandardItemModel* m_hits;
};

} // namespace stevedore::ui
