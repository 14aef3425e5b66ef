// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/guarantee.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

struct GuaranteeText
{
    Q_DECLARE_TR_FUNCTIONS(Guarantee)
};

bool isUnique(const ModuleMeta& meta, const QString& field)
{
    const Field* found = meta.field(field);
    return found && found->unique;
}

} // namespace

Guarantee guaranteeOf(const Mapping& mapping, const ModuleMeta& meta)
{
    const QString& findBy = mapping.findBy;
    if (!findBy.isEmpty() && (findBy == QLatin1String("id") || isUnique(meta, findBy)))
        return {Guarantee::Level::ExactlyOnce, findBy};
    if (mapping.operation != Operation::Insert)
        return {};
    for (const ColumnMapping* feed : mapping.feeds()) {
        if (!feed->field.isEmpty() && isUnique(meta, feed->field))
            return {Guarantee::Level::ExactlyOnce, feed->field};
    }
    return {};
}

QString guaranteeText(const Guarantee& guarantee, const ModuleMeta& meta)
{
    if (guarantee.level == Guarantee::Level::NeverTwiceUnasked)
        return GuaranteeText::tr(
            "Never twice without your word: if the answer to a job is lost, you are asked whether its rows are "
            "there. With a unique field that every row fills, it would settle itself.");
    const Field* field = meta.field(guarantee.key);
    return GuaranteeText::tr(
               "Exactly once: if the answer to a job is lost, its rows are sent again, and the CRM keeps them apart by "
               "%1.")
        .arg(field ? field->label : GuaranteeText::tr("the record id"));
}

bool keysFilled(const QStringList& values)
{
    return std::none_of(values.begin(), values.end(), [](const QString& value) { return value.trimmed().isEmpty(); });
}

} // namespace stevedore
