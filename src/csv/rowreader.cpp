// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/csvfile_p.h"

namespace stevedore {

struct RowReader::Private
{
    std::shared_ptr<const CsvFile> file;
    std::unique_ptr<RowStream> stream;
    RowNumber coming; ///< the row that the stream gives next
    RowNumber wanted; ///< the row that the caller gets next
    RowView view;
    std::optional<Failure> failure;
};

RowReader::RowReader(std::shared_ptr<const CsvFile> file, RowNumber first) : d(std::make_unique<Private>())
{
    d->file = std::move(file);
    seek(first);
}

RowReader::~RowReader() = default;

const RowView* RowReader::next()
{
    if (d->failure)
        return nullptr;
    do {
        if (d->file->d->isBeyondEnd(d->coming))
            return nullptr;
        if (!d->stream->next()) {
            d->failure = d->stream->failure();
            return nullptr;
        }
        d->view.number = d->coming;
        ++d->coming;
    } while (d->view.number < d->wanted);
    d->wanted = d->coming;
    d->stream->view(d->view);
    return &d->view;
}

void RowReader::seek(RowNumber row)
{
    d->wanted = std::max(row, RowNumber(1));
    const bool ahead = d->stream && !d->stream->failure() && d->coming <= d->wanted;
    if (ahead && d->file->d->rowIndex->near(d->wanted).row <= d->coming)
        return;
    d->failure.reset();
    d->stream = d->file->d->streamNear(d->wanted, d->coming, blockBytes);
}

const std::optional<Failure>& RowReader::failure() const
{
    return d->failure;
}

qint64 RowReader::position() const
{
    return d->file->d->sourcePosition(d->stream->position());
}

} // namespace stevedore
