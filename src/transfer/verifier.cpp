// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/verifier.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <map>

namespace stevedore {

namespace {

struct VerifierText
{
    Q_DECLARE_TR_FUNCTIONS(Verifier)
};

QString nameOf(const PartRecord& part)
{
    return VerifierText::tr("Part %1 of round %2").arg(part.number).arg(part.round);
}

/// Every row in exactly one state: waiting, in a part that is not at its end, or with a fate.
class RowStates
{
public:
    explicit RowStates(qint64 rows) : m_states(std::size_t(rows), 0) {}

    void add(RowNumber row)
    {
        if (row.value < 1 || row.value > qint64(m_states.size())) {
            ++m_beyond;
            return;
        }
        char& times = m_states[std::size_t(row.value - 1)];
        times = char(std::min(times + 1, 2));
    }

    void report(QStringList& problems) const
    {
        const auto lost = std::count(m_states.begin(), m_states.end(), 0);
        const auto twice = std::count_if(m_states.begin(), m_states.end(), [](char n) { return n > 1; });
        const auto first = [&](char wanted) {
            const auto at =
                std::find_if(m_states.begin(), m_states.end(), [&](char n) { return wanted == 0 ? n == 0 : n > 1; });
            return QString::number(at - m_states.begin() + 1);
        };
        if (lost > 0)
            problems.append(VerifierText::tr("%1 rows have no fate and are in no part; the first is row %2.")
                                .arg(QString::number(lost), first(0)));
        if (twice > 0)
            problems.append(VerifierText::tr("%1 rows are in more than one state; the first is row %2.")
                                .arg(QString::number(twice), first(2)));
        if (m_beyond > 0)
            problems.append(VerifierText::tr("%1 rows are not in the file.").arg(m_beyond));
    }

private:
    std::vector<char> m_states;
    qint64 m_beyond = 0;
};

qint64& countFor(FateCounts& counts, Fate fate)
{
    switch (fate) {
    case Fate::Added:
        return counts.added;
    case Fate::Updated:
        return counts.updated;
    case Fate::Skipped:
        return counts.skipped;
    case Fate::Refused:
        return counts.refused;
    case Fate::Unprocessed:
        return counts.unprocessed;
    case Fate::Unknown:
        return counts.unknown;
    case Fate::LeftOut:
        return counts.leftOut;
    case Fate::Deleted:
        return counts.deleted;
    }
    Q_UNREACHABLE();
}

/// The stored result once more, against the fates that the journal has from it.
void checkResult(const Spool& spool, const PartRecord& part, const std::vector<OutcomeRecord>& stored,
                 Verification& out)
{
    const auto again = spool.outcomes(part);
    if (!again) {
        out.problems.append(QStringLiteral("%1: %2").arg(nameOf(part), again.error().sentence));
        return;
    }
    ++out.results;
    // What the CRM's records told later is not in the result; nor are answers of people.
    std::map<RowNumber, const OutcomeRecord*> said;
    for (const OutcomeRecord& outcome : *again) {
        if (outcome.fate != Fate::Unknown)
            said[outcome.row] = &outcome;
    }
    for (const OutcomeRecord& outcome : stored) {
        const auto found = said.find(outcome.row);
        const bool leftOut = outcome.fate == Fate::LeftOut;
        if (found == said.end() || leftOut || part.repeatOf.value != 0)
            continue;
        if (found->second->fate != outcome.fate || found->second->errors != outcome.errors) {
            out.problems.append(VerifierText::tr("%1: the result says something else of row %2 than the journal.")
                                    .arg(nameOf(part), QString::number(outcome.row.value)));
            return;
        }
    }
}

void checkRequests(Journal& journal, const PartRecord& part, Verification& out)
{
    const auto events = journal.events(part.import, part.id);
    const auto evidence = journal.evidence(part.id);
    if (!events || !evidence)
        return;
    const QString creating = QStringLiteral("stage %1").arg(int(PartStage::Creating));
    const auto intents = std::count_if(events->begin(), events->end(), [&](const EventRecord& event) {
        return event.kind == QLatin1String("stage") && event.text.section(QLatin1Char(' '), 0, 1) == creating;
    });
    const auto requests = std::count_if(evidence->begin(), evidence->end(),
                                        [](const EvidenceRecord& one) { return one.kind == QLatin1String("request"); });
    if (requests > intents)
        out.problems.append(
            VerifierText::tr("%1: more requests were kept than were meant to be sent.").arg(nameOf(part)));
}

} // namespace

Result<Verification> verifyImport(Journal& journal, const Spool& spool, const ImportRun& run)
{
    Verification out;
    out.rows = run.record.rowCount;
    const auto chain = journal.brokenChain();
    if (!chain)
        return fail(chain.error());
    if (!chain->isEmpty())
        out.problems.append(VerifierText::tr("The journal's list of events is damaged: %1.").arg(*chain));
    RowStates states(run.record.rowCount);
    for (const RowNumber row : run.waiting.rows())
        states.add(row);
    std::vector<PartId> settled{PartId(-1), PartId(0)};
    for (const PartRecord& part : run.parts) {
        ++out.parts;
        if (part.isOver()) {
            settled.push_back(part.id);
        } else {
            for (const RowNumber row : RowSet::decoded(part.rows).value_or(RowSet()).rows())
                states.add(row);
        }
        checkRequests(journal, part, out);
        if (part.route == Route::Job && !part.zipName.isEmpty() && part.stage != PartStage::Planned) {
            if (const auto zip = spool.readChecked(part.zipName, part.zipSha256); !zip)
                out.problems.append(QStringLiteral("%1: %2").arg(nameOf(part), zip.error().sentence));
        }
    }
    for (const PartId id : settled) {
        const auto outcomes = journal.outcomes(run.record.id, id);
        if (!outcomes)
            return fail(outcomes.error());
        for (const OutcomeRecord& outcome : *outcomes) {
            states.add(outcome.row);
            ++countFor(out.fates, outcome.fate);
        }
        const auto part =
            std::find_if(run.parts.begin(), run.parts.end(), [&](const PartRecord& one) { return one.id == id; });
        if (part != run.parts.end() && part->stage == PartStage::Done && !part->resultName.isEmpty())
            checkResult(spool, *part, *outcomes, out);
    }
    states.report(out.problems);
    const auto counts = journal.fateCounts(run.record.id);
    if (counts && !(*counts == out.fates))
        out.problems.append(VerifierText::tr("The journal's counts are not those of its rows."));
    return out;
}

} // namespace stevedore
