// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/mappingbinder.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "mapping/mappingfile.h"
#include "mapping/rawcells.h"
#include "pages/mappingpage.h"
#include "widgets/prompts.h"
#include "window/importsession.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// A mapping of 200 columns with long value lists has less; a CSV that was chosen by mistake may have gigabytes.
constexpr qint64 mostMappingBytes = qint64(16) * 1024 * 1024;

/// Whether both feed the same fields in the same way; how a column came to its field is not looked at.
bool areAlike(Mapping a, Mapping b)
{
    for (Mapping* mapping : {&a, &b}) {
        for (ColumnMapping& column : mapping->columns)
            column.match = MatchKind::None;
    }
    return a == b;
}

/// "legacy-contacts", or "legacy-contacts 2" where that recipe is for files with other columns.
QString recipeName(const QString& wanted, const QStringList& columns, const QList<Recipe>& known)
{
    const auto isFree = [&](const QString& name) {
        return std::none_of(known.begin(), known.end(), [&](const Recipe& recipe) {
            return recipe.name.compare(name, Qt::CaseInsensitive) == 0 && headersOf(recipe.mapping) != columns;
        });
    };
    QString name = wanted;
    for (int number = 2; !isFree(name); ++number)
        name = u"%1 %2"_s.arg(wanted).arg(number);
    return name;
}

} // namespace

MappingBinder::MappingBinder(Engine& engine, ImportSession& session, MappingPage& page, Prompts& prompts,
                             QObject* parent)
    : QObject(parent), m_engine(engine), m_session(session), m_page(page), m_prompts(prompts)
{
    connect(&page, &MappingPage::openMappingWanted, this, &MappingBinder::openFile);
    connect(&page, &MappingPage::saveMappingWanted, this, &MappingBinder::saveFile);
    connect(&page, &MappingPage::saveRecipeWanted, this, &MappingBinder::saveRecipe);
    connect(&page, &MappingPage::recipesWanted, this, &MappingBinder::fillRecipes);
    connect(&page, &MappingPage::recipeChosen, this, [this](const QString& name) {
        for (const Recipe& recipe : std::as_const(m_recipes)) {
            if (recipe.name == name)
                return use(recipe);
        }
    });
    connect(&page, &MappingPage::newsTaken, this, [this] {
        if (m_offered)
            use(*m_offered);
    });
    connect(&session, &ImportSession::mappingChanged, this, &MappingBinder::mappingChanged);
}

void MappingBinder::sessionOpened()
{
    m_offered.reset();
    m_pending.reset();
    m_isOffered = false;
    m_page.setNews({}, {});
}

QStringList MappingBinder::columns() const
{
    return m_session.loader().file() ? m_session.loader().file()->columns() : QStringList();
}

void MappingBinder::openFile()
{
    const auto path =
        m_prompts.openFile(&m_page, tr("Open a mapping file"), tr("Mapping files (*.json);;All files (*)"));
    if (!path || !m_session.meta())
        return;
    const QString name = QFileInfo(*path).fileName();
    QFile file(*path);
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed(tr("%1 cannot be read: %2. Check the file and its permissions.").arg(name, file.errorString()));
        return;
    }
    if (file.size() > mostMappingBytes) {
        Q_EMIT failed(tr("%1 is not a mapping file: it is much too large. Choose another file.").arg(name));
        return;
    }
    const auto opened = openMapping(file.readAll(), name, columns(), *m_session.meta());
    if (!opened) {
        Q_EMIT failed(opened.error().sentence);
        return;
    }
    m_session.setMapping(opened->mapping);
    show(name, opened->mapping, opened->notes);
}

void MappingBinder::show(const QString& name, const Mapping& mapping, const QStringList& notes)
{
    const QString fed = tr("%1 of %2 columns matched.").arg(mapping.matchedColumns()).arg(mapping.columns.size());
    if (notes.isEmpty())
        m_page.setNews(tr("%1 fits this file").arg(name), fed);
    else
        m_page.setNews(tr("%1 fits this file in part").arg(name), fed + u' ' + notes.join(u' '));
}

void MappingBinder::saveFile()
{
    const QFileInfo source(m_session.path());
    const QString proposal = source.dir().filePath(tr("%1-mapping.json").arg(source.completeBaseName()));
    const auto path = m_prompts.saveFile(&m_page, tr("Save the mapping"), proposal, tr("Mapping files (*.json)"));
    if (!path)
        return;
    if (auto written = writeDurably(*path, mappingToJson(m_session.mapping())); !written)
        Q_EMIT failed(written.error().sentence);
    else
        m_page.setNews(tr("Mapping saved"), tr("It is in %1.").arg(QDir::toNativeSeparators(*path)));
}

void MappingBinder::saveRecipe()
{
    const QString wanted = QFileInfo(m_session.path()).completeBaseName();
    const QString name = recipeName(wanted, columns(), m_engine.recipes());
    if (auto saved = m_engine.saveRecipe(name, m_session.mapping(), true); !saved)
        Q_EMIT failed(saved.error().sentence);
    else
        m_page.setNews(tr("Saved as the recipe “%1”").arg(name),
                       tr("It is offered for every file with these columns, and can be used for others."));
}

void MappingBinder::fillRecipes()
{
    m_recipes = m_engine.recipes();
    QStringList names;
    for (const Recipe& recipe : std::as_const(m_recipes))
        names.append(recipe.name);
    m_page.setRecipes(names);
}

void MappingBinder::mappingChanged()
{
    if (!m_session.meta() || m_session.mapping().columns.empty())
        return;
    if (m_pending && m_pending->mapping.module == m_session.meta()->module.apiName) {
        const Recipe recipe = *m_pending;
        m_pending.reset();
        take(recipe);
    }
    // Before the columns are profiled the matching may still change.
    if (!m_isOffered && !m_session.loader().profiles().empty())
        offer();
}

void MappingBinder::offer()
{
    m_isOffered = true;
    if (m_session.isSent())
        return;
    m_offered = m_engine.recipeFor(columns());
    if (!m_offered)
        return;
    const bool isSameModule = m_offered->mapping.module == m_session.meta()->module.apiName;
    if (isSameModule &&
        areAlike(fittedMapping(m_offered->mapping, columns(), *m_session.meta()).mapping, m_session.mapping()))
        return;
    const QString when = QLocale().toString(m_offered->usedAt.toLocalTime().date(), QLocale::LongFormat);
    const QString rest = m_offered->name.isEmpty()
                             ? tr("%1 had the same columns and was sent to %2 on %3.")
                                   .arg(m_offered->source, m_offered->moduleLabel, when)
                             : tr("The recipe “%1” of %2 is for files with these columns.").arg(m_offered->name, when);
    m_page.setNews(tr("Mapped before"), rest, tr("Map it the same way"));
}

void MappingBinder::use(const Recipe& recipe)
{
    if (!m_session.meta())
        return;
    const QString& module = recipe.mapping.module;
    const QList<ModuleInfo>& modules = m_session.modules();
    const bool isOther = module != m_session.meta()->module.apiName;
    const bool isKnown =
        std::any_of(modules.begin(), modules.end(), [&](const ModuleInfo& info) { return info.apiName == module; });
    if (!isOther || !isKnown)
        return take(recipe);
    m_pending = recipe;
    m_session.chooseModule(module);
}

void MappingBinder::take(const Recipe& recipe)
{
    const OpenedMapping fitted = fittedMapping(recipe.mapping, columns(), *m_session.meta());
    m_session.setMapping(fitted.mapping);
    show(recipe.name.isEmpty() ? tr("The mapping of %1").arg(recipe.source) : tr("The recipe “%1”").arg(recipe.name),
         fitted.mapping, fitted.notes);
}

} // namespace stevedore::ui
