// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/signin/grants.h"

namespace stevedore::sandbox {

/// The sign-ins of devices that are under way: asked for, then decided on a page, then polled for once more. May be
/// used by any thread.
class Devices
{
public:
    /// Makes its table. Throws SqlError.
    Devices(Store& store, Grants& grants);

    struct Codes
    {
        QString deviceCode;
        QString userCode; ///< "KQTX-MHDR"
    };
    /// `consent` without a user. The codes can be used for lifeMs.
    Codes make(const Consent& consent);
    static constexpr qint64 lifeMs = qint64(300) * 1000;
    static constexpr qint64 pollMs = qint64(30) * 1000;

    /// The device that waits for a decision under this user code, in any writing of it; what it asks for and its
    /// device code.
    struct Waiting
    {
        QString deviceCode;
        Consent consent;
    };
    std::optional<Waiting> waiting(const QString& userCode);
    /// The user's decision (nothing: denied). False if the device no longer waits for one.
    bool decide(const QString& deviceCode, std::optional<qint64> user);

    enum class Poll { Unknown, TooSoon, Pending, Denied, Expired, OtherDataCentre };
    /// The tokens of an allowed device, once; `here` is false at another data centre than the user's.
    tl::expected<Issued, Poll> poll(const QString& deviceCode, const QString& clientId, bool here);

private:
    Store& m_store;
    Grants& m_grants;
};

} // namespace stevedore::sandbox
