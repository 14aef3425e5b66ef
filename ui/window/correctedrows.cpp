// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/correctedrows.h"

#include "base/text.h"
#include "transfer/poolwork.h"
#include "widgets/prompts.h"
#include "widgets/tabledialog.h"
#include "window/importsession.h"

#include <QDir>
#include <QFileInfo>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// More are not read through by anybody.
constexpr std::size_t mostShown = 1000;

} // namespace

CorrectedRows::CorrectedRows(Engine& engine, ImportSession& session, Prompts& prompts, QWidget* window)
    : QObject(window), m_engine(engine), m_session(session), m_prompts(prompts), m_window(window)
{
    connect(&m_session, &ImportSession::opened, this, [this] {
        *m_cancel = true;
        m_cancel = std::make_shared<CancelFlag>(false);
        ++m_life;
    });
}

CorrectedRows::~CorrectedRows()
{
    *m_cancel = true;
}

bool CorrectedRows::canTake() const
{
    const auto snapshot = m_session.isSent() ? m_session.snapshot() : std::nullopt;
    return snapshot && snapshot->fates.refused + snapshot->fates.unprocessed > 0 && m_session.loader().isIndexed() &&
           m_session.fileFacts().failure.isEmpty();
}

/// Without the rows, which the pool asks the journal for.
RefusedSource CorrectedRows::source() const
{
    return {m_session.loader().file(), m_session.corrections().fixes(), {}, m_session.mapping()};
}

void CorrectedRows::save()
{
    if (!canTake()) {
        Q_EMIT failed(tr("The rows cannot be saved, because the file of this import is not open."));
        return;
    }
    const QFileInfo file(m_session.path());
    const QString proposal = file.dir().filePath(tr("%1-refused.csv").arg(file.completeBaseName()));
    const auto path = m_prompts.saveFile(m_window, tr("Save the refused rows"), proposal, tr("CSV files (*.csv)"));
    if (!path)
        return;
    // Whose files have semicolons has a spreadsheet that expects them.
    RefusedForm form;
    form.delimiter = m_session.loader().file()->dialect().delimiter == ';' ? ';' : ',';
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [engine = &m_engine, id = m_session.id(), source = source(), path = *path, form,
         cancel = m_cancel]() mutable -> Result<qint64> {
            auto rows = engine->refusedRows(id, std::nullopt);
            if (!rows)
                return fail(rows.error());
            source.rows = std::move(*rows);
            return writeRefused(source, path, form, *cancel);
        },
        [this](const Result<qint64>& written) {
            if (!written && written.error().kind != FailureKind::Cancelled)
                Q_EMIT failed(written.error().sentence);
        });
}

void CorrectedRows::choose()
{
    if (const auto path = m_prompts.openFile(m_window, tr("Open corrected rows"),
                                             tr("Tables (*.csv *.txt *.tsv *.xlsx *.ods);;All files (*)")))
        take(*path);
}

void CorrectedRows::offer(const QString& path, const std::function<void()>& otherwise)
{
    if (!canTake()) {
        otherwise();
        return;
    }
    const quint64 mine = ++m_life;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [path, scratch = m_engine.scratchFolder(), sources = m_engine.sourcesFolder(), cancel = m_cancel] {
            return isCorrectedFile(path, scratch, sources, *cancel);
        },
        [this, mine, path, otherwise](bool ours) {
            if (mine != m_life)
                return;
            if (ours)
                take(path);
            else
                otherwise();
        });
}

void CorrectedRows::take(const QString& path)
{
    if (canTake())
        read(path, false);
    else
        Q_EMIT failed(tr("There are no refused rows that could be corrected."));
}

void CorrectedRows::read(const QString& path, bool takeAll)
{
    const quint64 mine = ++m_life;
    const CorrectedOptions options{takeAll, m_engine.scratchFolder(), m_engine.sourcesFolder()};
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [engine = &m_engine, id = m_session.id(), source = source(), path, options,
         cancel = m_cancel]() mutable -> Read {
            auto rows = engine->refusedRows(id, std::nullopt);
            if (!rows)
                return fail(rows.error());
            source.rows = std::move(*rows);
            return readCorrected(source, path, options, {}, *cancel);
        },
        [this, mine, path, takeAll](const Read& file) {
            if (mine != m_life)
                return;
            if (!file)
                Q_EMIT failed(file.error().sentence);
            else if (takeAll)
                apply(path, *file);
            else
                judge(path, *file);
        });
}

void CorrectedRows::judge(const QString& path, const CorrectedFile& file)
{
    const quint64 mine = m_life;
    const bool all = file.damagedCells() > 0 && wantsAll(file);
    // The dialog has a loop of its own, in which the import may have been left.
    if (mine != m_life)
        return;
    if (all)
        read(path, true);
    else
        apply(path, file);
}

bool CorrectedRows::wantsAll(const CorrectedFile& file)
{
    TableQuestion question;
    question.question =
        tr("%Ln cells seem to have been damaged, not corrected.", nullptr, numberOf(file.damagedCells()));
    QStringList detail = correctedRemarks(file);
    detail.prepend(tr("They keep the values they had, unless you take what the file has."));
    if (file.damages.size() > mostShown)
        detail.append(tr("The first %1 are shown.").arg(grouped(qint64(mostShown))));
    question.detail = detail.join(u' ');
    question.header = {tr("Row"), tr("Column"), tr("It was"), tr("The file has"), tr("What happened")};
    question.doIt = tr("Take them all the same");
    question.leaveIt = tr("Leave these as they were");
    const QStringList columns = m_session.loader().file()->columns();
    for (const Damage& damage : file.damages) {
        if (std::size_t(question.rows.size()) == mostShown)
            break;
        const QString row = damage.row.value > 0 ? QString::number(damage.row.value) : QString();
        question.rows.append({row, columns.value(damage.column), damage.before, damage.after, damageText(damage.kind)});
    }
    return m_prompts.confirmTable(m_window, question);
}

void CorrectedRows::apply(const QString& path, const CorrectedFile& file)
{
    const QString name = QFileInfo(path).fileName();
    const qint64 count = qint64(file.fixes.size());
    const QString sentence = tr("Took %1 corrections from %2").arg(grouped(count), name);
    m_session.corrections().change(file.fixes, sentence);
    Q_EMIT taken(count > 0 ? sentence + u'.' : tr("There are no corrections in %1.").arg(name),
                 correctedRemarks(file).join(u' '));
}

} // namespace stevedore::ui
