// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/prompts.h"

#include "widgets/icons.h"
#include "widgets/tabledialog.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QSystemTrayIcon>
#include <QUrl>

namespace stevedore::ui {

namespace {

std::optional<QString> given(const QString& path)
{
    return path.isEmpty() ? std::nullopt : std::optional(path);
}

} // namespace

DialogPrompts::DialogPrompts() = default;
DialogPrompts::~DialogPrompts() = default;

std::optional<QString> DialogPrompts::openFile(QWidget* parent, const QString& title, const QString& filter)
{
    return given(QFileDialog::getOpenFileName(parent, title, {}, filter));
}

std::optional<QString> DialogPrompts::saveFile(QWidget* parent, const QString& title, const QString& proposal,
                                               const QString& filter)
{
    return given(QFileDialog::getSaveFileName(parent, title, proposal, filter));
}

bool DialogPrompts::confirm(QWidget* parent, const QString& question, const QString& detail, const QString& doIt,
                            const QString& leaveIt)
{
    QMessageBox box(parent);
    box.setTextFormat(Qt::PlainText);
    box.setText(question);
    box.setInformativeText(detail);
    const QAbstractButton* const yes = box.addButton(doIt, QMessageBox::AcceptRole);
    box.setDefaultButton(box.addButton(leaveIt, QMessageBox::RejectRole));
    box.exec();
    return box.clickedButton() == yes;
}

bool DialogPrompts::confirmTable(QWidget* parent, const TableQuestion& question)
{
    return askAboutTable(parent, question);
}

bool DialogPrompts::openAddress(QWidget*, const QUrl& address)
{
    return QDesktopServices::openUrl(address);
}

void DialogPrompts::notify(QWidget* window, const QString& headline, const QString& detail)
{
    QApplication::alert(window);
    if (!QSystemTrayIcon::isSystemTrayAvailable() || !QSystemTrayIcon::supportsMessages())
        return;
    if (!m_tray) {
        m_tray = std::make_unique<QSystemTrayIcon>(
            colouredIcon(QStringLiteral("import"), coloursOf(window->palette()).accent));
        QObject::connect(m_tray.get(), &QSystemTrayIcon::messageClicked, window, [window] {
            window->showNormal();
            window->raise();
            window->activateWindow();
        });
        // The icon is there for its message only.
        QObject::connect(qApp, &QGuiApplication::applicationStateChanged, m_tray.get(),
                         [tray = m_tray.get()](Qt::ApplicationState state) {
                             if (state == Qt::ApplicationActive)
                                 tray->hide();
                         });
    }
    m_tray->show();
    m_tray->showMessage(headline, detail, m_tray->icon());
}

} // namespace stevedore::ui
