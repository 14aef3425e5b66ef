// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "cli/output.h"
#include "crm/tokenstore.h"
#include "transfer/engine.h"

#include <QEventLoop>

#include <memory>

namespace stevedore::cli {

/// What the words before the command's name say.
struct GlobalOptions
{
    QString home;
    QString connection;
    QString connectionFile;
    bool json = false;
    bool quiet = false;
    QString poll = {};
    QString partRows = {};
    Pace pace = {};

    /// Sets the pace by what was given; false if that makes no sense.
    bool readPace();
};

/// What commands work with. The engine is made when it is first asked for: looking at a file needs none.
class Context
{
public:
    explicit Context(const GlobalOptions& options);

    Output& output() { return m_output; }
    const GlobalOptions& options() const { return m_options; }

    Result<Engine*> engine();
    /// The engine, signed in.
    Result<Engine*> connectedEngine();
    /// A saved one, if the command line names none.
    void useConnection(const QString& name);
    /// Where files of other encodings are transcoded; needs no journal.
    QString scratchFolder() const;
    /// Where what was unpacked is kept: an import may be resumed after days, from the same rows.
    QString sourcesFolder() const;
    /// Says what went wrong and gives the exit code for it.
    int failed(const Failure& failure);

    /// Runs the event loop until `start`'s callback was called.
    template <typename T>
    static Result<T> await(const std::function<void(std::function<void(Result<T>)>)>& start)
    {
        QEventLoop loop;
        std::optional<Result<T>> answer;
        start([&](Result<T> result) {
            answer = std::move(result);
            loop.quit();
        });
        if (!answer)
            loop.exec();
        return *answer;
    }

private:
    Result<void> connect(Engine& engine);

    GlobalOptions m_options;
    Output m_output;
    SystemClock m_clock;
    std::unique_ptr<FileTokenStore> m_tokens;
    std::unique_ptr<Engine> m_engine;
};

} // namespace stevedore::cli
