// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes from the wire to the verdict on a create call: however they are cut into pieces it is the same, and a part of
// them is never taken for another job, unless the server does not say how much is to come. The first byte is the size
// of the pieces.
#include "crm/replyreader.h"
#include "crm/verdict.h"
#include "fuzz/require.h"

#include <algorithm>
#include <cstdint>

using namespace stevedore;
using test::require;

namespace {

constexpr qint64 mostBody = 64LL * 1024;

/// As the client takes it: a reply counts only whole.
CreateVerdict verdictOn(const ReplyReader& reader)
{
    if (reader.state() == ReplyReader::State::Whole)
        return createVerdict(reader.reply());
    return createVerdict(tl::unexpected(HttpFailure{HttpFailure::Proof::None, Failure{}}));
}

bool saysLength(QByteArrayView bytes)
{
    ReplyReader reader(mostBody);
    reader.feed(bytes);
    return !reader.reply().header("content-length").isEmpty() || !reader.reply().header("transfer-encoding").isEmpty();
}

CreateVerdict verdictOn(QByteArrayView bytes, qsizetype piece)
{
    ReplyReader reader(mostBody);
    for (qsizetype at = 0; at < bytes.size(); at += piece)
        reader.feed(bytes.sliced(at, std::min(piece, bytes.size() - at)));
    reader.end();
    return verdictOn(reader);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView bytes(data + 1, qsizetype(size - 1));
    const CreateVerdict whole = verdictOn(bytes, bytes.size());
    const CreateVerdict pieces = verdictOn(bytes, 1 + data[0]);
    require(whole.verdict == pieces.verdict && whole.jobId == pieces.jobId);
    require((whole.verdict == Verdict::Done) == !whole.jobId.isEmpty());
    const bool measured = saysLength(bytes);
    // At most so many places, spread over the whole.
    constexpr qsizetype mostCuts = 64;
    const qsizetype step = 1 + bytes.size() / mostCuts;
    for (qsizetype cut = 0; cut < bytes.size(); cut += step) {
        const CreateVerdict part = verdictOn(bytes.first(cut), bytes.size());
        require(part.verdict != Verdict::Done || part.jobId == whole.jobId || !measured);
    }
    return 0;
}
