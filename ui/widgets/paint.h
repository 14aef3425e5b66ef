// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/theme.h"

#include <QRect>

class QPainter;
class QFontMetrics;

/// The shapes that several controls and delegates paint the same way.
namespace stevedore::ui::paint {

/// The hairline at the lower edge of a cell; at any scale it meets that of the next cell.
void hairline(QPainter& painter, const QRect& cell, const QColor& colour);
/// Width that pill() wants for a text.
int pillWidth(const QFontMetrics& metrics, const QString& text);
/// A rounded badge in the tone's colours, as wide as its text, at the start of `area` and vertically centred.
/// A guess has a dashed outline and no filling. The font of the painter is used.
void pill(QPainter& painter, const QRect& area, const QString& text, const Tone& tone, bool guess,
          Qt::LayoutDirection direction);
/// A track with the share filled, 0 to 1.
void bar(QPainter& painter, const QRectF& track, double share, const QColor& fill, const QColor& ground,
         Qt::LayoutDirection direction);
/// A box with slightly rounded corners in one colour; `hatched` has stripes and an outline instead, for what is not
/// known.
void block(QPainter& painter, const QRectF& box, const QColor& colour);
void hatched(QPainter& painter, const QRectF& box, const Tone& tone);
/// Small figures that carry the meaning beside the colour: tick, cross, mark, arrow, ring.
void shape(QPainter& painter, const QRectF& box, Meaning meaning, const QColor& colour);

} // namespace stevedore::ui::paint
