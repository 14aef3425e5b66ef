// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reportfile.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "cli/runner.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Cli", text);
}

QByteArray jsonReport(const Engine& engine, const ImportSnapshot& snapshot)
{
    QJsonObject report = summaryJson(snapshot);
    QJsonArray parts;
    for (const PartSnapshot& part : snapshot.parts)
        parts.append(partJson(part.record));
    QJsonArray causes;
    for (const CauseGroup& cause : engine.causes(snapshot.record.id))
        causes.append(QJsonObject{{QStringLiteral("code"), cause.code},
                                  {QStringLiteral("field"), cause.field},
                                  {QStringLiteral("rows"), cause.rows}});
    report.insert(QStringLiteral("parts"), parts);
    report.insert(QStringLiteral("causes"), causes);
    return QJsonDocument(report).toJson();
}

/// Everything that comes from a file or a server is escaped.
QString tableRow(const QStringList& cells, const QString& tag = QStringLiteral("td"))
{
    QString out = QStringLiteral("<tr>");
    for (const QString& cell : cells)
        out += QStringLiteral("<%1>%2</%1>").arg(tag, cell.toHtmlEscaped());
    return out + QStringLiteral("</tr>\n");
}

QByteArray htmlReport(const Engine& engine, const ImportSnapshot& s)
{
    const QString head = QStringLiteral("th");
    const QString title = tr("%1 into %2").arg(QFileInfo(s.record.sourcePath).fileName(), s.record.moduleLabel);
    QString out = QStringLiteral("<!doctype html><html><head><meta "
                                 "charset=\"utf-8\"><title>%1</title><style>body{font:14px sans-serif;margin:2em}"
                                 "table{border-collapse:collapse;margin:1em 0}td,th{border:1px solid #ccc;padding:4px "
                                 "10px;text-align:left}</style></head><body><h1>%1</h1>\n")
                      .arg(title.toHtmlEscaped());
    out += QStringLiteral("<p>%1</p>\n")
               .arg(tr("%1 of %2 rows in (%3), %4 credits.")
                        .arg(grouped(s.fates.in()), grouped(s.record.rowCount),
                             percentText(s.fates.in(), s.record.rowCount), grouped(s.credits))
                        .toHtmlEscaped());
    out +=
        QStringLiteral("<table>") +
        tableRow({tr("added"), tr("updated"), tr("skipped"), tr("refused"), tr("unprocessed"), tr("in doubt"),
                  tr("left out")},
                 head) +
        tableRow({grouped(s.fates.added), grouped(s.fates.updated), grouped(s.fates.skipped), grouped(s.fates.refused),
                  grouped(s.fates.unprocessed), grouped(s.fates.unknown), grouped(s.fates.leftOut)}) +
        QStringLiteral("</table>\n<table>") + tableRow({tr("cause"), tr("field"), tr("rows")}, head);
    for (const CauseGroup& cause : engine.causes(s.record.id))
        out += tableRow({causeText(cause.code), cause.field, grouped(cause.rows)});
    out += QStringLiteral("</table>\n<table>") +
           tableRow({tr("round"), tr("part"), tr("stage"), tr("rows"), tr("job")}, head);
    for (const PartSnapshot& part : s.parts)
        out += tableRow({QString::number(part.record.round), QString::number(part.record.number),
                         stageName(part.record), grouped(part.record.rowCount), part.record.jobId});
    return (out + QStringLiteral("</table></body></html>\n")).toUtf8();
}

} // namespace

Result<void> writeReport(const Engine& engine, ImportId id, const QString& path)
{
    const auto snapshot = engine.snapshot(id);
    if (!snapshot)
        return fail(snapshot.error());
    const bool html = path.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
    return writeDurably(QFileInfo(path).absoluteFilePath(),
                        html ? htmlReport(engine, *snapshot) : jsonReport(engine, *snapshot));
}

} // namespace stevedore::cli
