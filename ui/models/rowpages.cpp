// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowpages.h"

#include "models/readrows.h"
#include "transfer/poolwork.h"

#include <algorithm>

namespace stevedore::ui {

namespace {

constexpr qint64 pageRows = 256;
/// Scattered rows cost a seek each, so their pages are smaller.
constexpr qint64 listPageRows = 64;
constexpr int mostPages = 192;
constexpr int mostWanted = 6;
constexpr int mostLoading = 2;

} // namespace

RowPages::RowPages(QObject* parent) : QObject(parent), m_pages(mostPages) {}

void RowPages::setSource(std::shared_ptr<const CsvFile> file, RowList list)
{
    ++m_life;
    m_file = std::move(file);
    m_list = std::move(list);
    m_pages.clear();
    m_wanted.clear();
    m_loading.clear();
}

void RowPages::growList(RowList list)
{
    m_pages.remove(qint64(m_list->size()) / listPageRows); // it was read before all its rows were known
    m_list = std::move(list);
}

RowNumber RowPages::number(qint64 index) const
{
    return m_list ? (*m_list)[std::size_t(index)] : RowNumber(index + 1);
}

std::vector<RowNumber> RowPages::numbersOf(qint64 page) const
{
    std::vector<RowNumber> numbers;
    const qint64 size = m_list ? listPageRows : pageRows;
    const qint64 first = page * size;
    const qint64 end = m_list ? std::min(first + size, qint64(m_list->size())) : first + size;
    for (qint64 i = first; i < end; ++i)
        numbers.push_back(number(i));
    // A list may be sorted by something else; the file is read from its beginning to its end.
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

const RowPages::Row* RowPages::at(qint64 index)
{
    if (!m_file)
        return nullptr;
    const qint64 size = m_list ? listPageRows : pageRows;
    const qint64 page = index / size;
    const RowNumber wanted = number(index);
    const Page* found = m_pages.object(page);
    if (found) {
        const auto offset = std::size_t(index % size);
        if (offset < found->rows.size() && found->rows[offset].number == wanted)
            return &found->rows[offset];
        const auto it = std::lower_bound(found->rows.begin(), found->rows.end(), wanted,
                                         [](const Row& row, RowNumber n) { return row.number < n; });
        if (it != found->rows.end() && it->number == wanted)
            return &*it;
        if (found->knownThen >= wanted.value)
            return nullptr; // the file does not give this row; asking again would not help
    }
    want(page);
    return nullptr;
}

void RowPages::want(qint64 page)
{
    if (m_loading.contains(page))
        return;
    m_wanted.removeOne(page);
    m_wanted.append(page);
    while (m_wanted.size() > mostWanted)
        m_wanted.removeFirst();
    startNext();
}

void RowPages::startNext()
{
    while (!m_wanted.isEmpty() && m_loading.size() < mostLoading) {
        const qint64 page = m_wanted.takeLast();
        m_loading.insert(page);
        const qint64 known = m_file->knownRows().value;
        const std::vector<RowNumber> numbers = numbersOf(page);
        runOnPool(
            *QThreadPool::globalInstance(), this, [file = m_file, numbers] { return readRows(*file, numbers); },
            [this, page, known, asked = numbers.size(), life = m_life](Answer answer) {
                if (life != m_life)
                    return;
                m_loading.remove(page);
                if (asked == numbersOf(page).size())
                    take(page, known, std::move(answer));
                else
                    want(page); // the list has grown meanwhile
            });
    }
}

void RowPages::take(qint64 page, qint64 known, Answer answer)
{
    auto* const loadedPage = new Page; // the cache owns it
    loadedPage->knownThen = known;
    if (answer) {
        loadedPage->rows = std::move(*answer);
    } else {
        loadedPage->knownThen = std::numeric_limits<qint64>::max();
        Q_EMIT failed(answer.error().sentence);
    }
    m_pages.insert(page, loadedPage);
    const qint64 size = m_list ? listPageRows : pageRows;
    Q_EMIT loaded(page * size, page * size + size - 1);
    startNext();
}

} // namespace stevedore::ui
