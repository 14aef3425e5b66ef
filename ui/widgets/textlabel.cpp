// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/textlabel.h"

#include <QEvent>

namespace stevedore::ui {

int TextLabel::heightForWidth(int width) const
{
    // A splitter that is drawn asks for each width once; nobody needs them later.
    constexpr qsizetype mostWidths = 64;
    if (m_text != text() || m_font != font() || m_heights.size() >= mostWidths) {
        m_heights.clear();
        m_text = text();
        m_font = font();
    }
    const auto known = m_heights.constFind(width);
    if (known != m_heights.cend())
        return *known;
    const int height = QLabel::heightForWidth(width);
    m_heights.insert(width, height);
    return height;
}

void TextLabel::changeEvent(QEvent* event)
{
    m_heights.clear();
    QLabel::changeEvent(event);
}

} // namespace stevedore::ui
