// SPDX-License-Identifier: GPL-3.0-or-later
// What the tests of the CSV library share.
#pragma once

#include "csv/csvfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace stevedore::csvtest {

using namespace Qt::StringLiterals;

using Table = QList<QStringList>;

/// A folder with one source in it.
class Source
{
public:
    explicit Source(const QByteArray& content, const QString& name = u"source.csv"_s) : m_path(m_dir.filePath(name))
    {
        write(content);
    }
    void write(const QByteArray& content) const
    {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    QString path() const { return m_path; }
    QString scratch() const { return m_dir.filePath(u"scratch"_s); }

    std::shared_ptr<CsvFile> open(const std::optional<Dialect>& dialect = {}) const
    {
        auto file = CsvFile::open(m_path, dialect, scratch());
        if (!file)
            qWarning() << file.error().sentence;
        return file ? *file : nullptr;
    }

private:
    QTemporaryDir m_dir;
    QString m_path;
};

inline Dialect plain(bool hasHeader = true)
{
    return Dialect{{',', '"'}, "UTF-8", hasHeader};
}

inline Table walked(const std::shared_ptr<CsvFile>& file)
{
    Table table;
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        QStringList cells;
        for (const std::string_view cell : row->cells)
            cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
        table.append(cells);
    }
    return table;
}

inline IndexSummary indexed(const std::shared_ptr<CsvFile>& file)
{
    const CancelFlag cancel = false;
    auto summary = file->index({}, cancel);
    return summary ? *summary : IndexSummary{};
}

/// "too-few-cells 1,3; nul-byte 2"
inline QString findingsText(const IndexSummary& summary)
{
    QStringList parts;
    for (const StructureFinding& finding : summary.findings) {
        QStringList numbers;
        for (const RowNumber row : finding.rows)
            numbers.append(QString::number(row.value));
        for (const int column : finding.columns)
            numbers.append(u"c"_s + QString::number(column));
        for (const StructureFinding::Cell& cell : finding.cells)
            numbers.append(QString::number(cell.row.value) + u'c' + QString::number(cell.column));
        parts.append(finding.word() + u' ' + numbers.join(u','));
    }
    return parts.join(u"; "_s);
}

} // namespace stevedore::csvtest
