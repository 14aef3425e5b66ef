// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/memorycsv.h"

#include "csv/csvtext.h"
#include "csv/grammarguess.h"
#include "csv/rowstream.h"

namespace stevedore {

struct MemoryRows::Private
{
    explicit Private(const MemoryCsv& csv)
        : stream(QByteArrayView(csv.m_text), RowFormat{{}, int(csv.m_header.size()), ByteAudit::Text::Utf8, {}},
                 csv.m_begin, csv.m_text.size())
    {
    }

    RowStream stream;
    RowNumber coming = RowNumber(1);
    RowView view;
};

Result<MemoryCsv> MemoryCsv::open(const QByteArray& text)
{
    MemoryCsv csv(text);
    if (auto read = csv.readHeader(); !read)
        return fail(read.error());
    return csv;
}

Result<void> MemoryCsv::readHeader()
{
    QByteArrayView text = m_text;
    if (text.startsWith("\xEF\xBB\xBF"))
        m_begin = 3;
    if (const auto line = separatorLine(text.sliced(m_begin)))
        m_begin += line->bytes;
    text = text.sliced(m_begin);
    Tokenizer tokenizer(Grammar{});
    RowBuilder builder(RowBuilder::anyColumns, nullptr);
    const char* const end = text.data() + text.size();
    const char* const behind = text.isEmpty() ? end : tokenizer.feed(text.data(), end, builder);
    if (!builder.isComplete())
        tokenizer.finish(builder);
    if (!builder.isComplete())
        return fail(FailureKind::Source, CsvText::tr("The text holds no row."));
    std::vector<std::string_view> cells;
    builder.takeCells(cells, true);
    for (const std::string_view cell : cells)
        m_header.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    m_begin += behind - text.data();
    return {};
}

MemoryRows::MemoryRows(const MemoryCsv& csv) : d(std::make_unique<Private>(csv)) {}
MemoryRows::~MemoryRows() = default;

const RowView* MemoryRows::next()
{
    if (!d->stream.next())
        return nullptr;
    d->stream.view(d->view);
    d->view.number = d->coming;
    ++d->coming;
    return &d->view;
}

} // namespace stevedore
