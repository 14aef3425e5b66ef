// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/options.h"

#include <QList>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QList<NamedBehaviour> knownFaults()
{
    return {
        {u"create-reply-lost"_s, u"the N-th write job is accepted, then the connection is closed without an answer"_s},
        {u"create-500"_s, u"the N-th write job is accepted, then answered with INTERNAL_ERROR"_s},
        {u"token-expired"_s, u"every N-th call finds its access token expired"_s},
        {u"busy-429"_s, u"every N-th call is answered with TOO_MANY_REQUESTS"_s},
        {u"job-failed"_s, u"the N-th write job fails half way"_s},
        {u"read-job-failed"_s, u"the N-th read job fails"_s},
    };
}

} // namespace stevedore::sandbox
