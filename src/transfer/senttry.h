// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/spool.h"

#include <QMap>

namespace stevedore {

/// A part and, if it went through the Records API, the body of its last request.
struct SentTry
{
    PartRecord part;
    QByteArray request;
};

/// With which values a row was sent in it, by api_name; empty if that is not kept. For a pool thread.
QMap<QString, QString> sentCellsOf(const Spool& spool, const SentTry& sent, RowNumber row);

} // namespace stevedore
