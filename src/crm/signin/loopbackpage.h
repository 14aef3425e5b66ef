// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/signin/loopbackrequest.h"

namespace stevedore {

/// The whole answer to a request at the loopback listener: head and page. The page loads nothing, runs nothing, holds
/// nothing of what was sent, and tells no other page where it was. The connection ends with it.
QByteArray loopbackPage(const LoopbackRequest& request);
/// To a head that is longer than the listener reads.
QByteArray tooLongPage();

} // namespace stevedore
