// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/output.h"
#include "transfer/snapshot.h"

#include <QElapsedTimer>

namespace stevedore::cli {

/// Progress on standard error: bars that redraw themselves on a terminal, a line now and then elsewhere.
class Progress
{
public:
    explicit Progress(const Output& output);
    ~Progress();
    Q_DISABLE_COPY_MOVE(Progress)

    /// Reading or checking a file.
    void bytes(const QString& what, qint64 done, qint64 total);
    /// The whole import: one bar for all, one line for each part that moves.
    void import(const ImportSnapshot& snapshot);
    /// Leaves the last picture standing.
    void finish();

private:
    void draw(const QStringList& lines);

    const Output& m_output;
    bool m_terminal;
    int m_drawn = 0;
    QElapsedTimer m_since;
    QString m_lastLine;
};

} // namespace stevedore::cli
