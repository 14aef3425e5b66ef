// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

#include <QXmlStreamReader>

namespace stevedore {

/// The text of the OpenDocument cell that the reader is at; it is at the cell's end then.
QString odsCellText(QXmlStreamReader& xml);

/// The value of an attribute, whatever prefix it has.
QString odsAttribute(const QXmlStreamAttributes& attributes, QLatin1String name);

} // namespace stevedore
