// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QEvent>
#include <QTest>
#include <QWidget>

namespace stevedore::test {

/// Notes when anything in the program was last painted or laid out.
class PaintWatch : public QObject
{
public:
    PaintWatch()
    {
        m_since.start();
        qApp->installEventFilter(this);
    }
    qint64 quietFor() const { return m_since.elapsed(); }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint || event->type() == QEvent::LayoutRequest)
            m_since.restart();
        return false;
    }

private:
    QElapsedTimer m_since;
};

/// Waits until nothing is painted any more, so that a picture shows the end of what was going on. Progress that never
/// rests is given two seconds.
inline void waitUntilSettled()
{
    PaintWatch watch;
    (void)QTest::qWaitFor([&] { return watch.quietFor() > 150; }, 2'000);
}

} // namespace stevedore::test
