// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QWidget>

class QComboBox;

namespace stevedore::ui {

/// What is done with the rows, in plain words: module, operation, match key, what empty cells do, layout.
class MappingSettings final : public QWidget
{
    Q_OBJECT

public:
    explicit MappingSettings(QWidget* parent = nullptr);

    void setModules(const QList<ModuleInfo>& modules, const QString& chosen);
    /// `sent`: the module can no longer be changed. `locked`: nothing can.
    void setMapping(const Mapping& mapping, const ModuleMeta& meta, bool sent, bool locked);
    /// The mapping with what is chosen here.
    Mapping applied(Mapping mapping, const ModuleMeta& meta) const;

Q_SIGNALS:
    void moduleChosen(const QString& apiName);
    void edited();

private:
    QComboBox* m_module;
    QComboBox* m_operation;
    QComboBox* m_key;
    QComboBox* m_empty;
    QComboBox* m_layout;
    QWidget* m_emptyBox = nullptr;
    QWidget* m_layoutBox = nullptr;
};

} // namespace stevedore::ui
