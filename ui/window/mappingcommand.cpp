// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mappingcommand.h"

#include "base/text.h"

#include <QCoreApplication>

namespace stevedore::ui {

namespace {

struct MappingCommandText
{
    Q_DECLARE_TR_FUNCTIONS(MappingCommand)
};

QString columnChangeText(const ColumnMapping& before, const ColumnMapping& after, const ModuleMeta& meta)
{
    const QString column = shownValue(after.header, 40);
    if (before.field == after.field)
        return MappingCommandText::tr("Convert “%1” in another way").arg(column);
    if (after.field.isEmpty())
        return MappingCommandText::tr("Leave out “%1”").arg(column);
    const Field* const field = targetField(meta, after.field);
    return MappingCommandText::tr("Match “%1” to %2").arg(column, field ? field->label : after.field);
}

} // namespace

QString mappingChangeText(const Mapping& before, const Mapping& after, const ModuleMeta& meta)
{
    if (before.columns.size() != after.columns.size())
        return MappingCommandText::tr("Match the columns");
    QString text;
    for (std::size_t i = 0; i < after.columns.size(); ++i) {
        const ColumnMapping& was = before.columns[i];
        const ColumnMapping& is = after.columns[i];
        // The column that gave its field up is not what the edit was about.
        if (was != is && (text.isEmpty() || !is.field.isEmpty()))
            text = columnChangeText(was, is, meta);
    }
    return text.isEmpty() ? MappingCommandText::tr("Change what is done with the rows") : text;
}

MappingCommand::MappingCommand(Mapping before, Mapping after, const QString& sentence, Take take)
    : QUndoCommand(sentence), m_before(std::move(before)), m_after(std::move(after)), m_take(std::move(take))
{
}

} // namespace stevedore::ui
