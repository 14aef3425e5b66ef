// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/fatelist.h"

#include "base/text.h"
#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int lineStep = 21;

} // namespace

FateList::FateList(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void FateList::setFates(const FateCounts& fates, qint64 rows, qint64 unsent, const QStringList& notes)
{
    m_lines.clear();
    const auto add = [this](Meaning meaning, qint64 count, const QString& text) {
        if (count > 0)
            m_lines.append({meaning, text.arg(grouped(count))});
    };
    add(Meaning::In, fates.added, tr("%1 added"));
    add(Meaning::In, fates.updated, tr("%1 updated"));
    add(Meaning::In, fates.skipped, tr("%1 there already"));
    add(Meaning::In, fates.deleted, tr("%1 deleted"));
    add(Meaning::Refused, fates.refused, tr("%1 refused"));
    add(Meaning::Attention, fates.unknown, tr("%1 in doubt"));
    add(Meaning::Refused, fates.unprocessed, tr("%1 not worked on"));
    add(Meaning::Waiting, fates.leftOut, tr("%1 left out"));
    add(Meaning::AtCrm, rows - fates.settled() - unsent, tr("%1 under way"));
    add(Meaning::Waiting, unsent, tr("%1 not sent yet"));
    m_notes = notes;
    QStringList spoken;
    for (const Line& line : std::as_const(m_lines))
        spoken.append(line.text);
    setAccessibleName(spoken.join(u", "_s));
    updateGeometry();
    update();
}

QSize FateList::sizeHint() const
{
    int width = 60;
    for (const Line& line : m_lines)
        width = std::max(width, fontMetrics().horizontalAdvance(line.text) + 22);
    for (const QString& note : m_notes)
        width = std::max(width, fontMetrics().horizontalAdvance(note) + 4);
    return {width, int(m_lines.size() + m_notes.size()) * lineStep};
}

void FateList::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    const auto place = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const auto start =
        int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    int y = 0;
    for (const Line& line : m_lines) {
        paint::shape(painter, place(QRect(0, y + 5, 11, 11)), line.meaning, colours.tone(line.meaning).fore);
        painter.setPen(colours.text);
        painter.drawText(place(QRect(20, y, width() - 20, lineStep)), start, line.text);
        y += lineStep;
    }
    painter.setPen(colours.dim);
    for (const QString& note : m_notes) {
        painter.drawText(place(QRect(0, y, width(), lineStep)), start, note);
        y += lineStep;
    }
}

} // namespace stevedore::ui
