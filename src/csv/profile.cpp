// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/profile.h"

#include "csv/columnprofiler.h"
#include "csv/csvtext.h"

#include <QCoreApplication>

namespace stevedore {

Result<std::vector<ColumnProfile>> profileColumns(const std::shared_ptr<const CsvFile>& file,
                                                  const ByteProgress& progress, const CancelFlag& cancel)
{
    constexpr qint64 stepRows = 256;
    const auto columns = std::size_t(file->columnCount());
    std::vector<ColumnProfiler> profilers(columns, ColumnProfiler(ColumnProfiler::Limits::forColumns(int(columns))));
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        for (std::size_t i = 0; i < columns; ++i)
            profilers[i].add(row->cells[i]);
        if (cancel)
            return fail(FailureKind::Cancelled, CsvText::tr("Reading the file was stopped."));
        if (progress && row->number.value % stepRows == 0)
            progress(reader.position(), file->size());
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (progress)
        progress(file->size(), file->size());
    std::vector<ColumnProfile> profiles;
    profiles.reserve(columns);
    for (const ColumnProfiler& profiler : profilers)
        profiles.push_back(profiler.profile());
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
