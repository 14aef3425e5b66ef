// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/fatelist.h"

#include "base/text.h"
#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int fateStep = 21;
constexpr int fateShape = 11;
constexpr int textLeft = 18;
constexpr int fatePadding = 2;

} // namespace

FigureButton::FigureButton(QWidget* parent) : QAbstractButton(parent)
{
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void FigureButton::setFigure(Meaning meaning, const QString& text, bool showsRows)
{
    m_meaning = meaning;
    setText(text);
    setAccessibleName(text);
    setCheckable(showsRows);
    setEnabled(showsRows);
    setFocusPolicy(showsRows ? Qt::TabFocus : Qt::NoFocus);
    setCursor(showsRows ? Qt::PointingHandCursor : Qt::ArrowCursor);
    setToolTip(showsRows ? tr("Show these rows") : QString());
    updateGeometry();
    update();
}

QSize FigureButton::sizeHint() const
{
    return {textLeft + fontMetrics().horizontalAdvance(text()) + 2 * fatePadding, fateStep};
}

void FigureButton::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    const auto place = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (isChecked() || (isCheckable() && underMouse())) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? colours.selection : colours.track);
        painter.drawRoundedRect(rect(), 4, 4);
    }
    if (hasFocus()) {
        painter.setPen(colours.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), 4, 4);
    }
    paint::shape(painter, place(QRect(fatePadding, (height() - fateShape) / 2, fateShape, fateShape)), m_meaning,
                 colours.tone(m_meaning).fore);
    painter.setPen(colours.text);
    painter.drawText(
        place(QRect(fatePadding + textLeft, 0, width() - fatePadding - textLeft, height())),
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine), text());
}

FateList::FateList(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this)), m_notes(plainLabel({}, "dim"))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addWidget(m_notes);
    m_notes->setContentsMargins(fatePadding, 0, 0, 0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("What became of the rows"));
}

void FateList::addLine(Meaning meaning, qint64 count, const QString& text, const std::optional<Fate>& fate)
{
    if (count <= 0)
        return;
    if (m_used == m_lines.size()) {
        auto* button = new FigureButton;
        m_layout->insertWidget(int(m_used), button);
        m_lines.append(Line{std::nullopt, button});
        connect(button, &FigureButton::clicked, this, [this, at = m_used] {
            const std::optional<Fate> own = m_lines[at].fate;
            Q_EMIT chosen(m_chosen == own ? std::nullopt : own);
        });
    }
    Line& line = m_lines[m_used++];
    line.fate = fate;
    line.button->setObjectName(fate ? u"figure%1"_s.arg(int(*fate)) : QString());
    line.button->setFigure(meaning, text.arg(grouped(count)), fate.has_value());
    line.button->show();
}

void FateList::setFates(const FateCounts& fates, qint64 rows, qint64 unsent, const QStringList& notes)
{
    m_used = 0;
    addLine(Meaning::In, fates.added, tr("%1 added"), Fate::Added);
    addLine(Meaning::In, fates.updated, tr("%1 updated"), Fate::Updated);
    addLine(Meaning::In, fates.skipped, tr("%1 there already"), Fate::Skipped);
    addLine(Meaning::In, fates.deleted, tr("%1 deleted"), Fate::Deleted);
    addLine(Meaning::Refused, fates.refused, tr("%1 refused"), Fate::Refused);
    addLine(Meaning::Attention, fates.unknown, tr("%1 in doubt"), Fate::Unknown);
    addLine(Meaning::Refused, fates.unprocessed, tr("%1 not worked on"), Fate::Unprocessed);
    addLine(Meaning::Waiting, fates.leftOut, tr("%1 left out"), Fate::LeftOut);
    addLine(Meaning::AtCrm, rows - fates.settled() - unsent, tr("%1 under way"), std::nullopt);
    addLine(Meaning::Waiting, unsent, tr("%1 not sent yet"), std::nullopt);
    for (qsizetype i = 0; i < m_lines.size(); ++i)
        m_lines[i].button->setVisible(i < m_used);
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
    setChosen(m_chosen);
}

void FateList::setChosen(const std::optional<Fate>& fate)
{
    m_chosen = fate;
    for (qsizetype i = 0; i < m_used; ++i)
        m_lines[i].button->setChecked(fate && m_lines[i].fate == fate);
}

} // namespace stevedore::ui
