// SPDX-License-Identifier: GPL-3.0-or-later
// What comes to the address where the sign-in's answer is waited for: only a GET of the one path with the right host
// and the right state is that answer.
#include "crm/signin/loopbackrequest.h"
#include "fuzz/require.h"

#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray head(reinterpret_cast<const char*>(data), qsizetype(size));
    const QByteArray state = "q7Zl0aVdT3k";
    const LoopbackRequest request = judgeLoopbackRequest(head, "127.0.0.1:8123", state);
    if (request.kind == LoopbackRequest::Kind::Answer) {
        require(head.startsWith("GET /callback") && head.contains("127.0.0.1:8123"));
        require(head.contains(state) || head.contains('%'));
        require(request.answer.code.isEmpty() != request.answer.error.isEmpty());
    } else {
        require(request.answer == LoopbackAnswer());
    }
    return 0;
}
