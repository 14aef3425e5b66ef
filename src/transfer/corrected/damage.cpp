// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/damage.h"

#include <QCoreApplication>

#include <array>

namespace stevedore {

namespace {

struct Words
{
    const char* word;
    const char* text;
};

/// In the order of DamageKind.
constexpr std::array<Words, damageKinds> words{{
    {"text-form", QT_TRANSLATE_NOOP("Damage", "line ends or letters are written in another way")},
    {"blanks-cut", QT_TRANSLATE_NOOP("Damage", "blanks at an end are gone")},
    {"number-form", QT_TRANSLATE_NOOP("Damage", "it is the same number in another form")},
    {"decimal-comma", QT_TRANSLATE_NOOP("Damage", "it is the same number with another decimal sign")},
    {"date-form", QT_TRANSLATE_NOOP("Damage", "it is the same date in another form")},
    {"truth-form", QT_TRANSLATE_NOOP("Damage", "it is the same answer in another form")},
    {"rounded", QT_TRANSLATE_NOOP("Damage", "the number was rounded")},
    {"zeros-lost", QT_TRANSLATE_NOOP("Damage", "the zeros or the plus in front are gone")},
    {"number-unclear", QT_TRANSLATE_NOOP("Damage", "it may be the same number or a thousand times as much")},
    {"date-unclear", QT_TRANSLATE_NOOP("Damage", "day and month may have changed places")},
    {"time-lost", QT_TRANSLATE_NOOP("Damage", "the time of day was cut")},
    {"century-lost", QT_TRANSLATE_NOOP("Damage", "the century is gone")},
    {"became-date", QT_TRANSLATE_NOOP("Damage", "it became a date")},
    {"computed", QT_TRANSLATE_NOOP("Damage", "it was computed as a formula")},
    {"characters-lost", QT_TRANSLATE_NOOP("Damage", "letters are gone that the file's encoding does not have")},
    {"wrong-encoding", QT_TRANSLATE_NOOP("Damage", "letters were read in the wrong encoding")},
    {"cut", QT_TRANSLATE_NOOP("Damage", "the end of the text is gone")},
    {"row-shape", QT_TRANSLATE_NOOP("Damage", "the row has more or fewer cells than there are columns")},
    {"row-twice", QT_TRANSLATE_NOOP("Damage", "the row is in the file twice; the first one counts")},
    {"row-unknown", QT_TRANSLATE_NOOP("Damage", "number and check letters do not belong to a row of this import")},
    {"row-not-open", QT_TRANSLATE_NOOP("Damage", "the row is not among those that can be sent again")},
}};

struct DamageText
{
    Q_DECLARE_TR_FUNCTIONS(Damage)
};

/// Long texts do not help anybody in a sentence.
QString shown(const QString& value)
{
    constexpr qsizetype most = 60;
    const QString line = value.simplified();
    return line.size() <= most ? line : line.left(most - 1) + QChar(0x2026);
}

} // namespace

QString damageWord(DamageKind kind)
{
    return QString::fromLatin1(words[std::size_t(kind)].word);
}

QString damageText(DamageKind kind)
{
    return DamageText::tr(words[std::size_t(kind)].text);
}

QString damageSentence(const Damage& damage, const QString& columnName)
{
    const QString why = damageText(damage.kind);
    if (damage.kind == DamageKind::RowUnknown)
        return DamageText::tr("Line %1 of the file, with “%2” as its row: %3. It is not sent.")
            .arg(QString::number(damage.fileRow.value), shown(damage.after), why);
    if (damage.column < 0)
        return DamageText::tr("Row %1: %2. This line is not taken.").arg(QString::number(damage.row.value), why);
    return DamageText::tr("Row %1, %2: “%3” became “%4”; %5.")
        .arg(QString::number(damage.row.value), columnName, shown(damage.before), shown(damage.after), why);
}

} // namespace stevedore
