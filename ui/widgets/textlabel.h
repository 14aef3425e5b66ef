// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QHash>
#include <QLabel>

namespace stevedore::ui {

/// A label that lays its text out once for each width. Each change of any text lays the whole window out anew, and
/// asks every label that wraps for its height, often ten times: QLabel goes through the text each time.
/// Format, margins and wrapping are set before it is shown.
class TextLabel final : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    int heightForWidth(int width) const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    /// What the heights were found for; another text or font, and they are found again.
    mutable QString m_text;
    mutable QFont m_font;
    mutable QHash<int, int> m_heights;
};

} // namespace stevedore::ui
