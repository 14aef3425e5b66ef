// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/container.h"
#include "csv/sourcecheck.h"

#include <QLockFile>

namespace stevedore {

/// The folder that holds what one container was converted to. While an object of it is entered, no other process and
/// no other thread writes there.
class UnpackFolder
{
public:
    UnpackFolder(const QString& folder, const QString& path, const Fingerprint& print);

    /// Makes the folder and waits for others who are at work in it.
    Result<void> enter(const CancelFlag& cancel);

    /// What choices() was found to be before.
    std::optional<QStringList> keptChoices() const;
    Result<void> keepChoices(const QStringList& choices) const;
    QString csvPath(ContainerKind kind, const QStringList& choices, const QString& choice) const;
    /// Where LibreOffice's reading of an old workbook is kept.
    QString odsPath() const;

private:
    QString m_above;
    QString m_path;
    QString m_folder;
    QLockFile m_lock;
};

} // namespace stevedore
