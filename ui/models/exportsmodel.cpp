// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/exportsmodel.h"

#include "base/text.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct State
{
    QString text;
    Meaning meaning = Meaning::None;
};

State stateOf(const ExportSnapshot& one)
{
    switch (one.record.state) {
    case ExportState::Running:
        return {one.writing ? ExportsModel::tr("writing") : grouped(one.received), Meaning::AtCrm};
    case ExportState::Paused:
        return {ExportsModel::tr("paused"), Meaning::Waiting};
    case ExportState::Stopped:
        return {ExportsModel::tr("stopped"), Meaning::Refused};
    case ExportState::Finished:
        return {u"✓"_s, Meaning::In};
    case ExportState::Cancelled:
        return {ExportsModel::tr("given up"), Meaning::Waiting};
    }
    Q_UNREACHABLE();
}

QString detailOf(const ExportSnapshot& one)
{
    const QString when = QLocale().toString(one.record.createdAt.toLocalTime(), QLocale::ShortFormat);
    const qint64 records = one.record.state == ExportState::Finished ? one.record.records : one.received;
    return ExportsModel::tr("%1 · %2 %3").arg(when, grouped(records), one.record.moduleLabel.toLower());
}

} // namespace

void ExportsModel::setExports(const QList<ExportSnapshot>& exports)
{
    const bool same =
        std::equal(exports.begin(), exports.end(), m_exports.begin(), m_exports.end(),
                   [](const ExportSnapshot& a, const ExportSnapshot& b) { return a.record.id == b.record.id; });
    if (same && !exports.isEmpty()) {
        m_exports = exports;
        Q_EMIT dataChanged(index(0), index(int(exports.size()) - 1));
        return;
    }
    beginResetModel();
    m_exports = exports;
    endResetModel();
}

int ExportsModel::rowOf(ExportId id) const
{
    for (int row = 0; row < m_exports.size(); ++row)
        if (m_exports[row].record.id == id)
            return row;
    return -1;
}

int ExportsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_exports.size());
}

QVariant ExportsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_exports.size())
        return {};
    const ExportSnapshot& one = m_exports[index.row()];
    const State state = stateOf(one);
    const QString name = QFileInfo(one.record.targetPath).fileName();
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::ToolTipRole:
        return QDir::toNativeSeparators(one.record.targetPath);
    case DetailRole:
        return detailOf(one);
    case FigureRole:
        return state.text;
    case ToneRole:
        return QVariant::fromValue(state.meaning);
    case Qt::AccessibleTextRole:
        return QString(name + u", "_s + detailOf(one) + u", "_s + state.text);
    default:
        return {};
    }
}

} // namespace stevedore::ui
