// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/report/htmlreport.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>

namespace stevedore {

namespace {

const QString style =
    QStringLiteral("body{font-family:sans-serif;font-size:13px;margin:24px;color:#1f2328}"
                   "h1{font-size:20px;margin-bottom:4px}h2{font-size:15px;margin-top:20px}"
                   "table{border-collapse:collapse;margin-top:6px}"
                   "td,th{border:1px solid #d0d7de;padding:4px 10px;text-align:left}th{background:#f4f5f7}");

struct HtmlReportText
{
    Q_DECLARE_TR_FUNCTIONS(HtmlReport)
};

QString row(const QStringList& cells, const QString& tag = QStringLiteral("td"))
{
    QString out = QStringLiteral("<tr>");
    for (const QString& cell : cells)
        out += QStringLiteral("<%1>%2</%1>").arg(tag, cell.toHtmlEscaped());
    return out + QStringLiteral("</tr>\n");
}

QString table(const QStringList& head, const QString& rows)
{
    const QString names = head.isEmpty() ? QString() : row(head, QStringLiteral("th"));
    return QStringLiteral("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">") + names + rows +
           QStringLiteral("</table>\n");
}

QString heading(const QString& text)
{
    return QStringLiteral("<h2>%1</h2>\n").arg(text.toHtmlEscaped());
}

QString moment(const QDateTime& time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

QString operationText(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return HtmlReportText::tr("create");
    case Operation::Update:
        return HtmlReportText::tr("update");
    case Operation::Upsert:
        return HtmlReportText::tr("create or update");
    }
    Q_UNREACHABLE();
}

/// What, where, who and when.
QString facts(const Engine& engine, const ImportRecord& record)
{
    const auto map = engine.mapping(record.id);
    const auto source = engine.source(record.id);
    QString rows;
    const auto add = [&](const QString& name, const QString& value) {
        if (!value.isEmpty())
            rows += row({name, value});
    };
    add(HtmlReportText::tr("File"), record.sourcePath);
    if (source) {
        add(HtmlReportText::tr("Size"), HtmlReportText::tr("%1 bytes").arg(grouped(source->fingerprint.size)));
        add(HtmlReportText::tr("SHA-256 of its beginning and end"), QString::fromLatin1(source->fingerprint.ends));
    }
    add(HtmlReportText::tr("Organisation"), record.orgName);
    add(HtmlReportText::tr("Module"), record.moduleLabel);
    if (map) {
        add(HtmlReportText::tr("Operation"), operationText(map->operation));
        add(HtmlReportText::tr("Match key"), map->findBy);
    }
    add(HtmlReportText::tr("By"), record.userName);
    add(HtmlReportText::tr("Started"), moment(record.startedAt));
    add(HtmlReportText::tr("Ended"), moment(record.endedAt));
    return table({}, rows);
}

QString outcome(const ImportSnapshot& s)
{
    QString rows;
    const auto add = [&](const QString& name, qint64 count, bool always = false) {
        if (count > 0 || always)
            rows += row({name, grouped(count)});
    };
    add(HtmlReportText::tr("added"), s.fates.added, true);
    add(HtmlReportText::tr("updated"), s.fates.updated);
    add(HtmlReportText::tr("there already"), s.fates.skipped);
    add(HtmlReportText::tr("deleted"), s.fates.deleted);
    add(HtmlReportText::tr("refused"), s.fates.refused, true);
    add(HtmlReportText::tr("not worked on"), s.fates.unprocessed);
    add(HtmlReportText::tr("in doubt"), s.fates.unknown);
    add(HtmlReportText::tr("left out"), s.fates.leftOut);
    return table({HtmlReportText::tr("what became of the rows"), HtmlReportText::tr("rows")}, rows);
}

QString causes(const Engine& engine, ImportId id)
{
    QString rows;
    for (const CauseGroup& cause : engine.causes(id))
        rows += row({causeText(cause.code), cause.field, cause.code, grouped(cause.rows)});
    return rows.isEmpty() ? QString()
                          : heading(HtmlReportText::tr("Why rows are not in")) +
                                table({HtmlReportText::tr("reason"), HtmlReportText::tr("field"),
                                       HtmlReportText::tr("the CRM's code"), HtmlReportText::tr("rows")},
                                      rows);
}

QString columns(const Engine& engine, ImportId id)
{
    const auto map = engine.mapping(id);
    if (!map)
        return {};
    QString rows;
    for (const ColumnMapping* column : map->feeds())
        rows += row({column->header, column->field});
    return heading(HtmlReportText::tr("How the columns were mapped")) +
           table({HtmlReportText::tr("column"), HtmlReportText::tr("field")}, rows);
}

QString parts(const ImportSnapshot& s)
{
    QString rows;
    for (const PartSnapshot& part : s.parts) {
        const PartRecord& r = part.record;
        rows += row({QString::number(r.round), QString::number(r.number), grouped(r.rowCount), stageName(r),
                     grouped(r.added + r.updated + r.skipped + r.deleted), grouped(r.refused), grouped(r.credits),
                     moment(r.doneAt), r.jobId});
    }
    return heading(HtmlReportText::tr("Jobs")) +
           table({HtmlReportText::tr("round"), HtmlReportText::tr("part"), HtmlReportText::tr("rows"),
                  HtmlReportText::tr("stage"), HtmlReportText::tr("in"), HtmlReportText::tr("refused"),
                  HtmlReportText::tr("credits"), HtmlReportText::tr("ended"), HtmlReportText::tr("job")},
                 rows);
}

} // namespace

Result<QString> htmlReport(const Engine& engine, ImportId id)
{
    const auto s = engine.snapshot(id);
    if (!s)
        return fail(s.error());
    const QString title =
        HtmlReportText::tr("%1 into %2").arg(importName(s->record), s->record.moduleLabel).toHtmlEscaped();
    QString lead = HtmlReportText::tr("%1 of %2 rows in (%3), %4 credits.")
                       .arg(grouped(s->fates.in()), grouped(s->record.rowCount),
                            percentText(s->fates.in(), s->record.rowCount), grouped(s->credits));
    if (!s->record.failure.isEmpty())
        lead += QLatin1Char(' ') + s->record.failure;
    return QStringLiteral("<!doctype html><html><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style></head>"
                          "<body><h1>%1</h1>\n<p>%3</p>\n")
               .arg(title, style, lead.toHtmlEscaped()) +
           facts(engine, s->record) + heading(HtmlReportText::tr("Outcome")) + outcome(*s) + causes(engine, id) +
           columns(engine, id) + parts(*s) + QStringLiteral("</body></html>\n");
}

} // namespace stevedore
