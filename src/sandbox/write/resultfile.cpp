// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/resultfile.h"

#include "sandbox/data/csvsplitter.h"
#include "sandbox/data/zipfile.h"

#include <algorithm>
#include <array>
#include <random>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The rows in another order, the same each time. Rows may span lines, so they are cut by the splitter.
std::string shuffled(const std::string& rows, qint64 seed)
{
    CsvSplitter splitter("a,b\n" + rows); // a header of commas, so that no row decides on the delimiter
    std::vector<std::string> cells;
    splitter.next(cells);
    std::vector<std::string> lines;
    while (splitter.next(cells)) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += i ? "," : "";
            appendCell(line, cells[i]);
        }
        lines.push_back(line + '\n');
    }
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    std::shuffle(lines.begin(), lines.end(), random);
    std::string result;
    for (const std::string& line : lines)
        result += line;
    return result;
}

} // namespace

/// Whether the first three means the mapping's order or the file's is open.
ResultRows::ResultRows(const FilePlan& file, const Options& options) : m_file(file), m_options(options)
{
    for (std::size_t i = 0; i < file.columns.size(); ++i)
        if (file.columns[i].index >= 0)
            m_echoed.push_back(i);
    if (options.quirk(Quirk::ResultByIndex))
        std::stable_sort(m_echoed.begin(), m_echoed.end(), [&file](std::size_t one, std::size_t other) {
            return file.columns[one].index < file.columns[other].index;
        });
    m_echoed.resize(std::min<std::size_t>(m_echoed.size(), 3));
}

std::string ResultRows::header() const
{
    std::string line;
    for (const std::size_t position : m_echoed) {
        appendCell(line, m_file.columns[position].header);
        line += ',';
    }
    return line + "STATUS,RECORD_ID,ERRORS\n";
}

std::string_view ResultRows::word(RowStatus status) const
{
    static constexpr std::array<std::array<std::string_view, 4>, 3> words = {
        {{"added", "updated", "skipped", "unprocessed"},
         {"ADDED", "UPDATED", "SKIPPED", "UNPROCESSED"},
         {"Added", "Updated", "Skipped", "Unprocessed"}}};
    const std::size_t letters = m_options.quirk(Quirk::StatusUppercase)     ? 1
                                : m_options.quirk(Quirk::StatusCapitalised) ? 2
                                                                            : 0;
    return words[letters][static_cast<std::size_t>(status)];
}

void ResultRows::append(std::string& rows, const std::vector<std::string>& cells, const RowOutcome& outcome,
                        const RowProcessor* processor) const
{
    const bool trim = m_options.quirk(Quirk::ResultTrimmed);
    const bool reformat = processor && m_options.quirk(Quirk::ResultReformatted);
    for (const std::size_t position : m_echoed) {
        const auto index = static_cast<std::size_t>(m_file.columns[position].index);
        const std::string_view cell = index < cells.size() ? std::string_view(cells[index]) : std::string_view();
        const std::optional<std::string> kept = reformat ? processor->keptText(position) : std::nullopt;
        appendCell(rows, kept ? std::string_view(*kept) : trim ? trimmed(cell) : cell);
        rows += ',';
    }
    rows += word(outcome.status);
    rows += ',';
    if (outcome.id && (outcome.status != RowStatus::Skipped || m_options.quirk(Quirk::SkippedWithId)))
        rows += std::to_string(outcome.id);
    rows += ',';
    appendCell(rows, outcome.errors);
    rows += '\n';
}

bool writeResult(Store& store, const Options& options, const Job& job, const JobPlan& plan)
{
    ZipWriter zip(store.resultPath(job.id));
    for (std::size_t i = 0; i < plan.files.size(); ++i) {
        zip.begin(plan.files[i].module->apiName + u'-' + plan.files[i].name);
        zip.write(ResultRows(plan.files[i], options).header());
        Store::Lease database(store);
        if (!options.quirk(Quirk::ResultShuffled)) {
            jobs::forEachChunk(*database, job.id, i, [&zip](std::string_view rows) { zip.write(rows); });
            continue;
        }
        std::string all;
        jobs::forEachChunk(*database, job.id, i, [&all](std::string_view rows) { all += rows; });
        zip.write(shuffled(all, job.id));
    }
    return zip.finish();
}

} // namespace stevedore::sandbox
