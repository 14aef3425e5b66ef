// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/options.h"

#include <QList>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QList<NamedBehaviour> knownQuirks()
{
    return {
        {u"status-inprogress"_s, u"a running job is INPROGRESS, not IN PROGRESS"_s},
        {u"absolute-download-url"_s, u"download_url starts with the host"_s},
        {u"status-uppercase"_s, u"the STATUS column says ADDED, UPDATED, SKIPPED"_s},
        {u"result-shuffled"_s, u"rows of the result are in another order than those of the upload"_s},
        {u"result-trimmed"_s, u"values echoed in the result have lost the blanks around them"_s},
        {u"result-by-index"_s, u"the three echoed columns are the first of the file, not of the mapping"_s},
        {u"result-expired"_s, u"results are past their seven days at once"_s},
        {u"file-id-number"_s, u"file_id is a JSON number"_s},
        {u"skipped-with-id"_s, u"RECORD_ID of a skipped row names the record that is in the way"_s},
        {u"job-not-found-400"_s, u"an unknown job is answered with 400, not 404"_s},
    };
}

QList<NamedBehaviour> knownFaults()
{
    return {
        {u"create-reply-lost"_s, u"the N-th write job is accepted, then the connection is closed without an answer"_s},
        {u"create-500"_s, u"the N-th write job is accepted, then answered with INTERNAL_ERROR"_s},
        {u"token-expired"_s, u"every N-th call finds its access token expired"_s},
        {u"busy-429"_s, u"every N-th call is answered with TOO_MANY_REQUESTS"_s},
        {u"job-failed"_s, u"the N-th write job fails half way"_s},
    };
}

} // namespace stevedore::sandbox
