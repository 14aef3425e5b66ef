// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

#include <functional>
#include <memory>

namespace stevedore::sandbox {

/// A port of 127.0.0.1 and the threads that answer on it.
class Listener
{
public:
    using Handler = std::function<Answer(Request)>;

    /// Uploaded files are put into `folder`. `handler` is called by many threads.
    Listener(const QString& folder, Handler handler);
    ~Listener();
    Q_DISABLE_COPY_MOVE(Listener)

    /// 0 takes any free port. False if the port is taken.
    bool bind(int port);
    /// Begins to answer.
    void listen();
    /// Ends the calls that are under way.
    void stop();
    /// "http://127.0.0.1:8765"; empty before bind().
    QString url() const;

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace stevedore::sandbox
