// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/griddelegate.h"

#include "widgets/icons.h"
#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int padding = 10;

Meaning roleMeaning(const QModelIndex& index, int role)
{
    const QVariant value = index.data(role);
    return value.isValid() ? value.value<Meaning>() : Meaning::None;
}

void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                 const Colours& colours)
{
    const Meaning mark = roleMeaning(index, MarkRole);
    if (mark != Meaning::None)
        painter.fillRect(option.rect, colours.tone(mark).soft);
    else if (option.state.testFlag(QStyle::State_Selected))
        painter.fillRect(option.rect, colours.selection);
    paint::hairline(painter, option.rect, colours.line);
    if (!option.state.testFlag(QStyle::State_HasFocus))
        return;
    painter.setPen(QPen(mark == Meaning::Refused ? colours.refused.solid : colours.accent, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(1, 1, -1, -1));
}

void paintChoice(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                 const Colours& colours)
{
    const bool open = index.data(OpenRole).toBool();
    const QRect box = option.rect.adjusted(4, 3, -4, -4);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(open ? colours.attention.solid : colours.edge);
    painter.setBrush(colours.pane);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.restore();
    const QRect arrow =
        QStyle::visualRect(option.direction, box, QRect(box.right() - 18, box.center().y() - 5, 12, 12));
    const qreal ratio = painter.device()->devicePixelRatioF();
    painter.drawPixmap(arrow.topLeft(), iconPixmap(u"chevron-light"_s, colours.dim, 12, ratio));
    const QRect text = QStyle::visualRect(option.direction, box, box.adjusted(8, 0, -22, 0));
    const bool dim = index.data(DimRole).toBool();
    painter.setPen(open ? colours.attention.fore : dim ? colours.dim : colours.text);
    const QString shown = painter.fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width());
    painter.drawText(
        text, int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine),
        shown);
}

void paintText(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index, const Colours& colours)
{
    const Meaning tone = roleMeaning(index, ToneRole);
    painter.setPen(tone != Meaning::None          ? colours.tone(tone).fore
                   : index.data(DimRole).toBool() ? colours.dim
                                                  : colours.text);
    const QRect area = option.rect.adjusted(padding, 0, -padding, -1);
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
    if (const QVariant wanted = index.data(Qt::TextAlignmentRole); wanted.isValid())
        alignment = Qt::Alignment(wanted.toInt());
    QString text = index.data().toString();
    text.replace(u'\n', QChar(0x21B5)).remove(u'\r');
    text = painter.fontMetrics().elidedText(text, Qt::ElideRight, area.width());
    painter.drawText(area, int(QStyle::visualAlignment(option.direction, alignment) | Qt::TextSingleLine), text);
}

/// The text, and in smaller letters what is said of it.
void paintTwoLines(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const Colours& colours)
{
    const QRect area = option.rect.adjusted(padding, 3, -padding, -4);
    const int half = area.height() / 2;
    const auto start = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::TextSingleLine);
    const auto line = [&](const QRect& place, const QString& text, int alignment) {
        painter.drawText(place, start | alignment,
                         painter.fontMetrics().elidedText(text, Qt::ElideRight, place.width()));
    };
    painter.setPen(index.data(DimRole).toBool() ? colours.dim : colours.text);
    line(area.adjusted(0, 0, 0, -half + 1), index.data().toString(), Qt::AlignVCenter);
    QFont small = option.font;
    small.setPixelSize(12);
    painter.setFont(small);
    painter.setPen(colours.dim);
    line(area.adjusted(0, half, 0, 0), index.data(DetailRole).toString(), Qt::AlignVCenter);
}

} // namespace

void GridDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(option.font);
    paintGround(*painter, option, index, colours);
    const QRect inside = option.rect.adjusted(padding, 0, -padding, -1);
    if (const QVariant badge = index.data(BadgeRole); badge.isValid()) {
        QFont font = option.font;
        font.setPixelSize(12);
        painter->setFont(font);
        paint::pill(*painter, inside, index.data().toString(), colours.tone(badge.value<Meaning>()),
                    index.data(GuessRole).toBool(), option.direction);
    } else if (const QVariant share = index.data(ShareRole); share.isValid()) {
        const QRectF track(inside.left(), inside.center().y() - 2, inside.width(), 6);
        const Meaning tone = roleMeaning(index, ToneRole);
        paint::bar(*painter, track, share.toDouble(), colours.tone(tone).solid, colours.track, option.direction);
    } else if (index.data(ChoiceRole).toBool()) {
        paintChoice(*painter, option, index, colours);
    } else if (!index.data(DetailRole).toString().isEmpty()) {
        paintTwoLines(*painter, option, index, colours);
    } else {
        paintText(*painter, option, index, colours);
    }
    painter->restore();
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * padding, space::row};
}

QWidget* GridDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QWidget* editor = QStyledItemDelegate::createEditor(parent, option, index);
    if (auto* line = qobject_cast<QLineEdit*>(editor)) {
        line->setFrame(false);
        line->setObjectName(u"cellEditor"_s);
        line->setAccessibleName(index.data(Qt::AccessibleTextRole).toString());
        if (m_judge)
            connect(line, &QLineEdit::textEdited, this,
                    [this, line, at = QPersistentModelIndex(index)] { judge(line, at); });
    }
    return editor;
}

void GridDelegate::judge(QLineEdit* editor, const QModelIndex& index) const
{
    const QString wrong = index.isValid() ? m_judge(index, editor->text()) : QString();
    editor->setProperty("wrong", !wrong.isEmpty());
    editor->setAccessibleDescription(wrong);
    editor->style()->polish(editor);
    if (wrong.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(editor->mapToGlobal(QPoint(0, editor->height())), wrong, editor, {}, 60'000);
}

void GridDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                        const QModelIndex& index) const
{
    Q_UNUSED(index)
    editor->setGeometry(option.rect);
}

} // namespace stevedore::ui
