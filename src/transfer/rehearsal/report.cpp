// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/report.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct RehearsalText
{
    Q_DECLARE_TR_FUNCTIONS(Rehearsal)
};

} // namespace

QString stepName(RehearsalProgress::Step step)
{
    switch (step) {
    case RehearsalProgress::Step::Rules:
        return RehearsalText::tr("reading the org's rules");
    case RehearsalProgress::Step::Reading:
        return RehearsalText::tr("looking for the records that the file names");
    case RehearsalProgress::Step::Records:
        return RehearsalText::tr("preparing them in the local CRM");
    case RehearsalProgress::Step::Sending:
        return RehearsalText::tr("rehearsing");
    }
    Q_UNREACHABLE();
}

QString assumptionOf(const Mapping& mapping)
{
    switch (mapping.operation) {
    case Operation::Insert:
        return mapping.findBy.isEmpty()
                   ? RehearsalText::tr(
                         "The org's own records were not looked at: a value of a unique field that one of them has "
                         "already is not refused here.")
                   : RehearsalText::tr(
                         "The org's own records were not looked at: no row was skipped because its record exists.");
    case Operation::Update:
        return RehearsalText::tr("Records that are updated were taken to hold nothing but their match key.");
    case Operation::Upsert:
        return RehearsalText::tr(
            "The org's own records were not looked at: every row was taken to create one, unless an earlier row "
            "of the file did.");
    }
    Q_UNREACHABLE();
}

} // namespace stevedore
