// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"
#include "transfer/export/exports.h"
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
/// The same of an export.
std::optional<Words> restingNews(const ExportSnapshot& one);

/// The question before the window closes on imports that run: what goes on at the CRM, what waits, and when it goes
/// on. Nothing if none runs. `saved` are the connections that the next start can use by itself.
std::optional<Words> closeQuestion(const QList<ImportSnapshot>& imports, const QList<Connection>& saved);

/// The same where only exports run.
std::optional<Words> closeQuestion(const QList<ExportSnapshot>& exports);

/// The import that the next start goes on with by itself, and so the connection that it needs: the newest one that
/// runs and whose connection is saved; without one, the same of an export. Empty if there is none.
QString connectionToResume(const QList<ImportSnapshot>& imports, const QList<ExportSnapshot>& exports,
                           const QList<Connection>& saved);

} // namespace stevedore::ui
