// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace stevedore {

/// A name taken apart once, to be compared with many others.
struct ComparableName
{
    ComparableName() = default;
    explicit ComparableName(const QString& name);

    QString plain;      ///< lower case, without blanks, punctuation and accents
    QStringList tokens; ///< its words in the same form, without "of", "the" and the like
    QString digits;     ///< all digits of the name
};

double nameSimilarity(const ComparableName& a, const ComparableName& b);

/// The share of letters that two words have in common in the same order, 0 to 1: one minus the edit distance (a swap of
/// neighbours counts as one) by the longer length.
double editSimilarity(const QString& a, const QString& b);

} // namespace stevedore
