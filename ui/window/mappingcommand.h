// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QUndoCommand>

#include <functional>

namespace stevedore::ui {

/// What a change of the mapping did, as a sentence: "Match “E-mail” to Email".
QString mappingChangeText(const Mapping& before, const Mapping& after, const ModuleMeta& meta);

/// One edit of the mapping; `take` makes a mapping the present one, and says no if it is for another module than the
/// one that is shown now: then the step goes.
class MappingCommand final : public QUndoCommand
{
public:
    using Take = std::function<bool(const Mapping& mapping)>;

    MappingCommand(Mapping before, Mapping after, const QString& sentence, Take take);
    void undo() override { setObsolete(!m_take(m_before)); }
    void redo() override { setObsolete(!m_take(m_after)); }

private:
    Mapping m_before;
    Mapping m_after;
    Take m_take;
};

} // namespace stevedore::ui
