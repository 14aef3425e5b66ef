// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fieldcompleter.h"

#include "base/text.h"
#include "models/roles.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int searchRole = Qt::UserRole + 100;
constexpr int apiRole = Qt::UserRole + 101;

/// A field in the list: its label, what else it is called in dim letters, and at the end what feeds it.
class FieldChoiceDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Colours& colours = coloursOf(option.palette);
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
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
};

} // namespace

FieldCompleter::FieldCompleter(const ModuleMeta& meta, const Mapping& mapping, QObject* parent)
    : QCompleter(parent), m_choices(new QStandardItemModel(this))
{
    auto* none = new QStandardItem(tr("Leave out"));
    none->setData(tr("Leave out"), searchRole);
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
    setCompletionRole(searchRole);
    setFilterMode(Qt::MatchContains);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(12);
    popup()->setItemDelegate(new FieldChoiceDelegate(popup()));
}

void FieldCompleter::addField(const Field& field, const Mapping& mapping)
{
    m_fields.append(field);
    const QString star = field.mandatory ? u" ★"_s : QString();
    const ColumnMapping* const feed = mapping.columnFor(field.apiName);
    auto* item = new QStandardItem(field.label + star);
    item->setData(u"%1 · %2"_s.arg(field.apiName, field.dataType), DetailRole);
    item->setData(feed ? tr("fed by %1").arg(shownValue(feed->header, 24)) : QString(), FigureRole);
    item->setData(QString(field.label + u' ' + field.apiName + u' ' + field.dataType), searchRole);
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

std::optional<QString> FieldCompleter::fieldFor(const QString& text) const
{
    const QString wanted = text.trimmed();
    if (wanted.isEmpty() || wanted.compare(tr("Leave out"), Qt::CaseInsensitive) == 0)
        return QString();
    for (const bool byApiName : {true, false}) {
        for (const Field& field : m_fields) {
            if ((byApiName ? field.apiName : field.label).compare(wanted, Qt::CaseInsensitive) == 0)
                return field.apiName;
        }
    }
    return std::nullopt;
}

} // namespace stevedore::ui
