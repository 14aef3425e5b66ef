// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/export/exports.h"
#include "transfer/sendback/sendback.h"
#include "window/corrections.h"

#include <QObject>

namespace stevedore::ui {

/// The changes made in the file of one export. They are kept in the journal as the corrections of a draft of that file,
/// so that they survive the program; the draft is not shown among the imports.
class ExportEdits final : public QObject
{
    Q_OBJECT

public:
    explicit ExportEdits(Engine& engine, QObject* parent = nullptr);

    /// Takes up what was changed in this export's file before.
    void open(const ExportRecord& record, const std::shared_ptr<const CsvFile>& file);
    void close();

    Corrections& corrections() { return m_corrections; }
    const Corrections& corrections() const { return m_corrections; }
    qint64 cells() const;
    qint64 rows() const { return m_corrections.fixes().cells.size(); }
    /// A typed value.
    void edit(RowNumber row, int column, const QString& value);
    /// Makes an import of the changes: looks at them on the pool, then answers with its draft. The changes here are
    /// given up, because they are in that draft.
    void sendBack(const ExportRequest& request, const ModuleMeta& meta, QObject* context,
                  const std::function<void(const Result<ImportId>&)>& done);

    /// Whether an import is only where the changes of an export are kept.
    static bool isOne(const ImportSnapshot& import, const QList<ExportSnapshot>& exports);

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    bool ensureDraft();

    Engine& m_engine;
    Corrections m_corrections;
    ExportRecord m_record;
    std::shared_ptr<const CsvFile> m_file;
    std::optional<ImportId> m_draft;
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
};

} // namespace stevedore::ui
