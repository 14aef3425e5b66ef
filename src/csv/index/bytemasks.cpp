// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/bytemasks.h"

#include "csv/utf8checker.h"

#include <array>
#include <cstring>

#ifndef STEVEDORE_BYTEMASKS_ONCE
#define STEVEDORE_BYTEMASKS_ONCE

namespace {

[[maybe_unused]] bool isWellFormedPlainly(const char* bytes, std::size_t size)
{
    stevedore::Utf8Checker checker;
    for (std::size_t i = 0; i < size; ++i)
        if (const auto verdict = checker.take(static_cast<unsigned char>(bytes[i]));
            verdict == stevedore::Utf8Checker::Verdict::Invalid ||
            verdict == stevedore::Utf8Checker::Verdict::InvalidBefore)
            return false;
    return !checker.midCharacter();
}

} // namespace

#endif

// Compiles what is between BEFORE and AFTER once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "csv/index/bytemasks.cpp" // NOLINT(cppcoreguidelines-macro-usage): Highway's way
// What is included anew each time has to come behind what does so.
// clang-format off
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
#include "csv/index/structure-inl.h"
// clang-format on

HWY_BEFORE_NAMESPACE();

namespace stevedore::HWY_NAMESPACE {

constexpr std::size_t group = 4; ///< vectors that are skipped together: a branch for each would often be guessed wrong

void findStructure(const char* bytes, std::size_t blocks, char delimiter, char quote, ByteMasks* masks)
{
    const Structure structure(delimiter, quote);
    for (std::size_t block = 0; block < blocks; ++block)
        masks[block] = structure.at(unsignedBytes(bytes) + block * 64);
}

/// What can be wrong with two bytes that stand one behind the other: one bit each. A fault is told by the first byte's
/// upper and lower half and the second one's upper half, which the three tables name the faults of.
struct Fault
{
    std::uint8_t bit;
    std::uint16_t firstUpper; ///< bit n: the half byte may be n
    std::uint16_t firstLower;
    std::uint16_t secondUpper;
};
constexpr std::uint16_t every = 0xFFFF;
constexpr std::uint16_t continuation = 0x0F00; // 80..BF
constexpr Fault faults[] = {
    {0x01, 0xF000, every, 0xF0FF},             // a character begun is not gone on with
    {0x02, 0x00FF, every, continuation},       // one goes on that was not begun
    {0x04, 1 << 0xC, 0x0003, continuation},    // two bytes for what needs one
    {0x08, 1 << 0xE, 1 << 0x0, 0x0300},        // three for what needs two
    {0x10, 1 << 0xE, 1 << 0xD, 0x0C00},        // half of a surrogate pair
    {0x20, 1 << 0xF, 0xFFF0, 0x0E00},          // beyond U+10FFFF
    {0x40, 1 << 0xF, 0xFFE1, 0x0100},          // the same, or four bytes for what needs three
    {0x80, continuation, every, continuation}, // the third byte or the fourth: whether it may be decides the first
};

using Table = std::array<std::uint8_t, 16>;

constexpr Table tableOf(std::uint16_t Fault::*half)
{
    Table table{};
    for (const Fault& fault : faults)
        for (std::size_t i = 0; i < 16; ++i)
            if ((fault.*half >> i & 1) != 0)
                table[i] = static_cast<std::uint8_t>(table[i] | fault.bit);
    return table;
}

constexpr Table firstUpper = tableOf(&Fault::firstUpper);
constexpr Table firstLower = tableOf(&Fault::firstLower);
constexpr Table secondUpper = tableOf(&Fault::secondUpper);

/// Looks at the bytes of one vector, each with the three before it, which must be readable.
class Utf8Faults
{
public:
    explicit Utf8Faults(Bytes d)
        : m_d(d), m_firstUpper(hn::LoadDup128(d, firstUpper.data())),
          m_firstLower(hn::LoadDup128(d, firstLower.data())), m_secondUpper(hn::LoadDup128(d, secondUpper.data())),
          m_found(hn::Zero(d))
    {
    }

    void add(const std::uint8_t* p)
    {
        const Vector bytes = hn::LoadU(m_d, p);
        const Vector third = hn::LoadU(m_d, p - 3);
        const Vector high = hn::Set(m_d, std::uint8_t{0x80});
        const Vector first = hn::LoadU(m_d, p - 1);
        const Vector second = hn::LoadU(m_d, p - 2);
        const Vector pair = hn::And(hn::And(hn::TableLookupBytes(m_firstUpper, hn::ShiftRight<4>(first)),
                                            hn::TableLookupBytes(m_firstLower, lowerHalf(first))),
                                    hn::TableLookupBytes(m_secondUpper, hn::ShiftRight<4>(bytes)));
        // The upper bit is set behind a first byte from E0 on, or two behind one from F0 on.
        const Vector goesOn = hn::Or(hn::SaturatedSub(second, hn::Set(m_d, std::uint8_t{0xE0 - 0x80})),
                                     hn::SaturatedSub(third, hn::Set(m_d, std::uint8_t{0xF0 - 0x80})));
        m_found = hn::Or(m_found, hn::Xor(pair, hn::And(goesOn, high)));
    }
    /// The same of several vectors, at once if they are ASCII.
    void addGroup(const std::uint8_t* p)
    {
        const std::size_t lanes = hn::Lanes(m_d);
        Vector all = hn::LoadU(m_d, p - 3);
        for (std::size_t i = 0; i < group; ++i)
            all = hn::Or(all, hn::LoadU(m_d, p + i * lanes));
        if (hn::AllTrue(m_d, hn::Eq(hn::And(all, hn::Set(m_d, std::uint8_t{0x80})), hn::Zero(m_d))))
            return;
        for (std::size_t i = 0; i < group; ++i)
            add(p + i * lanes);
    }
    bool any() const { return !hn::AllTrue(m_d, hn::Eq(m_found, hn::Zero(m_d))); }

private:
    Vector lowerHalf(Vector bytes) const { return hn::And(bytes, hn::Set(m_d, std::uint8_t{0x0F})); }

    Bytes m_d;
    Vector m_firstUpper;
    Vector m_firstLower;
    Vector m_secondUpper;
    Vector m_found;
};

bool isWellFormedUtf8(const char* bytes, std::size_t size)
{
    const Bytes d;
    const std::size_t lanes = hn::Lanes(d);
    if (lanes < 16) // too short for the tables
        return isWellFormedPlainly(bytes, size);
    Utf8Faults faultsSeen(d);
    const std::uint8_t* p = unsignedBytes(bytes);
    // The first and the last bytes are looked at in a copy with ASCII around it.
    std::uint8_t edge[3 + 64 + 64 + 3] = {};
    const std::size_t head = size < lanes + 3 ? size : lanes;
    std::memcpy(edge + 3, p, head);
    for (std::size_t at = 0; at < head; at += lanes)
        faultsSeen.add(edge + 3 + at);
    if (head == size) {
        faultsSeen.add(edge + 3 + (size / lanes) * lanes);
        faultsSeen.add(edge + 3 + (size / lanes) * lanes + 3);
        return !faultsSeen.any();
    }
    std::size_t at = head;
    for (; at + group * lanes <= size; at += group * lanes)
        faultsSeen.addGroup(p + at);
    for (; at + lanes <= size; at += lanes)
        faultsSeen.add(p + at);
    std::memset(edge, 0, sizeof edge);
    std::memcpy(edge, p + at - 3, size - at + 3);
    faultsSeen.add(edge + 3);
    faultsSeen.add(edge + 6);
    return !faultsSeen.any();
}

} // namespace stevedore::HWY_NAMESPACE

HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace stevedore {

HWY_EXPORT(findStructure);
HWY_EXPORT(isWellFormedUtf8);

void findStructure(const char* bytes, std::size_t blocks, char delimiter, char quote, ByteMasks* masks)
{
    HWY_DYNAMIC_DISPATCH(findStructure)(bytes, blocks, delimiter, quote, masks);
}

bool isWellFormedUtf8(const char* bytes, std::size_t size)
{
    return HWY_DYNAMIC_DISPATCH(isWellFormedUtf8)(bytes, size);
}

} // namespace stevedore

#endif
