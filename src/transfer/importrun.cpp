// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/importrun.h"

#include "base/planted.h"
#include "transfer/partplan.h"

#include <algorithm>

namespace stevedore {

namespace {

bool isAtCrm(PartStage stage)
{
    return stage == PartStage::Creating || stage == PartStage::Queued || stage == PartStage::Working ||
           stage == PartStage::Ready;
}

bool isUnsent(PartStage stage)
{
    return stage == PartStage::Planned || stage == PartStage::Packed || stage == PartStage::Uploading ||
           stage == PartStage::Uploaded;
}

int plannedCredits(const PartRecord& part)
{
    if (part.credits > 0 || part.isOver())
        return part.credits;
    switch (part.route) {
    case Route::Job:
        return creditsPerJob;
    case Route::Records:
        return creditsForRecords(part.rowCount);
    case Route::Delete:
        return creditsPerDelete;
    }
    Q_UNREACHABLE();
}

/// Rows per second over the present round, and the seconds left at that rate.
void addPace(ImportSnapshot& out, const std::deque<PartRecord>& parts, const QDateTime& now)
{
    QDateTime began;
    QDateTime newest;
    qint64 settled = 0;
    for (const PartRecord& part : parts) {
        if (part.round != out.round)
            continue;
        const QDateTime first = part.route == Route::Job ? part.packedFrom : part.intentAt;
        if (first.isValid() && (!began.isValid() || first < began))
            began = first;
        if (part.isOver() && part.doneAt.isValid()) {
            settled += part.rowCount;
            newest = newest.isValid() ? std::max(newest, part.doneAt) : part.doneAt;
        }
    }
    const bool resting = out.atCrm + out.toSend == 0;
    const qint64 ms = began.isValid() ? began.msecsTo(resting && newest.isValid() ? newest : now) : 0;
    if (settled == 0 || ms <= 0)
        return;
    out.rowsPerSecond = double(settled) * 1000.0 / double(ms);
    out.secondsLeft = qRound64(double(out.atCrm + out.toSend) / out.rowsPerSecond);
}

} // namespace

const PartRecord* ImportRun::part(PartId id) const
{
    const auto it = std::find_if(parts.begin(), parts.end(), [&](const PartRecord& p) { return p.id == id; });
    return it == parts.end() ? nullptr : &*it;
}

const PartRecord& ImportRun::firstOf(const PartRecord& part) const
{
    const PartRecord* first = &part;
    while (first->repeatOf.value != 0)
        first = this->part(first->repeatOf);
    return *first;
}

const PartRecord* ImportRun::oldestAtCrm(PartId except) const
{
    const PartRecord* oldest = nullptr;
    for (const PartRecord& part : parts) {
        const bool atCrm = part.stage == PartStage::Queued || part.stage == PartStage::Working;
        if (atCrm && part.id != except && (!oldest || part.createdAt < oldest->createdAt))
            oldest = &part;
    }
    return oldest;
}

int ImportRun::round() const
{
    int round = 1;
    for (const PartRecord& part : parts)
        round = std::max(round, part.round);
    return round;
}

bool ImportRun::isOver() const
{
    return std::all_of(parts.begin(), parts.end(), [](const PartRecord& part) { return part.isOver(); });
}

bool ImportRun::hasUnruledDoubt() const
{
    if (STEVEDORE_PLANTED_BUG("doubt-left-after-restart"))
        return false;
    return std::any_of(parts.begin(), parts.end(),
                       [](const PartRecord& part) { return part.stage == PartStage::Doubt && part.found.isEmpty(); });
}

bool ImportRun::isStoppedByRefusals() const
{
    if (record.state != ImportState::Stopped)
        return false;
    if (failure)
        return failure->kind == FailureKind::Refused;
    std::vector<const PartRecord*> ended;
    for (const PartRecord& part : parts) {
        if (part.stage == PartStage::Failed && !isOver())
            return true;
        if (part.stage == PartStage::Done && part.route == Route::Job)
            ended.push_back(&part);
    }
    std::sort(ended.begin(), ended.end(),
              [](const PartRecord* a, const PartRecord* b) { return a->doneAt > b->doneAt; });
    return ended.size() >= mostRefusedInARow &&
           std::all_of(ended.begin(), ended.begin() + mostRefusedInARow,
                       [](const PartRecord* part) { return part->refused == part->rowCount; });
}

void ImportRun::holdUp(const QString& sentence, const QDateTime& until)
{
    waitingFor = sentence;
    waitingUntil = until;
}

ImportSnapshot ImportRun::snapshot(const QDateTime& now) const
{
    ImportSnapshot out;
    out.record = record;
    out.fates = fates;
    out.unsent = waiting.count().value;
    out.round = round();
    out.driving = driving;
    out.waitingFor = waitingFor;
    out.waitingUntil = waitingUntil;
    out.stoppedByRefusals = isStoppedByRefusals();
    for (const PartRecord& part : parts) {
        out.parts.append({part, shares.value(part.id, -1)});
        out.credits += part.credits;
        out.creditsPlanned += plannedCredits(part);
        if (isAtCrm(part.stage))
            out.atCrm += part.rowCount;
        else if (isUnsent(part.stage))
            out.toSend += part.rowCount;
        const QDateTime when = due.value(part.id);
        if ((part.stage == PartStage::Queued || part.stage == PartStage::Working) && when.isValid())
            out.nextPoll = out.nextPoll.isValid() ? std::min(out.nextPoll, when) : when;
    }
    addPace(out, parts, now);
    return out;
}

} // namespace stevedore
