// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QXmlStreamReader>

namespace stevedore {

/// The text of the element that the reader is at, an item of the shared strings or a string in a cell: its runs
/// joined, without what is said about how to pronounce it. The reader is at its end then.
QString xlsxRichText(QXmlStreamReader& xml);

/// With "_x000D_" as the character that it stands for.
QString xlsxUnescaped(const QString& text);

} // namespace stevedore
