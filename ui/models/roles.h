// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace stevedore::ui {

/// The five meanings a colour may have, and none.
enum class Meaning { None, In, Refused, Attention, AtCrm, Waiting };

/// What models tell delegates beyond Qt's own roles.
enum Role {
    ToneRole = Qt::UserRole + 1, ///< Meaning: the colour of the text
    DimRole,                     ///< bool: the text is secondary
    MarkRole,                    ///< Meaning: the background of the cell
    BadgeRole,                   ///< Meaning: the text is a pill of this colour
    GuessRole,                   ///< bool: the pill is a guess and has a dashed outline
    ShareRole,                   ///< double, 0 to 1: a bar instead of text
    ChoiceRole,                  ///< bool: the cell looks and works like a drop-down
    OpenRole,                    ///< bool: the drop-down still wants a choice
    DetailRole,                  ///< QString: second line
    FigureRole,                  ///< QString: the figure at the end of the line
    ChoicesRole,                 ///< QStringList: what a drop-down offers
    RawRole,                     ///< the value to sort by or to act on
    SearchRole,                  ///< QString: what typing is looked for in
    CopyRole,                    ///< QString: what the clipboard gets, where that is not what is shown
};

} // namespace stevedore::ui

Q_DECLARE_METATYPE(stevedore::ui::Meaning)
