// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/grid.h"

#include "base/text.h"
#include "widgets/fillheader.h"
#include "widgets/griddelegate.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

Grid::Grid(QWidget* parent) : QTableView(parent)
{
    setItemDelegate(new GridDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setSelectionMode(SingleSelection);
    setEditTriggers(EditKeyPressed | DoubleClicked | AnyKeyPressed);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::row);
    verticalHeader()->setMinimumSectionSize(space::row);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->setHighlightSections(false);
    verticalHeader()->setSectionsClickable(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(30);
    horizontalHeader()->setMinimumSectionSize(28);
    horizontalHeader()->setFocusPolicy(Qt::NoFocus);
}

void Grid::useFillHeader()
{
    auto* header = new FillHeader(this);
    setHorizontalHeader(header);
    header->setSectionsClickable(true);
    header->setFixedHeight(40);
}

void Grid::showRowNumbers(const QString& title)
{
    verticalHeader()->show();
    if (auto* corner = findChild<QAbstractButton*>()) {
        m_corner = plainLabel(title, "caption", corner);
        m_corner->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* layout = new QVBoxLayout(corner);
        layout->setContentsMargins(4, 0, 10, 1);
        layout->addWidget(m_corner);
    }
}

void Grid::fitRowNumbers(qint64 largest)
{
    const QString widest(grouped(std::max<qint64>(largest, 1000)).size(), u'8');
    const int figures = fontMetrics().horizontalAdvance(widest) + 22;
    const int title = m_corner ? m_corner->sizeHint().width() + 16 : 0;
    verticalHeader()->setFixedWidth(std::max(figures, title));
}

void Grid::fitColumns(int least, int most)
{
    const QAbstractItemModel* const content = model();
    if (!content)
        return;
    const QFontMetrics metrics = fontMetrics();
    const int rows = std::min(content->rowCount(), 40);
    for (int column = 0; column < content->columnCount(); ++column) {
        int width = metrics.horizontalAdvance(content->headerData(column, Qt::Horizontal).toString()) + 26;
        for (int row = 0; row < rows; ++row) {
            const QModelIndex index = content->index(row, column);
            const int extra = index.data(BadgeRole).isValid() ? 40 : 26;
            width = std::max(width, metrics.horizontalAdvance(index.data().toString().left(80)) + extra);
        }
        setColumnWidth(column, std::clamp(width, least, most));
    }
}

void Grid::setPlaceholder(const QString& text)
{
    m_placeholder = text;
    viewport()->update();
}

void Grid::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_placeholder.isEmpty() || (model() && model()->rowCount() > 0))
        return;
    QPainter painter(viewport());
    painter.setPen(coloursOf(palette()).dim);
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24), Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap,
                     m_placeholder);
}

void Grid::keyPressEvent(QKeyEvent* event)
{
    // The primary action of the page and leaving belong to the window, not to the cell.
    const bool control = event->modifiers().testFlag(Qt::ControlModifier);
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if ((control && enter) || event->key() == Qt::Key_Escape) {
        event->ignore();
        return;
    }
    if (enter && state() != EditingState && currentIndex().flags().testFlag(Qt::ItemIsEditable)) {
        edit(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace stevedore::ui
