// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/dropzone.h"

#include "widgets/theme.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

QString draggedFile(const QMimeData* data)
{
    return data->hasUrls() && data->urls().size() == 1 ? data->urls().constFirst().toLocalFile() : QString();
}

DropZone::DropZone(QWidget* parent) : QFrame(parent)
{
    setAcceptDrops(true);
    setProperty("drop", u"true"_s);
}

void DropZone::dragEnterEvent(QDragEnterEvent* event)
{
    if (draggedFile(event->mimeData()).isEmpty())
        return;
    event->acceptProposedAction();
    setRole(this, "drop", u"over"_s);
}

void DropZone::dragLeaveEvent(QDragLeaveEvent* event)
{
    setRole(this, "drop", u"true"_s);
    QFrame::dragLeaveEvent(event);
}

void DropZone::dropEvent(QDropEvent* event)
{
    setRole(this, "drop", u"true"_s);
    event->acceptProposedAction();
    Q_EMIT dropped(draggedFile(event->mimeData()));
}

} // namespace stevedore::ui
