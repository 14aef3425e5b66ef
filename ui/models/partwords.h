// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/snapshot.h"

namespace stevedore::ui {

/// Rows of the part are in doubt: all of them, or some of a part that is done otherwise.
bool isInDoubt(const PartRecord& part);
/// The colour of a part's stage.
Meaning stageMeaning(const PartRecord& part);
/// The stage in words, with how far it is ("Uploading 61 %") or how many rows are in doubt.
QString stageText(const PartSnapshot& part);
/// How far a part is on its whole way, 0 to 1.
double stageShare(const PartSnapshot& part);
/// The rows of a part as people read them ("1–25,000").
QString rowsText(const PartRecord& part);
/// The number of a part as people read it ("3", "3 · round 2").
QString partName(const PartRecord& part);
/// When work on the part began; invalid before.
QDateTime startOf(const PartRecord& part);
/// Milliseconds since then, to its end or to `now`; -1 before.
qint64 elapsedOf(const PartRecord& part, const QDateTime& now);
/// What there is to say of a part beyond its stage: why it failed or is in doubt, what was found out, and which other
/// part has to do with it. `all` are the parts of its import. Empty for a part that goes its usual way.
QString partSentence(const PartRecord& part, const QList<PartSnapshot>& all);

} // namespace stevedore::ui
