// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/eventsmodel.h"

#include "models/roles.h"
#include "transfer/snapshot.h"

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QList<EventRecord> withoutRepeats(const QList<EventRecord>& events)
{
    QList<EventRecord> out;
    QString stage;
    for (const EventRecord& event : events) {
        if (event.kind == u"stage" && event.text == stage)
            continue;
        if (event.kind == u"stage")
            stage = event.text;
        out.append(event);
    }
    return out;
}

QString kindName(const QString& kind)
{
    if (kind == u"stage")
        return EventsModel::tr("Stage");
    if (kind == u"request")
        return EventsModel::tr("Request");
    if (kind == u"answer")
        return EventsModel::tr("Your answer");
    return kind;
}

} // namespace

void EventsModel::setEvents(const QList<EventRecord>& events, Route route)
{
    const QList<EventRecord> now = withoutRepeats(events);
    const qsizetype old = m_events.size();
    const bool grown =
        route == m_route && now.size() >= old && std::equal(m_events.begin(), m_events.end(), now.begin());
    if (grown && now.size() == old)
        return;
    if (grown)
        beginInsertRows({}, int(old), int(now.size()) - 1);
    else
        beginResetModel();
    m_events = now;
    m_route = route;
    if (grown)
        endInsertRows();
    else
        endResetModel();
}

int EventsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int EventsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString EventsModel::text(const EventRecord& event) const
{
    if (event.kind == u"answer")
        return event.text == u"there" ? tr("The rows are in the CRM") : tr("The rows are not in the CRM");
    // "stage 7 file 123 job 456"
    const QStringList words = event.text.split(u' ');
    const int stage = words.value(1).toInt();
    if (event.kind != u"stage" || stage < int(PartStage::Planned) || stage > int(PartStage::Repeated))
        return event.text;
    PartRecord part;
    part.stage = PartStage(stage);
    part.route = m_route;
    QStringList out = {stageName(part)};
    for (qsizetype i = 2; i + 1 < words.size(); i += 2)
        out.append((words.at(i) == u"job" ? tr("job %1") : tr("file %1")).arg(words.at(i + 1)));
    return out.join(u" · "_s);
}

QVariant EventsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EventRecord& event = m_events.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == At     ? event.at.toLocalTime().toString(u"HH:mm:ss.zzz"_s)
               : column == Kind ? kindName(event.kind)
                                : text(event);
    case CopyRole:
        return column == At ? QVariant(event.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)) : QVariant();
    case DimRole:
        return column == At;
    case Qt::ToolTipRole:
        return column == Text ? text(event) : QVariant();
    default:
        return {};
    }
}

QVariant EventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const std::array<QString, columns> names = {tr("Time"), tr("What"), tr("In detail")};
    return names.at(std::size_t(section));
}

} // namespace stevedore::ui
