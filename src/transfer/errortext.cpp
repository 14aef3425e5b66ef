// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/errortext.h"

namespace stevedore {

QList<RowError> parseErrors(const QString& text)
{
    QList<RowError> out;
    for (const QString& piece : text.split(QLatin1Char(':'), Qt::SkipEmptyParts)) {
        // Codes have no hyphen; a header may.
        const qsizetype hyphen = piece.indexOf(QLatin1Char('-'));
        RowError error{piece.left(hyphen).trimmed(), {}};
        if (hyphen >= 0) {
            for (const QString& field : piece.mid(hyphen + 1).split(QLatin1Char(','), Qt::SkipEmptyParts))
                error.fields.append(field.trimmed());
        }
        out.append(error);
    }
    return out;
}

QString errorText(const QList<RowError>& errors)
{
    QStringList pieces;
    for (const RowError& error : errors)
        pieces.append(error.fields.isEmpty() ? error.code
                                             : error.code + QLatin1Char('-') + error.fields.join(QLatin1Char(',')));
    return pieces.join(QLatin1Char(':'));
}

} // namespace stevedore
