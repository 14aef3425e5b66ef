// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

class QApplication;
class QLabel;
class QWidget;

namespace stevedore::ui {

/// One meaning: a foreground that can be read on a pane and on its own soft background, and a solid for bars.
struct Tone
{
    QColor fore;
    QColor soft;
    QColor solid;
};

/// All colours of the window. There are no others.
struct Colours
{
    bool dark = false;
    QColor text, dim, line, edge, pane, ground, rail, accent, onAccent, selection, track;
    Tone none, in, refused, attention, atCrm, waiting;

    const Tone& tone(Meaning meaning) const;
};

const Colours& lightColours();
const Colours& darkColours();
/// The colours that go with a widget's palette; for painting.
const Colours& coloursOf(const QPalette& palette);

/// Distances, on a grid of 4 pixels.
namespace space {
inline constexpr int tight = 4;
inline constexpr int between = 8;
inline constexpr int inner = 12;
inline constexpr int panes = 16;
inline constexpr int edge = 20;
inline constexpr int row = 28;
} // namespace space

QFont titleFont(const QFont& base);
QFont captionFont(const QFont& base);
/// Figures of one width, so that columns of numbers stand.
QFont boldFont(const QFont& base);

enum class ThemeChoice { System, Light, Dark };

/// Puts palette, style sheet and fonts on the application and keeps the user's choice.
class Theme final : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QApplication& application);

    ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);

Q_SIGNALS:
    void changed();

private:
    void apply(const Colours& colours);

    QApplication& m_application;
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_systemDark = false;
};

/// A label that shows its text as it stands, whatever a file or a server put into it.
/// `role` is one of the style sheet's: title, heading, dim, caption, fact, or empty.
QLabel* plainLabel(const QString& text, const char* role, QWidget* parent = nullptr);
/// Sets the style sheet's property and makes it count at once.
void setRole(QWidget* widget, const char* property, const QString& value);

} // namespace stevedore::ui
