// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/progress.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/terminal.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace stevedore::cli {

namespace {

constexpr int barWidth = 32;
constexpr qint64 redrawMs = 80;
constexpr qint64 lineMs = 5000;
constexpr int mostPartLines = 12;

QString bar(double share)
{
    const int full = int(std::lround(std::clamp(share, 0.0, 1.0) * barWidth));
    return QString(full, QChar(0x2588)) + QString(barWidth - full, QChar(0x2591));
}

/// How far a part is, by its stage; the time at the CRM cannot be known beforehand.
double shareOf(const PartSnapshot& part)
{
    switch (part.record.stage) {
    case PartStage::Planned:
        return 0;
    case PartStage::Packed:
        return 0.1;
    case PartStage::Uploading:
        return 0.1 + 0.2 * std::max(0.0, part.stageShare);
    case PartStage::Uploaded:
    case PartStage::Creating:
        return 0.3;
    case PartStage::Queued:
        return 0.4;
    case PartStage::Working:
        return 0.6;
    case PartStage::Ready:
        return 0.9;
    default:
        return 1;
    }
}

QString totalLine(const ImportSnapshot& s)
{
    QString line = CliText::tr("%1 %2  %3 in, %4 refused, %5 at the CRM, %6 to send")
                       .arg(bar(s.record.rowCount > 0 ? double(s.fates.settled()) / double(s.record.rowCount) : 1),
                            percentText(s.fates.in(), s.record.rowCount).rightJustified(7), grouped(s.fates.in()),
                            grouped(s.fates.refused + s.fates.unprocessed), grouped(s.atCrm), grouped(s.toSend));
    if (s.rowsPerSecond > 0)
        line += CliText::tr(", %Ln rows/s", nullptr, numberOf(qint64(s.rowsPerSecond)));
    return line;
}

QString partLine(const PartSnapshot& part)
{
    const PartRecord& r = part.record;
    QString line = QStringLiteral("  %1 %2  %3")
                       .arg(CliText::tr("part %1").arg(r.number).leftJustified(9), bar(shareOf(part)), stageName(r));
    if (r.isOver())
        line += CliText::tr(": %1 in, %2 refused")
                    .arg(grouped(r.added + r.updated + r.skipped), grouped(r.refused + r.unprocessed));
    return line;
}

} // namespace

Progress::Progress(const Output& output) : m_output(output), m_terminal(standardErrorIsTerminal())
{
    m_since.start();
}

Progress::~Progress()
{
    finish();
}

void Progress::draw(const QStringList& lines)
{
    const int columns = terminalColumns();
    QString out;
    if (m_drawn > 0)
        out += QStringLiteral("\x1b[%1A").arg(m_drawn);
    for (const QString& line : lines)
        out += QStringLiteral("\x1b[2K") + printable(line).left(columns - 1) + QLatin1Char('\n');
    // Lines of an earlier, longer picture.
    for (qsizetype i = lines.size(); i < m_drawn; ++i)
        out += QStringLiteral("\x1b[2K\n");
    m_drawn = std::max(m_drawn, int(lines.size()));
    const QByteArray bytes = out.toUtf8();
    (void)std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stderr);
    (void)std::fflush(stderr);
}

void Progress::bytes(const QString& what, qint64 done, qint64 total)
{
    const bool end = done >= total;
    if (m_output.isQuiet() || !m_terminal || (!end && m_since.elapsed() < redrawMs))
        return;
    m_since.restart();
    const double share = total > 0 ? double(done) / double(total) : 1;
    draw({QStringLiteral("%1 %2  %3")
              .arg(bar(share), percentText(done, std::max<qint64>(total, 1)).rightJustified(7), what)});
    if (end)
        finish();
}

void Progress::import(const ImportSnapshot& snapshot)
{
    if (m_output.isQuiet())
        return;
    const bool over = snapshot.atCrm + snapshot.toSend == 0;
    if (!m_terminal) {
        const QString line = totalLine(snapshot);
        if ((over || m_since.elapsed() >= lineMs) && line != m_lastLine) {
            m_since.restart();
            m_lastLine = line;
            m_output.remark(line);
        }
        return;
    }
    if (!over && m_since.elapsed() < redrawMs)
        return;
    m_since.restart();
    QStringList lines{totalLine(snapshot)};
    for (const PartSnapshot& part : snapshot.parts) {
        if (part.record.round == snapshot.round)
            lines.append(partLine(part));
    }
    if (lines.size() > mostPartLines)
        lines = {lines.first()};
    if (const QString waiting = waitingText(snapshot, QDateTime::currentDateTimeUtc()); !waiting.isEmpty())
        lines.append(QStringLiteral("  ") + waiting);
    draw(lines);
}

void Progress::finish()
{
    m_drawn = 0;
}

} // namespace stevedore::cli
