// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/importsmodel.h"

#include "base/text.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct Progress
{
    QString text;
    Meaning meaning = Meaning::None;
};

Progress progress(const ImportSnapshot& import)
{
    const qint64 rows = import.record.rowCount;
    const qint64 out = import.fates.refused + import.fates.unprocessed;
    if (import.fates.unknown > 0)
        return {ImportsModel::tr("in doubt"), Meaning::Attention};
    switch (import.record.state) {
    case ImportState::Draft:
        return {ImportsModel::tr("draft"), Meaning::Waiting};
    case ImportState::Running:
        return {rows > 0 ? ImportsModel::tr("%1 %").arg(import.fates.settled() * 100 / rows) : QString(),
                Meaning::AtCrm};
    case ImportState::Paused:
        return {ImportsModel::tr("paused"), Meaning::Waiting};
    case ImportState::Stopped:
        return {ImportsModel::tr("stopped"), Meaning::Refused};
    case ImportState::Sampled:
        return {ImportsModel::tr("sample"), Meaning::Waiting};
    case ImportState::Finished:
        break;
    }
    return out > 0 ? Progress{grouped(out), Meaning::Refused} : Progress{u"✓"_s, Meaning::In};
}

} // namespace

RailImport railImport(const ImportSnapshot& import)
{
    const Progress now = progress(import);
    return {import.record.id, importName(import.record), now.text, now.meaning};
}

void ImportsModel::setImports(const QList<ImportSnapshot>& imports)
{
    if (imports.size() == m_imports.size() && !imports.isEmpty()) {
        m_imports = imports;
        Q_EMIT dataChanged(index(0), index(int(imports.size()) - 1));
        return;
    }
    beginResetModel();
    m_imports = imports;
    endResetModel();
}

int ImportsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_imports.size());
}

QString ImportsModel::detail(const ImportSnapshot& import) const
{
    const ImportRecord& record = import.record;
    const QString when = QLocale().toString(record.createdAt.toLocalTime(), QLocale::ShortFormat);
    if (record.state == ImportState::Draft)
        return tr("%1 · nothing sent yet").arg(when);
    return tr("%1 · %2 of %3 %4 in · %5")
        .arg(when, grouped(import.fates.in()), grouped(record.rowCount), record.moduleLabel.toLower(), record.orgName);
}

QVariant ImportsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_imports.size())
        return {};
    const ImportSnapshot& import = m_imports.at(index.row());
    const Progress now = progress(import);
    switch (role) {
    case Qt::DisplayRole:
        return importName(import.record);
    case Qt::ToolTipRole:
        return import.record.sourcePath;
    case DetailRole:
        return detail(import);
    case FigureRole:
        return now.text;
    case ToneRole:
        return QVariant::fromValue(now.meaning);
    case Qt::AccessibleTextRole:
        return QString(importName(import.record) + u", "_s + detail(import) + u", "_s + now.text);
    default:
        return {};
    }
}

} // namespace stevedore::ui
