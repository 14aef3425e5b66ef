// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/keychain/keystore.h"

#include <QObject>

namespace QKeychain {
class Job;
}

namespace stevedore {

/// The key store of the desktop (the Secret Service of GNOME, KWallet) through QtKeychain, whose fallback to plain text
/// is never used. While it is unlocked, every program of the same user can read it.
class QtKeychainStore final : public QObject, public KeyStore
{
    Q_OBJECT

public:
    void read(const QString& key, const std::function<void(const Result<QByteArray>&)>& done) override;
    void write(const QString& key, const QByteArray& secret,
               const std::function<void(const Result<void>&)>& done) override;
    void remove(const QString& key) override;

private:
    void start(QKeychain::Job* job, const QString& key, const std::function<void(QKeychain::Job*)>& done);
};

} // namespace stevedore
