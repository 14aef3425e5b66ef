// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

#include <functional>

namespace stevedore {

/// The platform's store of secrets. Answers later, once, on the calling thread. A failure has the store's own words as
/// its detail.
class KeyStore
{
public:
    KeyStore() = default;
    virtual ~KeyStore() = default;
    Q_DISABLE_COPY_MOVE(KeyStore)

    /// Empty if there is nothing under this key.
    virtual void read(const QString& key, const std::function<void(const Result<QByteArray>&)>& done) = 0;
    virtual void write(const QString& key, const QByteArray& secret,
                       const std::function<void(const Result<void>&)>& done) = 0;
    virtual void remove(const QString& key) = 0;
};

} // namespace stevedore
