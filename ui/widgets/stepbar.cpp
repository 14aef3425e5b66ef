// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stepbar.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int tickWidth = 16;
constexpr int gap = 7;

} // namespace

StepButton::StepButton(int number, const QString& name, QWidget* parent) : QAbstractButton(parent), m_number(number)
{
    setText(name);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setState(false, false, {});
}

void StepButton::setState(bool open, bool ticked, const QString& figure)
{
    m_ticked = ticked;
    m_figure = figure;
    setEnabled(open);
    setAccessibleName(tr("Step %1: %2").arg(m_number).arg(text()));
    setAccessibleDescription(!open ? tr("not open yet") : ticked ? tr("%1, done").arg(figure) : figure);
    setToolTip(figure);
    updateGeometry();
    update();
}

QSize StepButton::sizeHint() const
{
    const QFontMetrics bold(boldFont(font()));
    const int figure =
        m_figure.isEmpty() ? fontMetrics().horizontalAdvance(u'–') : fontMetrics().horizontalAdvance(m_figure);
    return {(m_ticked ? tickWidth : 0) + bold.horizontalAdvance(text()) + gap + figure + 4, 36};
}

QSize StepButton::minimumSizeHint() const
{
    return {(m_ticked ? tickWidth : 0) + QFontMetrics(boldFont(font())).horizontalAdvance(text()) + 4, 36};
}

void StepButton::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    const auto place = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const auto alignment =
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    int x = 2;
    if (m_ticked) {
        paint::shape(painter, place(QRect(x, height() / 2 - 6, 10, 10)), Meaning::In, colours.in.fore);
        x += tickWidth;
    }
    painter.setFont(isChecked() ? boldFont(font()) : font());
    painter.setPen(isEnabled() ? colours.text : colours.dim);
    const int name = painter.fontMetrics().horizontalAdvance(text());
    painter.drawText(place(QRect(x, 0, name + 2, height() - 2)), alignment, text());
    x += name + gap;
    painter.setFont(font());
    painter.setPen(colours.dim);
    const int room = width() - x;
    const QString figure = fontMetrics().elidedText(m_figure.isEmpty() ? u"–"_s : m_figure, Qt::ElideRight, room);
    if (room > 10)
        painter.drawText(place(QRect(x, 0, room, height() - 2)), alignment, figure);
    if (isChecked())
        painter.fillRect(0, height() - 2, width(), 2, colours.accent);
    else if (underMouse() && isEnabled())
        painter.fillRect(0, height() - 2, width(), 2, colours.edge);
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colours.accent, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 4.75, -0.75, -5.75), 4, 4);
    }
}

StepBar::StepBar(QWidget* parent) : QWidget(parent)
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(28);
    const std::array<QString, steps> names = {tr("File"), tr("Mapping"), tr("Check"), tr("Jobs"), tr("Results")};
    for (int step = 0; step < steps; ++step) {
        auto* button = new StepButton(step + 1, names[size_t(step)]);
        button->setObjectName(u"step%1"_s.arg(step + 1));
        m_buttons[size_t(step)] = button;
        line->addWidget(button);
        connect(button, &QAbstractButton::clicked, this, [this, step] {
            setCurrent(step);
            Q_EMIT chosen(step);
        });
    }
    line->addStretch(1);
    setAccessibleName(tr("Steps of the import"));
    setCurrent(0);
}

void StepBar::setStep(int step, bool open, bool ticked, const QString& figure)
{
    m_buttons[size_t(step)]->setState(open, ticked, figure);
}

void StepBar::setCurrent(int step)
{
    m_current = step;
    m_buttons[size_t(step)]->setChecked(true);
}

bool StepBar::isOpen(int step) const
{
    return m_buttons[size_t(step)]->isEnabled();
}

} // namespace stevedore::ui
