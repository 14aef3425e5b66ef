// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/checkpage.h"
#include "pages/filepage.h"
#include "pages/mappingpage.h"
#include "transfer/engine.h"
#include "window/corrections.h"
#include "window/sourceloader.h"

namespace stevedore::ui {

/// The import that the window shows: its file, mapping, check and outcomes, bound to the engine. It owns what runs on
/// the pool for it; answers that come too late, for another file or an older question, are dropped.
class ImportSession final : public QObject
{
    Q_OBJECT

public:
    explicit ImportSession(Engine& engine, QObject* parent = nullptr);
    ~ImportSession() override;

    /// A new import of this file.
    void openFile(const QString& path);
    /// One that the journal knows.
    void openImport(ImportId id);
    /// Reads the same file in another way; only while nothing was sent.
    void reread(const Dialect& dialect);
    /// Another sheet of the same workbook, or file in the same archive; only while nothing was sent.
    void chooseSheet(const QString& sheet);

    bool isOpen() const { return !m_path.isEmpty(); }
    ImportId id() const { return m_id; }
    QString path() const { return m_path; }
    SourceLoader& loader() { return m_loader; }
    Corrections& corrections() { return m_corrections; }
    FileFacts fileFacts() const;
    SendFacts sendFacts() const;
    bool isSent() const;
    /// The mapping can only be looked at. After a sample it may still be changed for the rows that wait.
    bool isMappingLocked() const;
    qint64 rows() const; ///< -1 while they are counted

    const QList<ModuleInfo>& modules() const { return m_modules; }
    const std::optional<ModuleMeta>& meta() const { return m_meta; }
    FileSample fileSample() const { return {m_loader.profiles(), m_firstRows}; }
    CrmFacts crmFacts() const;
    const Mapping& mapping() const { return m_mapping; }
    const QString& metaFailure() const { return m_metaFailure; }
    const std::shared_ptr<const CheckReport>& report() const { return m_report; }
    /// A check runs or begins at once: what report() says is not to be acted on.
    bool isChecking() const { return m_checking || m_recheck.isActive(); }
    double checkShare() const;
    std::optional<ImportSnapshot> snapshot() const;

    void connectionChanged();
    void chooseModule(const QString& apiName);
    /// One step of the undo stack, as the next one is.
    void setMapping(const Mapping& mapping);
    /// Matches all columns anew; what is done with the rows stays.
    void matchAgain();
    /// mappingChanged() follows when the fields are there.
    void fetchParent(const QString& module);
    void check();
    /// Whether what an update overwrites is kept, so that it can be undone; on unless somebody turned it off.
    void setKeepBefore(bool keep);
    /// Fails with a sentence; nothing is sent then.
    Result<void> send();
    /// So many rows chosen at random; the others wait for sendRemaining().
    Result<void> sendSample(RowCount rows);
    Result<void> sendRemaining();
    Result<void> resend(Route route);
    /// Whether what records have is read and kept before resendUpdating() changes them.
    bool keepsBeforeUpdating() const;
    /// The rows of a cause once more, so that the records that exist already are updated; see Engine::resend().
    Result<void> resendUpdating(const std::vector<RowNumber>& rows, Route route, const QString& field);
    void apply(const Repair& repair, const std::vector<RowNumber>& rows);
    void edit(RowNumber row, int column, const QString& value);
    /// offersReady() answers, unless another question came meanwhile.
    void findRepairs(const Trouble& asked, const std::vector<RowNumber>& rows);

Q_SIGNALS:
    void opened();      ///< another file or import; everything is new
    void fileChanged(); ///< counted on, indexed, profiled or failed
    void mappingChanged();
    void checkChanged();
    void offersReady(const stevedore::ui::Trouble& trouble, const QList<stevedore::ui::Repair>& offers,
                     const stevedore::ui::ValueCounts& values);
    void failed(const QString& sentence);

private:
    void startOpening(const QString& path, const std::optional<Dialect>& dialect);
    void fileOpened();
    void keepDraft();
    void fetchModules();
    void fetchMeta();
    void readFirstRows();
    void matchColumns();
    Mapping matched(Operation operation) const;
    /// Date-times are turned into the zone in which this CRM reads them, whatever org a mapping was made for.
    void setZones(Mapping& mapping) const;
    void keepMapping();
    void takeMapping(const Mapping& mapping);
    void forgetCheck();
    void checkAgain();
    void checked(Result<CheckReport> report, const std::shared_ptr<CheckBase>& made);
    void changeMapping(const Mapping& mapping, const QString& sentence);
    void remap(const Repair& repair);
    void correctionsChanged();
    QString moduleGuess() const;
    using Start = std::function<Result<void>()>;
    Result<void> sendBy(const Start& start);
    QString whyNotCheck() const;
    QString whyNotSend() const;

    Engine& m_engine;
    SourceLoader m_loader;
    Corrections m_corrections;
    QString m_path;  ///< as it was opened: perhaps a workbook or an archive
    QString m_sheet; ///< of it; empty for the first
    ImportId m_id;
    std::optional<SourceRecord> m_expected; ///< what the journal says of the file, for an import that was opened again
    QString m_otherFile;                    ///< sentence, if it is another file by now
    QList<ModuleInfo> m_modules;
    std::optional<ModuleMeta> m_meta;
    QString m_metaFailure;
    QList<QStringList> m_firstRows;
    QHash<QString, QList<Field>> m_parents; ///< see CrmFacts
    Mapping m_mapping;
    bool m_keepBefore = true;
    bool m_mappedByHand = false;
    quint64 m_asked = 0;

    std::shared_ptr<const CheckReport> m_report; ///< of the mapping as it is now, or nothing
    std::shared_ptr<const CheckBase> m_checked;  ///< the last check of this file that was made to its end
    std::optional<ModuleMeta> m_checkedMeta;     ///< the fields of that, or of the check that runs
    std::shared_ptr<CancelFlag> m_checkCancel;
    std::shared_ptr<std::atomic<int>> m_checkProgress;
    bool m_checking = false;
    quint64 m_checkLife = 0;
    QTimer m_recheck;
    QTimer m_checkTick;
    quint64 m_offersLife = 0;
    std::shared_ptr<CancelFlag> m_offersCancel;
    std::shared_ptr<CancelFlag> m_repairCancel = std::make_shared<CancelFlag>(false);
};

} // namespace stevedore::ui
