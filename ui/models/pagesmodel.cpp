// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/pagesmodel.h"

#include "base/text.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString stageText(PageStage stage)
{
    switch (stage) {
    case PageStage::Planned:
        return PagesModel::tr("next");
    case PageStage::Creating:
        return PagesModel::tr("asked for");
    case PageStage::Queued:
        return PagesModel::tr("queued at the CRM");
    case PageStage::Working:
        return PagesModel::tr("being read by the CRM");
    case PageStage::Ready:
        return PagesModel::tr("being fetched");
    case PageStage::Done:
        return PagesModel::tr("here");
    }
    Q_UNREACHABLE();
}

Meaning meaningOf(PageStage stage)
{
    switch (stage) {
    case PageStage::Planned:
        return Meaning::Waiting;
    case PageStage::Done:
        return Meaning::In;
    default:
        return Meaning::AtCrm;
    }
}

} // namespace

void PagesModel::setPages(const QList<PageRecord>& pages)
{
    if (pages.size() == m_pages.size() && !pages.isEmpty()) {
        m_pages = pages;
        Q_EMIT dataChanged(index(0, 0), index(int(pages.size()) - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_pages = pages;
    endResetModel();
}

int PagesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_pages.size());
}

int PagesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString PagesModel::text(const PageRecord& page, int column) const
{
    switch (Column(column)) {
    case Number:
        return QString::number(page.number);
    case Stage:
        return stageText(page.stage);
    case Records:
        return page.count < 0 ? QString() : grouped(page.count);
    case Size:
        return page.zipBytes == 0 ? QString() : byteText(page.zipBytes);
    case Started:
        return page.createdAt.isValid() ? QLocale().toString(page.createdAt.toLocalTime().time(), u"HH:mm:ss"_s)
                                        : QString();
    case Took:
        return page.doneAt.isValid() ? elapsedText(std::chrono::milliseconds(page.createdAt.msecsTo(page.doneAt)))
                                     : QString();
    case Job:
        return page.jobId;
    }
    return {};
}

QVariant PagesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PageRecord& page = m_pages[index.row()];
    const bool isFigure =
        index.column() == Number || index.column() == Records || index.column() == Size || index.column() == Took;
    switch (role) {
    case Qt::DisplayRole:
        return text(page, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::Alignment((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case BadgeRole:
        return index.column() == Stage ? QVariant::fromValue(meaningOf(page.stage)) : QVariant();
    case Qt::AccessibleTextRole:
        return tr("page %1, %2: %3")
            .arg(QString::number(page.number), headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(),
                 text(page, index.column()));
    default:
        return {};
    }
}

QVariant PagesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section >= columns)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::Alignment((section == Number || section == Records || section == Size || section == Took
                                           ? Qt::AlignRight
                                           : Qt::AlignLeft) |
                                      Qt::AlignVCenter));
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number:
        return tr("Page");
    case Stage:
        return tr("Stage");
    case Records:
        return tr("Records");
    case Size:
        return tr("Size");
    case Started:
        return tr("Started");
    case Took:
        return tr("Took");
    case Job:
        return tr("Job");
    }
    return {};
}

} // namespace stevedore::ui
