// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/settled.h"
#include "transfer/localcrm.h"
#include "widgets/prompts.h"
#include "widgets/tabledialog.h"

#include <QAbstractItemView>
#include <QDialog>
#include <QTest>
#include <QTimer>
#include <QUrl>
#include <QWidget>

namespace stevedore::test {

/// Answers the few dialogs as the test wants it.
class AnsweringPrompts final : public ui::Prompts
{
public:
    QString file;
    QString saved;
    bool yes = true;
    bool hasBrowser = true;
    QUrl address;         ///< what the browser was asked to open
    QString lastQuestion; ///< with its detail
    ui::TableQuestion lastTable;
    QString tablePicture; ///< if it has a name, the dialog with a table is shown and its picture goes there
    QStringList told;     ///< news for somebody who looks elsewhere
    int asked = 0;

    std::optional<QString> openFile(QWidget*, const QString&, const QString&) override { return answer(file); }
    std::optional<QString> saveFile(QWidget*, const QString&, const QString&, const QString&) override
    {
        return answer(saved);
    }
    bool confirm(QWidget*, const QString& question, const QString& detail, const QString&, const QString&) override
    {
        ++asked;
        lastQuestion = question + u' ' + detail;
        return yes;
    }
    bool confirmTable(QWidget* parent, const ui::TableQuestion& question) override
    {
        ++asked;
        lastTable = question;
        lastQuestion = question.question + u' ' + question.detail;
        if (!tablePicture.isEmpty()) {
            QTimer::singleShot(0, parent, [this, parent] {
                auto* const dialog = parent->findChild<QDialog*>(QStringLiteral("tableQuestion"));
                waitUntilSettled();
                dialog->grab().save(tablePicture);
                dialog->reject();
            });
            ui::askAboutTable(parent, question);
        }
        return yes;
    }
    void notify(QWidget*, const QString& headline, const QString& detail) override
    {
        told.append(headline + QStringLiteral(": ") + detail);
    }
    bool openAddress(QWidget*, const QUrl& page) override
    {
        address = page;
        return hasBrowser;
    }

private:
    std::optional<QString> answer(const QString& path)
    {
        ++asked;
        return path.isEmpty() ? std::nullopt : std::optional(path);
    }
};

/// Starts the local CRM and lets it write a file of `rows` contacts; its connection, or nothing.
inline std::optional<Connection> startWithSample(LocalCrm& crm, const QString& path, qint64 rows)
{
    std::optional<Result<Connection>> connection;
    crm.start([&connection](const Result<Connection>& made) { connection = made; });
    if (!QTest::qWaitFor([&] { return connection.has_value(); }, 20'000) || !*connection)
        return std::nullopt;
    std::optional<Result<QString>> sample;
    crm.makeSample(path, rows, [&sample](const Result<QString>& made) { sample = made; });
    if (!QTest::qWaitFor([&] { return sample.has_value(); }, 60'000) || !*sample)
        return std::nullopt;
    return **connection;
}

/// The control of this name that can be seen, or nullptr.
template <typename T = QWidget>
T* seen(const QWidget& window, const QString& name)
{
    for (T* widget : window.findChildren<T*>(name)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

inline void clickRow(QAbstractItemView* view, int row)
{
    const QModelIndex index = view->model()->index(row, 0);
    view->scrollTo(index);
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
}

} // namespace stevedore::test
