// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/keychain/qtkeychainstore.h"

#include <qt6keychain/keychain.h>

namespace stevedore {

namespace {

QString service()
{
    return QStringLiteral("stevedore");
}

} // namespace

void QtKeychainStore::start(QKeychain::Job* job, const QString& key, const std::function<void(QKeychain::Job*)>& done)
{
    job->setInsecureFallback(false);
    job->setKey(key);
    connect(job, &QKeychain::Job::finished, this, done);
    job->start();
}

void QtKeychainStore::read(const QString& key, const std::function<void(const Result<QByteArray>&)>& done)
{
    auto* job = new QKeychain::ReadPasswordJob(service());
    start(job, key, [job, done](QKeychain::Job*) {
        if (job->error() == QKeychain::NoError)
            done(job->binaryData());
        else if (job->error() == QKeychain::EntryNotFound)
            done(QByteArray());
        else
            done(fail(FailureKind::SignIn,
                      tr("The key store of this computer gives no secret out: %1.").arg(job->errorString()),
                      job->errorString()));
    });
}

void QtKeychainStore::write(const QString& key, const QByteArray& secret,
                            const std::function<void(const Result<void>&)>& done)
{
    auto* job = new QKeychain::WritePasswordJob(service());
    job->setBinaryData(secret);
    start(job, key, [job, done](QKeychain::Job*) {
        if (job->error() == QKeychain::NoError)
            done({});
        else
            done(fail(FailureKind::SignIn,
                      tr("The key store of this computer took no secret: %1.").arg(job->errorString()),
                      job->errorString()));
    });
}

void QtKeychainStore::remove(const QString& key)
{
    // What cannot be removed was never there, or stays in a store that its owner alone can open.
    start(new QKeychain::DeletePasswordJob(service()), key, [](QKeychain::Job*) {});
}

} // namespace stevedore
