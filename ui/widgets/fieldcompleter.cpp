// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fieldcompleter.h"

#include "base/text.h"
#include "models/roles.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int apiRole = Qt::UserRole + 101;

/// A field in the list: its label, what else it is called in dim letters, and at the end what feeds it.
class FieldChoiceDelegate final : public QStyledItemDelegate
{
public:
    FieldChoiceDelegate(const FieldCompleter& completer, QObject* parent)
        : QStyledItemDelegate(parent), m_completer(completer)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& colours = coloursOf(option.palette);
        painter->save();
        const auto* const list = qobject_cast<const QAbstractItemView*>(parent());
        const bool isBest = list && !list->currentIndex().isValid() && index == m_completer.best();
        if (option.state.testFlag(QStyle::State_Selected) || isBest)
            painter->fillRect(option.rect, colours.selection);
        const QRect inside = option.rect.adjusted(10, 0, -10, 0);
        const auto part = [&](const QRect& area, const QString& text, const QColor& colour, Qt::Alignment side) {
            const int flags =
                int(QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter | Qt::TextSingleLine);
            painter->setPen(colour);
            painter->drawText(QStyle::visualRect(option.direction, option.rect, area), flags,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
        };
        const QString label = index.data().toString();
        const QString feed = index.data(FigureRole).toString();
        painter->setFont(option.font);
        const int labelWidth = std::min(option.fontMetrics.horizontalAdvance(label) + 2, inside.width());
        part(QRect(inside.left(), inside.top(), labelWidth, inside.height()), label, colours.text, Qt::AlignLeft);
        QFont small = option.font;
        small.setPixelSize(12);
        painter->setFont(small);
        const int feedWidth = feed.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(feed) + 10;
        const int left = inside.left() + labelWidth + 10;
        const int rest = inside.right() - left - feedWidth;
        if (rest > 40)
            part(QRect(left, inside.top(), rest, inside.height()), index.data(DetailRole).toString(), colours.dim,
                 Qt::AlignLeft);
        part(QRect(inside.right() - feedWidth + 1, inside.top(), feedWidth, inside.height()), feed, colours.dim,
             Qt::AlignRight);
        painter->restore();
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {360, space::row}; }

private:
    const FieldCompleter& m_completer;
};

} // namespace

FieldCompleter::FieldCompleter(const ModuleMeta& meta, const Mapping& mapping, QObject* parent)
    : QCompleter(parent), m_choices(new QStandardItemModel(this))
{
    auto* none = new QStandardItem(tr("Leave out"));
    none->setData(tr("Leave out"), SearchRole);
    none->setData(QString(), apiRole);
    m_choices->appendRow(none);
    const auto open = openMandatoryFields(mapping, meta);
    const auto isOpen = [&open](const Field& field) {
        return std::any_of(open.begin(), open.end(), [&](const Field& f) { return f.apiName == field.apiName; });
    };
    if (const Field* const id = targetField(meta, u"id"_s); id && mapping.operation != Operation::Insert)
        addField(*id, mapping);
    for (const bool wanted : {true, false}) {
        for (const Field& field : meta.fields) {
            if (field.isWritable() && isOpen(field) == wanted)
                addField(field, mapping);
        }
    }
    setModel(m_choices);
    setCompletionRole(SearchRole);
    setFilterMode(Qt::MatchContains);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(12);
    connect(this, QOverload<const QModelIndex&>::of(&QCompleter::activated), this, [this](const QModelIndex& index) {
        m_chosen = index.data(apiRole).toString();
        // The completer puts its text in after this signal.
        QMetaObject::invokeMethod(this, &FieldCompleter::taken, Qt::QueuedConnection);
    });
    popup()->setItemDelegate(new FieldChoiceDelegate(*this, popup()));
}

void FieldCompleter::addField(const Field& field, const Mapping& mapping)
{
    m_fields.append(field);
    const QString star = field.mandatory ? u" ★"_s : QString();
    const ColumnMapping* const feed = mapping.columnFor(field.apiName);
    auto* item = new QStandardItem(field.label + star);
    item->setData(u"%1 · %2"_s.arg(field.apiName, field.dataType), DetailRole);
    item->setData(feed ? tr("fed by %1").arg(shownValue(feed->header, 24)) : QString(), FigureRole);
    item->setData(QString(field.label + u' ' + field.apiName + u' ' + field.dataType), SearchRole);
    item->setData(field.apiName, apiRole);
    item->setData(u"%1, %2"_s.arg(field.label, field.dataType), Qt::AccessibleTextRole);
    m_choices->appendRow(item);
}

QString FieldCompleter::pathFromIndex(const QModelIndex& index) const
{
    const QString api = index.data(apiRole).toString();
    for (const Field& field : m_fields) {
        if (field.apiName == api)
            return field.label;
    }
    return tr("Leave out");
}

QModelIndex FieldCompleter::best() const
{
    const QString text = completionPrefix().trimmed();
    const QAbstractItemModel* const found = completionModel();
    if (text.isEmpty() || found->rowCount() == 0)
        return {};
    const auto rank = [&](const QModelIndex& index) {
        const QString label = index.data(Qt::DisplayRole).toString();
        const QString api = index.data(apiRole).toString();
        if (api.compare(text, Qt::CaseInsensitive) == 0 || pathFromIndex(index).compare(text, Qt::CaseInsensitive) == 0)
            return 0;
        return label.startsWith(text, Qt::CaseInsensitive) || api.startsWith(text, Qt::CaseInsensitive) ? 1 : 2;
    };
    QModelIndex best = found->index(0, 0);
    for (int row = 1; row < found->rowCount(); ++row) {
        if (rank(found->index(row, 0)) < rank(best))
            best = found->index(row, 0);
    }
    return best;
}

bool FieldCompleter::eventFilter(QObject* watched, QEvent* event)
{
    // The list is made at its first use, and tells of that by events.
    const bool isKey = event->type() == QEvent::KeyPress && watched == popup();
    const int key = isKey ? static_cast<QKeyEvent*>(event)->key() : 0;
    if ((key == Qt::Key_Return || key == Qt::Key_Enter) && !popup()->currentIndex().isValid()) {
        const auto* const edit = qobject_cast<QLineEdit*>(widget());
        const QModelIndex index = edit && edit->isModified() ? best() : QModelIndex();
        if (index.isValid())
            m_chosen = index.data(apiRole).toString();
        popup()->hide();
        Q_EMIT taken();
        return true;
    }
    return QCompleter::eventFilter(watched, event);
}

std::optional<QString> FieldCompleter::fieldFor(const QString& text) const
{
    const QString wanted = text.trimmed();
    if (m_chosen)
        return m_chosen;
    if (wanted.isEmpty() || wanted.compare(tr("Leave out"), Qt::CaseInsensitive) == 0)
        return QString();
    for (const bool byApiName : {true, false}) {
        for (const Field& field : m_fields) {
            if ((byApiName ? field.apiName : field.label).compare(wanted, Qt::CaseInsensitive) == 0)
                return field.apiName;
        }
    }
    const bool isAlone = completionPrefix().trimmed() == wanted && completionCount() == 1;
    return isAlone ? std::optional(best().data(apiRole).toString()) : std::nullopt;
}

} // namespace stevedore::ui
