// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <optional>

namespace stevedore {

/// Whether there is nothing to say of a row but that it is in, and as which record.
bool fitsPiece(const OutcomeRecord& outcome);

/// Rows that fit, ascending, in one text: about four bytes a row where the ids of records follow one another.
QByteArray pieceOf(const std::vector<OutcomeRecord>& rows);
/// Nothing if that is no such text.
std::optional<std::vector<OutcomeRecord>> rowsOfPiece(const QByteArray& piece);

} // namespace stevedore
