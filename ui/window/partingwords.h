// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"
#include "transfer/snapshot.h"

#include <optional>

namespace stevedore::ui {

/// A headline and what there is to say below it.
struct Words
{
    QString headline;
    QString detail;
};

/// What to tell somebody who looks elsewhere when an import has come to rest; nothing if he stopped it himself.
std::optional<Words> restingNews(const ImportSnapshot& import);

/// The question before the window closes on imports that run: what goes on at the CRM, what waits, and when it goes
/// on. Nothing if none runs. `saved` are the connections that the next start can use by itself.
std::optional<Words> closeQuestion(const QList<ImportSnapshot>& imports, const QList<Connection>& saved);

/// The import that the next start goes on with by itself, and so the connection that it needs: the newest one that
/// runs and whose connection is saved. Empty if there is none.
QString connectionToResume(const QList<ImportSnapshot>& imports, const QList<Connection>& saved);

} // namespace stevedore::ui
