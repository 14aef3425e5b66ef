// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"

#include <tl/expected.hpp>

namespace stevedore {

/// A value, or the reason why there is none.
template <typename T>
using Result = tl::expected<T, Failure>;

using Unexpected = tl::unexpected<Failure>;

/// Shorthand for the failing return: `return fail(FailureKind::Disk, tr("..."), detail);`
inline Unexpected fail(FailureKind kind, const QString& sentence, const QString& detail = {}, const QString& code = {})
{
    return Unexpected(Failure{kind, sentence, detail, code});
}

inline Unexpected fail(const Failure& failure)
{
    return Unexpected(failure);
}

} // namespace stevedore
