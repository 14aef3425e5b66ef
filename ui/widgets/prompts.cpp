// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/prompts.h"

#include <QAbstractButton>
#include <QDesktopServices>
#include <QFileDialog>
#include <QMessageBox>
#include <QUrl>

namespace stevedore::ui {

namespace {

std::optional<QString> given(const QString& path)
{
    return path.isEmpty() ? std::nullopt : std::optional(path);
}

} // namespace

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

bool DialogPrompts::openAddress(QWidget*, const QUrl& address)
{
    return QDesktopServices::openUrl(address);
}

} // namespace stevedore::ui
