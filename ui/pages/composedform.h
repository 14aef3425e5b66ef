// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;
class QMenu;

namespace stevedore::ui {

/// The text that a field without a column gets, with a list of what may be put into it.
class ComposedForm final : public QWidget
{
    Q_OBJECT

public:
    explicit ComposedForm(QWidget* parent = nullptr);

    /// `headers`: the columns of the file; `fileName`: what "name of the file" puts in.
    void setText(const QString& text, const QStringList& headers, const QString& fileName);
    void startEditing();

Q_SIGNALS:
    void edited(const QString& text);

private:
    void fillMenu(const QString& fileName);
    void finish();

    QLineEdit* m_text;
    QMenu* m_menu;
    QStringList m_headers;
    QString m_shown;
};

} // namespace stevedore::ui
