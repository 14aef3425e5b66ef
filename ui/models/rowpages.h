// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"

#include <QCache>
#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace stevedore::ui {

/// Rows of a source for models: answers from a cache and reads on the pool what it does not have. Either all rows of
/// the file, or a list of them.
class RowPages final : public QObject
{
    Q_OBJECT

public:
    using Row = CsvFile::Row;
    using RowList = std::shared_ptr<const std::vector<RowNumber>>;

    explicit RowPages(QObject* parent = nullptr);

    /// Forgets everything; late answers for what was before are dropped. Without a list: all rows of the file.
    void setSource(std::shared_ptr<const CsvFile> file, RowList list = {});
    /// The same rows and some more behind them: what was read stays.
    void growList(RowList list);
    const std::shared_ptr<const CsvFile>& file() const { return m_file; }
    /// The row at a place in the list (or the file), or nullptr while it is being read; loaded() follows then.
    const Row* at(qint64 index);
    RowNumber number(qint64 index) const;

Q_SIGNALS:
    /// These places can be asked for again.
    void loaded(qint64 first, qint64 last);
    void failed(const QString& sentence);

private:
    struct Page
    {
        std::vector<Row> rows;
        qint64 knownThen = 0; ///< rows that the index knew when the page was read
    };
    using Answer = Result<std::vector<Row>>;

    std::vector<RowNumber> numbersOf(qint64 page) const;
    void want(qint64 page);
    void startNext();
    void take(qint64 page, qint64 known, Answer answer);

    std::shared_ptr<const CsvFile> m_file;
    RowList m_list;
    QCache<qint64, Page> m_pages;
    QList<qint64> m_wanted; ///< newest last; the oldest are given up when the user scrolls on
    QSet<qint64> m_loading;
    quint64 m_life = 0;
};

} // namespace stevedore::ui
