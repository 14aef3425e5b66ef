// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

namespace stevedore {

/// The moment in a Date header, in any of the forms that RFC 9110, 5.6.7, wants accepted ("Sun, 06 Nov 1994 08:49:37
/// GMT" and two old ones), or with an offset in place of GMT. Invalid for anything else.
QDateTime httpDate(const QByteArray& value);

} // namespace stevedore
