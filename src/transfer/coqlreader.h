// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/bulkreader.h"

namespace stevedore {

/// One record of a COQL answer as cells, in the form in which bulk read writes them: dates and numbers as text, lookups
/// as bare ids, true and false; the values of a multi-select are joined by ';'. A dotted column that does not come
/// under its own name is empty.
QStringList cellsOfRecord(const QJsonObject& record, const QStringList& columns);

/// Runs COQL queries one after another, each for all its pages of 200 records, into a file that has `columns` as its
/// header. The queries end before "limit". For few records: a call costs a credit, a read job 50.
class CoqlReader final : public QObject
{
    Q_OBJECT

public:
    CoqlReader(const ReadTools& tools, QStringList queries, QStringList columns, std::shared_ptr<RecordsFile> into);

    /// `done` is called once, later. The reader must not be deleted in it.
    void start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done);
    qint64 records() const { return m_records; }
    int credits() const { return m_credits; }

private:
    void next();
    void answered(const Result<CoqlPage>& page);
    Result<void> store();

    ReadTools m_tools;
    QStringList m_queries;
    QStringList m_columns;
    std::shared_ptr<RecordsFile> m_into;
    ReadProgress m_progress;
    std::function<void(const Result<void>&)> m_done;
    std::string m_csv; ///< of a query; then in the file
    qint64 m_records = 0;
    qint64 m_offset = 0;
    int m_credits = 0;
    int m_tries = 0;
};

} // namespace stevedore
