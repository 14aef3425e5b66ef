add_library(stevedore_cli_lib STATIC
    cli/arguments.cpp cli/arguments.h
    cli/browser.cpp cli/browser.h
    cli/clitext.h
    cli/command.h
    cli/connectioncommands.cpp cli/connectioncommands.h
    cli/context.cpp cli/context.h
    cli/dryrunning.cpp cli/dryrunning.h
    cli/exportcommands.cpp cli/exportcommands.h
    cli/exporting.cpp cli/exporting.h
    cli/filecommands.cpp cli/filecommands.h
    cli/importcommands.cpp cli/importcommands.h
    cli/metadatacommands.cpp cli/metadatacommands.h
    cli/output.cpp cli/output.h
    cli/program.cpp cli/program.h
    cli/progress.cpp cli/progress.h
    cli/rehearsecommand.cpp cli/rehearsecommand.h
    cli/reportfile.cpp cli/reportfile.h
    cli/rowfiles.cpp cli/rowfiles.h
    cli/runcommand.cpp cli/runcommand.h
    cli/runner.cpp cli/runner.h
    cli/sendingback.cpp cli/sendingback.h
    cli/signincommand.cpp cli/signincommand.h
    cli/sourcefile.cpp cli/sourcefile.h
    cli/terminal.cpp cli/terminal.h
    cli/undocommand.cpp cli/undocommand.h)
target_include_directories(stevedore_cli_lib PUBLIC ${CMAKE_SOURCE_DIR}/app)
target_link_libraries(stevedore_cli_lib PUBLIC stevedore_options stevedore_transfer)
target_precompile_headers(stevedore_cli_lib PRIVATE <QtCore/QString> <QtCore/QJsonObject> <QtCore/QObject> <functional> <memory> <vector>)
add_executable(stevedore-cli cli_main.cpp)
target_link_libraries(stevedore-cli PRIVATE stevedore_cli_lib)
target_compile_definitions(stevedore-cli PRIVATE STEVEDORE_VERSION="${PROJECT_VERSION}")
