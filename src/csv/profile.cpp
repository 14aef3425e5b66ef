// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/profile.h"

#include "csv/columnprofiler.h"
#include "csv/csvtext.h"
#include "csv/together.h"

#include <QCoreApplication>
#include <QThread>

#include <limits>

namespace stevedore {

namespace {

/// The profiles of a stretch of rows.
struct Stretch
{
    RowNumber first;
    RowNumber last;
    std::vector<ColumnProfiler> columns;
    std::optional<Failure> failure;
};

std::vector<Stretch> stretchesOf(const CsvFile& file)
{
    // Of a file whose rows are not known all that can be said is that one behind the other is read to the end.
    const qint64 rows = file.isIndexed() ? file.knownRows().value : std::numeric_limits<qint64>::max();
    const qint64 count = file.isIndexed() ? std::clamp<qint64>(rows / 1000, 1, QThread::idealThreadCount()) : 1;
    const ColumnProfiler empty(ColumnProfiler::Limits::forColumns(file.columnCount()));
    std::vector<Stretch> stretches;
    for (qint64 i = 0; i < count; ++i)
        stretches.push_back({RowNumber(rows / count * i + 1),
                             RowNumber(i + 1 < count ? rows / count * (i + 1) : rows),
                             std::vector<ColumnProfiler>(std::size_t(file.columnCount()), empty),
                             {}});
    return stretches;
}

/// `told` hears of bytes, some hundred rows at a time; false from it stops.
void profileStretch(const std::shared_ptr<const CsvFile>& file, Stretch& stretch,
                    const std::function<bool(qint64 bytes)>& told)
{
    constexpr qint64 stepRows = 256;
    RowReader reader(file, stretch.first);
    qint64 position = reader.position();
    while (const RowView* row = reader.next()) {
        if (row->number > stretch.last)
            return;
        for (std::size_t i = 0; i < stretch.columns.size(); ++i)
            stretch.columns[i].take(row->cells[i]);
        for (ColumnProfiler& column : stretch.columns)
            column.addTaken();
        if (row->number.value % stepRows != 0)
            continue;
        const qint64 before = std::exchange(position, reader.position());
        if (!told(position - before))
            return;
    }
    stretch.failure = reader.failure();
}

} // namespace

Result<std::vector<ColumnProfile>> profileColumns(const std::shared_ptr<const CsvFile>& file,
                                                  const ByteProgress& progress, const CancelFlag& cancel)
{
    std::vector<Stretch> stretches = stretchesOf(*file);
    std::atomic<std::size_t> next = 0;
    std::atomic<qint64> done = 0;
    workTogether(qint64(stretches.size()), [&](bool here) {
        for (std::size_t i = next++; i < stretches.size(); i = next++)
            profileStretch(file, stretches[i], [&](qint64 bytes) {
                const qint64 sum = done += bytes;
                if (here && progress)
                    progress(sum, file->size());
                return !cancel;
            });
    });
    if (cancel)
        return fail(FailureKind::Cancelled, CsvText::tr("Reading the file was stopped."));
    for (const Stretch& stretch : stretches)
        if (stretch.failure)
            return fail(*stretch.failure);
    if (progress)
        progress(file->size(), file->size());
    std::vector<ColumnProfile> profiles;
    for (std::size_t i = 0; i < std::size_t(file->columnCount()); ++i) {
        ColumnProfiler& whole = stretches.front().columns[i];
        for (std::size_t more = 1; more < stretches.size(); ++more)
            whole.add(stretches[more].columns[i]);
        profiles.push_back(whole.profile());
    }
    return profiles;
}

QString shapeName(ValueShape shape)
{
    switch (shape) {
    case ValueShape::Empty:
        return QCoreApplication::translate("ValueShape", "Empty");
    case ValueShape::Boolean:
        return QCoreApplication::translate("ValueShape", "Yes or no");
    case ValueShape::Integer:
        return QCoreApplication::translate("ValueShape", "Whole numbers");
    case ValueShape::Decimal:
        return QCoreApplication::translate("ValueShape", "Numbers");
    case ValueShape::Date:
        return QCoreApplication::translate("ValueShape", "Dates");
    case ValueShape::DateTime:
        return QCoreApplication::translate("ValueShape", "Dates with time");
    case ValueShape::Email:
        return QCoreApplication::translate("ValueShape", "E-mail addresses");
    case ValueShape::Phone:
        return QCoreApplication::translate("ValueShape", "Phone numbers");
    case ValueShape::Url:
        return QCoreApplication::translate("ValueShape", "Web addresses");
    case ValueShape::Text:
        return QCoreApplication::translate("ValueShape", "Text");
    }
    return {};
}

QString shapeWord(ValueShape shape)
{
    switch (shape) {
    case ValueShape::Empty:
        return QStringLiteral("empty");
    case ValueShape::Boolean:
        return QStringLiteral("boolean");
    case ValueShape::Integer:
        return QStringLiteral("integer");
    case ValueShape::Decimal:
        return QStringLiteral("decimal");
    case ValueShape::Date:
        return QStringLiteral("date");
    case ValueShape::DateTime:
        return QStringLiteral("datetime");
    case ValueShape::Email:
        return QStringLiteral("email");
    case ValueShape::Phone:
        return QStringLiteral("phone");
    case ValueShape::Url:
        return QStringLiteral("url");
    case ValueShape::Text:
        return QStringLiteral("text");
    }
    return {};
}

} // namespace stevedore
