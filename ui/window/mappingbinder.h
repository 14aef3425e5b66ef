// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/engine.h"

#include <QObject>

namespace stevedore::ui {

class ImportSession;
class MappingPage;
class Prompts;

/// Mappings from elsewhere and for elsewhere: files, saved recipes, and what was sent with before.
class MappingBinder final : public QObject
{
    Q_OBJECT

public:
    MappingBinder(Engine& engine, ImportSession& session, MappingPage& page, Prompts& prompts,
                  QObject* parent = nullptr);

    /// Another file or import is shown.
    void sessionOpened();

Q_SIGNALS:
    void failed(const QString& sentence);

private:
    void openFile();
    void saveFile();
    void saveRecipe();
    void fillRecipes();
    void mappingChanged();
    void offer();
    /// Fits it onto the file, after changing the module where it is for another one.
    void use(const Recipe& recipe);
    void take(const Recipe& recipe);
    void show(const QString& name, const Mapping& mapping, const QStringList& notes);
    QStringList columns() const;

    Engine& m_engine;
    ImportSession& m_session;
    MappingPage& m_page;
    Prompts& m_prompts;
    QList<Recipe> m_recipes;
    std::optional<Recipe> m_offered;
    std::optional<Recipe> m_pending; ///< waits for the fields of its module
    bool m_isOffered = false;        ///< once a file
};

} // namespace stevedore::ui
