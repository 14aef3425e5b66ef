// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QWidget>

#include <array>

namespace stevedore::ui {

/// One step in the head: a tick when nothing there needs a hand, the name, and its figure.
class StepButton final : public QAbstractButton
{
    Q_OBJECT

public:
    StepButton(int number, const QString& name, QWidget* parent = nullptr);
    void setState(bool open, bool ticked, const QString& figure);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_number;
    bool m_ticked = false;
    QString m_figure;
};

/// The five steps of an import, reachable in any order as soon as their data allow.
class StepBar final : public QWidget
{
    Q_OBJECT

public:
    static constexpr int steps = 5;
    enum Step { File, Mapping, Check, Jobs, Results };

    explicit StepBar(QWidget* parent = nullptr);
    void setStep(int step, bool open, bool ticked, const QString& figure);
    void setCurrent(int step);
    int current() const { return m_current; }
    bool isOpen(int step) const;

Q_SIGNALS:
    void chosen(int step);

private:
    std::array<StepButton*, steps> m_buttons{};
    int m_current = 0;
};

} // namespace stevedore::ui
