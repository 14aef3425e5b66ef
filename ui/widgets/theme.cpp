// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme.h"

#include "widgets/textlabel.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QStyle>
#include <QStyleFactory>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

/// The resources are in a static library and have to be asked for, from outside of any namespace.
static void useResources()
{
    Q_INIT_RESOURCE(ui);
}

namespace stevedore::ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Tone tone(QRgb fore, QRgb soft, QRgb solid)
{
    return {rgb(fore), rgb(soft), rgb(solid)};
}

Colours makeLight()
{
    Colours c;
    c.text = rgb(0x1c2127);
    c.dim = rgb(0x5d6570);
    c.line = rgb(0xdfe2e6);
    c.edge = rgb(0xc6cbd2);
    c.pane = rgb(0xffffff);
    c.ground = rgb(0xf4f5f7);
    c.rail = rgb(0xebedf0);
    c.accent = rgb(0x1a66dc);
    c.onAccent = rgb(0xffffff);
    c.selection = rgb(0xe3edfc);
    c.track = rgb(0xe8eaed);
    c.none = tone(0x1c2127, 0xeceef1, 0x949ca7);
    c.in = tone(0x156a41, 0xe1f2e8, 0x1d8454);
    c.refused = tone(0xb0241c, 0xfbe5e3, 0xc5362e);
    c.attention = tone(0x875000, 0xfcefdb, 0xc27800);
    c.atCrm = tone(0x1757b8, 0xe1ebfc, 0x3c7fe6);
    c.waiting = tone(0x59616c, 0xeceef1, 0x949ca7);
    return c;
}

Colours makeDark()
{
    Colours c;
    c.dark = true;
    c.text = rgb(0xe8eaed);
    c.dim = rgb(0xa0a8b2);
    c.line = rgb(0x353a41);
    c.edge = rgb(0x4a515a);
    c.pane = rgb(0x22262b);
    c.ground = rgb(0x1a1d21);
    c.rail = rgb(0x282c32);
    c.accent = rgb(0x6aa5ff);
    c.onAccent = rgb(0x0a1424);
    c.selection = rgb(0x223555);
    c.track = rgb(0x353a41);
    c.none = tone(0xe8eaed, 0x31363d, 0x717a86);
    c.in = tone(0x5fd39b, 0x1b3829, 0x3fb57c);
    c.refused = tone(0xff8f87, 0x45211f, 0xe5564d);
    c.attention = tone(0xe8ad55, 0x3e2f19, 0xd1902f);
    c.atCrm = tone(0x85b6ff, 0x1d3155, 0x4d8bea);
    c.waiting = tone(0xaab2bc, 0x31363d, 0x717a86);
    return c;
}

QPalette paletteFor(const Colours& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.ground);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.pane);
    p.setColor(QPalette::AlternateBase, c.ground);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::Button, c.pane);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.onAccent);
    p.setColor(QPalette::PlaceholderText, c.dim);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.atCrm.fore);
    p.setColor(QPalette::ToolTipBase, c.pane);
    p.setColor(QPalette::ToolTipText, c.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, c.dim);
    return p;
}

QString styleSheetFor(const Colours& c)
{
    QFile file(u":/style/window.qss"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::array<std::pair<QString, QColor>, 18> names = {{
        {u"@text@"_s, c.text},
        {u"@dim@"_s, c.dim},
        {u"@line@"_s, c.line},
        {u"@edge@"_s, c.edge},
        {u"@pane@"_s, c.pane},
        {u"@ground@"_s, c.ground},
        {u"@rail@"_s, c.rail},
        {u"@accent@"_s, c.accent},
        {u"@accent-pressed@"_s, c.dark ? c.accent.lighter(112) : c.accent.darker(115)},
        {u"@on-accent@"_s, c.onAccent},
        {u"@selection@"_s, c.selection},
        {u"@track@"_s, c.track},
        {u"@link@"_s, c.atCrm.fore},
        {u"@attention@"_s, c.attention.fore},
        {u"@attention-soft@"_s, c.attention.soft},
        {u"@refused@"_s, c.refused.fore},
        {u"@in@"_s, c.in.fore},
        {u"@refused-soft@"_s, c.refused.soft},
    }};
    for (const auto& [name, colour] : names)
        sheet.replace(name, colour.name());
    return sheet.replace(u"@shade@"_s, c.dark ? u"dark"_s : u"light"_s);
}

} // namespace

const Tone& Colours::tone(Meaning meaning) const
{
    switch (meaning) {
    case Meaning::In:
        return in;
    case Meaning::Refused:
        return refused;
    case Meaning::Attention:
        return attention;
    case Meaning::AtCrm:
        return atCrm;
    case Meaning::Waiting:
        return waiting;
    case Meaning::None:
        break;
    }
    return none;
}

const Colours& lightColours()
{
    static const Colours colours = makeLight();
    return colours;
}

const Colours& darkColours()
{
    static const Colours colours = makeDark();
    return colours;
}

const Colours& coloursOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkColours() : lightColours();
}

QFont titleFont(const QFont& base)
{
    QFont font = base;
    font.setPixelSize(17);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont captionFont(const QFont& base)
{
    QFont font = base;
    font.setPixelSize(11);
    return font;
}

QFont boldFont(const QFont& base)
{
    QFont font = base;
    font.setWeight(QFont::DemiBold);
    return font;
}

Theme::Theme(QApplication& application) : m_application(application)
{
    useResources();
    // Before anything is set the palette is the platform's own, and its lightness is the system's choice.
    m_systemDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
    m_application.setStyle(QStyleFactory::create(u"Fusion"_s));
    QFont font = QApplication::font();
    font.setPixelSize(13);
    QApplication::setFont(font);
    setChoice(ThemeChoice::System);
}

void Theme::setChoice(ThemeChoice choice)
{
    m_choice = choice;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && m_systemDark);
    apply(dark ? darkColours() : lightColours());
    Q_EMIT changed();
}

void Theme::apply(const Colours& colours)
{
    QApplication::setPalette(paletteFor(colours));
    m_application.setStyleSheet(styleSheetFor(colours));
}

QLabel* plainLabel(const QString& text, const char* role, QWidget* parent)
{
    auto* label = new TextLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setText(text);
    if (role && *role)
        label->setProperty("role", QString::fromLatin1(role));
    return label;
}

void setRole(QWidget* widget, const char* property, const QString& value)
{
    if (widget->property(property).toString() == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

} // namespace stevedore::ui
