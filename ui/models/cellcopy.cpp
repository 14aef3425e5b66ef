// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/cellcopy.h"

#include "base/text.h"
#include "models/readrows.h"
#include "transfer/poolwork.h"

#include <QClipboard>
#include <QGuiApplication>

namespace stevedore::ui {

namespace {

QString forClipboard(QString cell)
{
    const bool quoted = cell.contains(u'\t') || cell.contains(u'\n') || cell.contains(u'\r') || cell.startsWith(u'"');
    if (!quoted)
        return cell;
    return u'"' + cell.replace(u'"', QLatin1String("\"\"")) + u'"';
}

} // namespace

QString clipboardLine(const QStringList& cells)
{
    QStringList out;
    for (const QString& cell : cells)
        out.append(forClipboard(cell));
    return out.join(u'\t') + u'\n';
}

QList<QStringList> clipboardCells(const QString& text)
{
    QList<QStringList> lines;
    QStringList line;
    QString cell;
    bool quoted = false;
    bool begun = false; // something of this line was read, so that its end is one
    const auto endCell = [&] {
        line.append(cell);
        cell.clear();
    };
    const auto endLine = [&] {
        endCell();
        lines.append(line);
        line.clear();
        begun = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c != u'"')
                cell += c;
            else if (i + 1 < text.size() && text[i + 1] == u'"')
                cell += text[++i];
            else
                quoted = false;
            continue;
        }
        const bool lineEnd = c == u'\n' || c == u'\r';
        if (lineEnd && c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
            ++i;
        if (lineEnd) {
            endLine();
            continue;
        }
        begun = true;
        if (c == u'\t')
            endCell();
        else if (c == u'"' && cell.isEmpty())
            quoted = true;
        else
            cell += c;
    }
    if (begun)
        endLine();
    return lines;
}

Result<QString> cellsAsText(const CsvFile& file, const CellChoice& choice, const Fixes& fixes)
{
    const auto rows = readRows(file, choice.rows);
    if (!rows)
        return fail(rows.error());
    QString text;
    const auto addLine = [&](const auto& cellOf) {
        QStringList cells;
        for (std::size_t i = 0; i < choice.columns.size(); ++i)
            cells.append(cellOf(i));
        text += clipboardLine(cells);
    };
    if (choice.withNames)
        addLine([&](std::size_t i) { return file.columns().value(choice.columns[i]); });
    for (const CsvFile::Row& row : *rows)
        addLine([&](std::size_t i) {
            const QString* const fix = fixes.value(row.number, choice.columns[i]);
            return fix ? *fix : row.cells.value(choice.columns[i]);
        });
    return text;
}

void copyCells(QObject* context, const std::shared_ptr<const CsvFile>& file, const CellChoice& choice,
               const Fixes& fixes, const std::function<void(const QString& sentence)>& told)
{
    const auto cells = qint64(choice.rows.size() * choice.columns.size());
    runOnPool(
        *QThreadPool::globalInstance(), context, [file, choice, fixes] { return cellsAsText(*file, choice, fixes); },
        [cells, told](const Result<QString>& text) {
            if (text)
                QGuiApplication::clipboard()->setText(*text);
            told(text ? QCoreApplication::translate("stevedore::ui::CellCopy", "%1 cells copied.").arg(grouped(cells))
                      : text.error().sentence);
        });
}

} // namespace stevedore::ui
