// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace stevedore::test {

/// Every text a third longer, as in German: each vowel twice.
class LongerTexts final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override
    {
        QString text;
        for (const QChar c : QString::fromUtf8(source))
            text += QStringLiteral("aeiou").contains(c) ? QString(2, c) : QString(c);
        return text;
    }
};

} // namespace stevedore::test
