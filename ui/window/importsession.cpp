// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/importsession.h"

#include "base/text.h"
#include "mapping/automatch.h"
#include "models/readrows.h"
#include "transfer/guarantee.h"
#include "transfer/poolwork.h"
#include "window/mappingcommand.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr qint64 rowsInSample = 100;
constexpr double leastLikeness = 0.6;

} // namespace

ImportSession::ImportSession(Engine& engine, QObject* parent)
    : QObject(parent), m_engine(engine), m_loader(this), m_corrections(engine, this)
{
    m_recheck.setSingleShot(true);
    m_recheck.setInterval(250);
    connect(&m_recheck, &QTimer::timeout, this, &ImportSession::check);
    m_checkTick.setInterval(100);
    connect(&m_checkTick, &QTimer::timeout, this, &ImportSession::checkChanged);
    connect(&m_loader, &SourceLoader::opened, this, &ImportSession::fileOpened);
    connect(&m_loader, &SourceLoader::grown, this, &ImportSession::fileChanged);
    connect(&m_loader, &SourceLoader::failed, this, &ImportSession::fileChanged);
    connect(&m_loader, &SourceLoader::indexed, this, [this] {
        keepMapping();
        Q_EMIT fileChanged();
        Q_EMIT mappingChanged();
    });
    connect(&m_loader, &SourceLoader::profiled, this, [this] {
        if (m_meta && !m_mappedByHand) {
            matchColumns();
            checkAgain();
        }
        Q_EMIT fileChanged();
        Q_EMIT mappingChanged();
    });
    connect(&m_corrections, &Corrections::changed, this, &ImportSession::correctionsChanged);
    connect(&m_corrections, &Corrections::failed, this, &ImportSession::failed);
}

ImportSession::~ImportSession()
{
    // What the pool still does for this window has to end before the file goes.
    *m_repairCancel = true;
    for (const auto& flag : {m_checkCancel, m_offersCancel}) {
        if (flag)
            *flag = true;
    }
}

void ImportSession::openFile(const QString& path)
{
    m_id = {};
    m_expected.reset();
    m_mapping = {};
    m_mappedByHand = false;
    m_sheet.clear();
    startOpening(path, std::nullopt);
}

void ImportSession::openImport(ImportId id)
{
    const auto source = m_engine.source(id);
    if (!source) {
        Q_EMIT failed(source.error().sentence);
        return;
    }
    m_id = id;
    m_expected = *source;
    const auto mapping = m_engine.mapping(id);
    m_mapping = mapping ? *mapping : Mapping{};
    m_mappedByHand = mapping.has_value();
    m_sheet.clear();
    startOpening(source->path, source->dialect);
}

void ImportSession::reread(const Dialect& dialect)
{
    if (isSent())
        return;
    m_expected.reset();
    m_mapping.columns.clear();
    m_mappedByHand = false;
    startOpening(m_path, dialect);
}

void ImportSession::chooseSheet(const QString& sheet)
{
    if (isSent())
        return;
    m_expected.reset();
    m_mapping.columns.clear();
    m_mappedByHand = false;
    m_sheet = sheet;
    startOpening(m_path, std::nullopt);
}

void ImportSession::startOpening(const QString& path, const std::optional<Dialect>& dialect)
{
    m_corrections.clear();
    m_path = path;
    m_otherFile.clear();
    forgetCheck();
    m_meta.reset();
    m_loader.open(path, m_sheet, dialect, {m_engine.scratchFolder(), m_engine.sourcesFolder()});
    Q_EMIT opened();
    connectionChanged();
}

void ImportSession::fileOpened()
{
    if (m_expected && m_expected->fingerprint != m_loader.file()->fingerprint())
        m_otherFile = tr("%1 is not the file any more that this import began with. Its rows are not shown, and nothing "
                         "can be sent from it.")
                          .arg(QFileInfo(m_path).fileName());
    keepDraft();
    if (m_id.value > 0)
        m_corrections.load(m_id);
    readFirstRows();
    if (m_meta && m_mapping.columns.empty())
        matchColumns();
    Q_EMIT opened();
    Q_EMIT fileChanged();
    Q_EMIT mappingChanged();
}

void ImportSession::keepDraft()
{
    if (m_expected || !m_engine.canSend())
        return;
    // Of a workbook the import knows what it was converted to: that is what is sent, whatever becomes of the workbook.
    const SourceRecord source{m_loader.file()->path(), m_loader.file()->dialect(), m_loader.file()->fingerprint()};
    if (m_id.value > 0) {
        if (auto kept = m_engine.setSource(m_id, source); !kept)
            Q_EMIT failed(kept.error().sentence);
        return;
    }
    const auto id = m_engine.createImport(source);
    if (id)
        m_id = *id;
    else
        Q_EMIT failed(id.error().sentence);
}

qint64 ImportSession::rows() const
{
    return m_loader.isIndexed() ? m_loader.file()->knownRows().value : -1;
}

bool ImportSession::isSent() const
{
    const auto now = snapshot();
    return now && now->record.state != ImportState::Draft;
}

bool ImportSession::isMappingLocked() const
{
    const auto now = snapshot();
    return now && now->record.state != ImportState::Draft && now->record.state != ImportState::Sampled;
}

std::optional<ImportSnapshot> ImportSession::snapshot() const
{
    if (m_id.value == 0)
        return std::nullopt;
    const auto now = m_engine.snapshot(m_id);
    return now ? std::optional(*now) : std::nullopt;
}

FileFacts ImportSession::fileFacts() const
{
    FileFacts facts;
    facts.failure = m_otherFile.isEmpty() ? m_loader.failure() : m_otherFile;
    facts.locked = isSent();
    facts.unpackedShare = m_loader.unpackedShare();
    const std::shared_ptr<CsvFile>& file = m_loader.file();
    if (!file)
        return facts;
    facts.guess = file->guess();
    facts.sheets = m_loader.unpacked().choices;
    facts.sheet = m_loader.unpacked().chosen;
    facts.dialect = file->dialect();
    facts.bytes = file->size();
    facts.bytesRead = m_loader.bytesRead();
    facts.indexed = m_loader.isIndexed();
    facts.rows = file->knownRows().value;
    facts.columns = file->columnCount();
    facts.milliseconds = m_loader.milliseconds();
    if (facts.indexed)
        facts.findings = file->summary().findings;
    return facts;
}

// -- fields and mapping

void ImportSession::connectionChanged()
{
    if (m_engine.connection().state != ConnectionStatus::State::Ready) {
        m_modules.clear();
        m_meta.reset();
        m_metaFailure.clear();
        m_parents.clear();
        ++m_asked;
        Q_EMIT mappingChanged();
        return;
    }
    if (isOpen() && !m_meta)
        fetchModules();
}

void ImportSession::fetchModules()
{
    const quint64 mine = ++m_asked;
    m_metaFailure.clear();
    m_engine.modules(this, [this, mine](const Result<QList<ModuleInfo>>& modules) {
        if (mine != m_asked)
            return;
        if (!modules) {
            m_metaFailure = modules.error().sentence;
            Q_EMIT mappingChanged();
            return;
        }
        m_modules = *modules;
        if (m_mapping.module.isEmpty())
            m_mapping.module = moduleGuess();
        fetchMeta();
    });
}

QString ImportSession::moduleGuess() const
{
    const QString name = QFileInfo(m_path).completeBaseName();
    QString best;
    double bestScore = 0;
    for (const ModuleInfo& module : m_modules) {
        // A faint likeness says nothing: "dump" is not about campaigns.
        const double likeness = nameSimilarity(name, module.plural);
        double score = likeness < leastLikeness ? 0 : likeness;
        if (name.contains(module.plural, Qt::CaseInsensitive) || name.contains(module.singular, Qt::CaseInsensitive))
            score += 1;
        // Contacts are what is loaded most; they win where the name says nothing.
        if (module.apiName == u"Contacts")
            score += 0.2;
        if (score > bestScore) {
            bestScore = score;
            best = module.apiName;
        }
    }
    return best;
}

void ImportSession::chooseModule(const QString& apiName)
{
    if (isSent() || apiName == m_mapping.module)
        return;
    m_mapping = {};
    m_mapping.module = apiName;
    m_mappedByHand = false;
    m_meta.reset();
    forgetCheck();
    fetchMeta();
    Q_EMIT mappingChanged();
    Q_EMIT checkChanged();
}

void ImportSession::fetchMeta()
{
    const quint64 mine = ++m_asked;
    m_engine.moduleMeta(m_mapping.module, this, [this, mine](const Result<ModuleMeta>& meta) {
        if (mine != m_asked)
            return;
        if (!meta) {
            m_metaFailure = meta.error().sentence;
            Q_EMIT mappingChanged();
            return;
        }
        m_meta = *meta;
        if (m_checkedMeta && *m_checkedMeta != *meta)
            forgetCheck();
        if (m_loader.file() && m_mapping.columns.empty())
            matchColumns();
        Q_EMIT mappingChanged();
        Q_EMIT checkChanged();
    });
}

Mapping ImportSession::matched(Operation operation) const
{
    Mapping mapping = autoMatch(m_loader.file()->columns(), m_loader.profiles(), *m_meta, operation,
                                m_engine.sentMappings(m_meta->module.apiName));
    mapping.module = m_meta->module.apiName;
    setZones(mapping);
    return mapping;
}

void ImportSession::matchColumns()
{
    m_mapping = matched(m_mapping.operation);
    keepMapping();
}

void ImportSession::matchAgain()
{
    if (!m_meta || !m_loader.file())
        return;
    Mapping mapping = m_mapping;
    mapping.columns = matched(m_mapping.operation).columns;
    setMapping(mapping);
}

void ImportSession::setZones(Mapping& mapping) const
{
    const QString zone = crmFacts().timeZone;
    if (zone.isEmpty())
        return;
    for (ColumnMapping* column : mapping.feeds()) {
        const Field* const field = targetField(*m_meta, column->field);
        if (field && field->type == FieldType::DateTime)
            column->conversion.crmTimeZone = zone;
    }
}

CrmFacts ImportSession::crmFacts() const
{
    const ConnectionStatus& connection = m_engine.connection();
    const QString& users = connection.user.timeZone;
    return {users.isEmpty() ? connection.org.timeZone : users, m_parents};
}

void ImportSession::fetchParent(const QString& module)
{
    if (m_parents.contains(module))
        return;
    // Asked once; an answer that is a failure leaves the usual keys.
    m_parents.insert(module, {});
    m_engine.moduleMeta(module, this, [this, module](const Result<ModuleMeta>& meta) {
        if (!meta)
            return;
        QList<Field> keys;
        for (const QString& key : meta->matchKeys()) {
            const Field* const field = meta->field(key);
            if (field)
                keys.append(*field);
        }
        m_parents.insert(module, keys);
        Q_EMIT mappingChanged();
    });
}

void ImportSession::readFirstRows()
{
    m_firstRows.clear();
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_loader.file()] {
            return readRows(*file, {RowNumber(1), RowNumber(2), RowNumber(3)});
        },
        [this, file = m_loader.file()](const Result<std::vector<CsvFile::Row>>& rows) {
            if (!rows || file != m_loader.file())
                return;
            for (const CsvFile::Row& row : *rows)
                m_firstRows.append(row.cells);
            Q_EMIT mappingChanged();
        });
}

void ImportSession::setMapping(const Mapping& mapping)
{
    if (!m_meta)
        return;
    Mapping next = mapping;
    setZones(next);
    changeMapping(next, mappingChangeText(m_mapping, next, *m_meta));
}

void ImportSession::changeMapping(const Mapping& mapping, const QString& sentence)
{
    if (isMappingLocked() || !m_meta || mapping == m_mapping)
        return;
    const auto take = [this](const Mapping& other) {
        const bool fits = !isMappingLocked() && m_meta && other.module == m_mapping.module &&
                          other.columns.size() == m_mapping.columns.size();
        if (fits)
            takeMapping(other);
        return fits;
    };
    m_corrections.undoStack().push(new MappingCommand(m_mapping, mapping, sentence, take));
}

void ImportSession::takeMapping(const Mapping& mapping)
{
    m_mapping = mapping;
    m_mappedByHand = true;
    keepMapping();
    checkAgain();
    Q_EMIT mappingChanged();
}

void ImportSession::keepMapping()
{
    if (!m_meta || m_id.value == 0 || isMappingLocked() || m_mapping.columns.empty())
        return;
    if (auto kept = m_engine.setMapping(m_id, m_mapping, *m_meta, RowCount(std::max<qint64>(0, rows()))); !kept)
        Q_EMIT failed(kept.error().sentence);
}

// -- sending

QString ImportSession::whyNotCheck() const
{
    if (!m_otherFile.isEmpty())
        return m_otherFile;
    if (!m_engine.canSend())
        return tr("Another Stevedore drives the imports of this folder; here they can only be looked at.");
    if (m_engine.connection().state != ConnectionStatus::State::Ready)
        return tr("There is no connection to the CRM; choose one under Connections.");
    if (!m_loader.isIndexed())
        return tr("The rows are being counted.");
    if (!m_meta)
        return tr("The fields of the module are not known yet.");
    const QStringList problems = mappingProblems(m_mapping, *m_meta);
    return problems.isEmpty() ? QString() : problems.first();
}

QString ImportSession::whyNotSend() const
{
    if (const QString why = whyNotCheck(); !why.isEmpty())
        return why;
    if (isChecking())
        return tr("The rows are being checked.");
    // The check also finds the rows whose cells may stand in the wrong columns; they must not go out.
    return m_report ? QString() : tr("The rows are not checked yet.");
}

SendFacts ImportSession::sendFacts() const
{
    SendFacts facts;
    const ConnectionStatus& connection = m_engine.connection();
    facts.target = connection.org.companyName;
    facts.production = connection.connection.kind == ConnectionKind::Production;
    facts.sent = isSent();
    facts.whyNot = whyNotSend();
    const bool sendsBack = m_engine.isSendBack(m_id);
    // An edited export may bring what its records were like along.
    const auto import = m_engine.snapshot(m_id);
    const bool kept = import && import->record.beforeImage == BeforeImage::Kept;
    facts.changesRecords = m_mapping.operation != Operation::Insert && !kept;
    facts.keepsBefore = m_keepBefore;
    facts.whyNotCheck = whyNotCheck();
    const qint64 held = m_report ? qint64(m_report->blockedRows.size()) : 0;
    facts.rows = std::max<qint64>(0, rows() - held - m_corrections.fixes().leftOut.size());
    if (m_meta) {
        const ResendPlan all = m_engine.price(m_mapping, *m_meta, RowCount(facts.rows));
        facts.guarantee = guaranteeText(guaranteeOf(m_mapping, *m_meta), *m_meta);
        const bool records = sendsBack && all.cheaper == Route::Records;
        facts.jobs = records ? 0 : all.jobs;
        facts.credits = records ? all.recordCredits : all.jobCredits;
    }
    if (m_meta && facts.rows > rowsInSample) {
        const ResendPlan sample = m_engine.price(m_mapping, *m_meta, RowCount(rowsInSample));
        facts.sampleRows = int(rowsInSample);
        facts.sampleCredits = sample.cheaper == Route::Records ? sample.recordCredits : sample.jobCredits;
    }
    const QString things =
        m_meta ? (facts.rows == 1 ? m_meta->module.singular : m_meta->module.plural).toLower() : tr("rows");
    switch (m_mapping.operation) {
    case Operation::Insert:
        facts.action = tr("Create %1 %2").arg(grouped(facts.rows), things);
        break;
    case Operation::Update:
        facts.action = tr("Update %1 %2").arg(grouped(facts.rows), things);
        break;
    case Operation::Upsert:
        facts.action = tr("Create or update %1 %2").arg(grouped(facts.rows), things);
        break;
    }
    return facts;
}

void ImportSession::setKeepBefore(bool keep)
{
    m_keepBefore = keep;
}

Result<void> ImportSession::send()
{
    return sendBy([this] { return m_engine.start(m_id, m_loader.file(), *m_meta, heldRows(*m_report)); });
}

Result<void> ImportSession::sendSample(RowCount rows)
{
    return sendBy(
        [this, rows] { return m_engine.startSample(m_id, m_loader.file(), *m_meta, heldRows(*m_report), rows); });
}

Result<void> ImportSession::sendRemaining()
{
    if (auto kept = m_corrections.flush(); !kept)
        return kept;
    auto sent = m_engine.sendRemaining(m_id);
    if (sent)
        m_corrections.undoStack().clear();
    return sent;
}

Result<void> ImportSession::sendBy(const Start& start)
{
    if (const QString why = whyNotSend(); !why.isEmpty())
        return stevedore::fail(FailureKind::Usage, why);
    if (auto kept = m_corrections.flush(); !kept)
        return kept;
    keepMapping();
    if (auto kept = m_engine.setKeepBefore(m_id, m_keepBefore); !kept)
        return kept;
    auto started = start();
    // What went to the CRM is not taken back by an undo here.
    if (started)
        m_corrections.undoStack().clear();
    Q_EMIT checkChanged();
    Q_EMIT fileChanged();
    Q_EMIT mappingChanged();
    return started;
}

bool ImportSession::keepsBeforeUpdating() const
{
    return m_keepBefore && m_engine.canKeepBefore(m_id);
}

Result<void> ImportSession::resend(Route route)
{
    return resendUpdating({}, route, {});
}

Result<void> ImportSession::resendUpdating(const std::vector<RowNumber>& rows, Route route, const QString& field)
{
    if (auto kept = m_corrections.flush(); !kept)
        return kept;
    auto sent = m_engine.resend(m_id, rows, route, {field, !field.isEmpty() && keepsBeforeUpdating()});
    if (sent)
        m_corrections.undoStack().clear();
    return sent;
}

} // namespace stevedore::ui
