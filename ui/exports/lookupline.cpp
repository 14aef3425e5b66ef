// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/lookupline.h"

#include "exports/fielddelegate.h"
#include "models/roles.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QPointer>
#include <QStandardItemModel>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int searchPause = 300;
constexpr int leastLetters = 2; ///< of a search for records (Zoho CRM API v8, Search records)

/// Puts the id into the line, where people see the name.
class IdCompleter final : public QCompleter
{
public:
    using QCompleter::QCompleter;
    QString pathFromIndex(const QModelIndex& index) const override { return index.data(RawRole).toString(); }
};

} // namespace

LookupLine::LookupLine(const ConditionContext& context, const QString& module, QWidget* parent)
    : QLineEdit(parent), m_context(context), m_module(module), m_pause(new QTimer(this)),
      m_hits(new QStandardItemModel(this))
{
    setPlaceholderText(context.lookup && !module.isEmpty() ? tr("Name or record id") : tr("Record id"));
    m_pause->setSingleShot(true);
    m_pause->setInterval(searchPause);
    if (!context.lookup || module.isEmpty())
        return;
    auto* completer = new IdCompleter(m_hits, this);
    completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    completer->popup()->setItemDelegate(new FieldDelegate(completer->popup()));
    completer->popup()->setProperty("popup", true);
    completer->popup()->setMinimumWidth(320);
    setCompleter(completer);
    connect(completer, QOverload<const QModelIndex&>::of(&QCompleter::activated), this,
            [this](const QModelIndex& index) {
                const QString id = index.data(RawRole).toString();
                setToolTip(index.data().toString());
                setText(id);
                Q_EMIT textEdited(id);
            });
    connect(this, &QLineEdit::textEdited, m_pause, QOverload<>::of(&QTimer::start));
    connect(m_pause, &QTimer::timeout, this, &LookupLine::search);
}

void LookupLine::search()
{
    const QString wanted = text().trimmed();
    const bool isId = std::all_of(wanted.begin(), wanted.end(), [](QChar c) { return c.isDigit(); });
    if (wanted.size() < leastLetters || isId)
        return;
    m_context.lookup(m_module, wanted, [self = QPointer(this), wanted](const QList<LookupHit>& hits) {
        // Another answer may be on its way by now.
        if (self && self->text().trimmed() == wanted)
            self->show(hits);
    });
}

void LookupLine::show(const QList<LookupHit>& hits)
{
    m_hits->clear();
    for (const LookupHit& hit : hits) {
        auto* item = new QStandardItem(hit.name);
        item->setData(hit.id, RawRole);
        item->setData(hit.id, DetailRole);
        m_hits->appendRow(item);
    }
    if (!hits.isEmpty() && hasFocus())
        completer()->complete();
}

} // namespace stevedore::ui
