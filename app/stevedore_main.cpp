// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/language.h"
#include "base/log.h"
#include "base/memorydump.h"
#include "crm/keychain/qtkeychainstore.h"
#include "crm/keychain/secretvault.h"
#include "mainwindow.h"
#include "widgets/prompts.h"
#include "widgets/theme.h"
#include "window/connectionsbinder.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

struct Options
{
    QString home;
    QString connectionFile;
    QString connection;
    QString file;
};

Options readOptions(const QApplication& app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Loads CSV files into Zoho CRM."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption home(u"home"_s, QApplication::translate("main", "Folder of the journal."), u"DIR"_s,
                                  QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation));
    const QCommandLineOption file(u"connection-file"_s, QApplication::translate("main", "Connects with this file."),
                                  u"FILE.json"_s);
    const QCommandLineOption name(u"connection"_s, QApplication::translate("main", "Connects to a saved connection."),
                                  u"NAME"_s);
    parser.addOptions({home, file, name});
    parser.addPositionalArgument(u"file"_s, QApplication::translate("main", "CSV file to open."), u"[FILE]"_s);
    parser.process(app);
    return {parser.value(home), parser.value(file), parser.value(name), parser.positionalArguments().value(0)};
}

} // namespace

int main(int argc, char* argv[])
{
    stevedore::leaveNoMemoryDump();
    stevedore::redactMessages();
    QApplication app(argc, argv);
    stevedore::installLanguage(app);
    QApplication::setOrganizationName(u"Stevedore"_s);
    QApplication::setApplicationName(u"stevedore"_s);
    QApplication::setApplicationVersion(QStringLiteral(STEVEDORE_VERSION));
    const Options options = readOptions(app);

    stevedore::ui::Theme theme(app);
    stevedore::SystemClock clock;
    stevedore::SecretVault tokens(std::make_unique<stevedore::QtKeychainStore>(), options.home + u"/secrets"_s,
                                  QSettings().value(stevedore::ui::secretsInFileSetting).toBool());
    stevedore::Engine engine(options.home, clock, tokens);
    engine.setAutoResume(true);
    if (const auto opened = engine.open(); !opened) {
        QMessageBox::critical(nullptr, u"Stevedore"_s, opened.error().sentence);
        return 1;
    }
    stevedore::ui::DialogPrompts prompts;
    const QString sandbox = QDir(QApplication::applicationDirPath()).filePath(u"stevedore-sandbox"_s);
    stevedore::ui::MainWindow window(engine, prompts, theme, sandbox);
    window.useVault(tokens);
    window.show();
    if (!options.connectionFile.isEmpty()) {
        const auto connection = stevedore::readConnectionFile(options.connectionFile);
        if (!connection) {
            QMessageBox::critical(&window, u"Stevedore"_s, connection.error().sentence);
            return 1;
        }
        window.connectWith(*connection);
    } else if (!options.connection.isEmpty()) {
        window.connectWith(options.connection);
    } else {
        window.connectToResume();
    }
    if (!options.file.isEmpty())
        window.openFile(options.file);
    return QApplication::exec();
}
