// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <optional>

namespace stevedore::sandbox {

/// What the documentation leaves open. Off is what its text or its first sample says; on is another form that its other
/// texts, the vendor's client library or live imports suggest.
enum class Quirk {
    // Bulk write
    StatusInprogress,
    AbsoluteDownloadUrl,
    FileIdNumber,
    UploadErrorsCoded,
    FileIdOnce,
    ResultShuffled,
    StatusUppercase,
    StatusCapitalised,
    ResultByIndex,
    ResultTrimmed,
    ResultReformatted,
    ResultExpired,
    SkippedWithId,
    JobNotFound400,
    LayoutRequiredIgnored,
    SystemDuplicatesRefused,
    MultiselectComma,
    PicklistActual,
    PicklistStrict,
    BooleanDigits,
    IsoDates,
    SubformLimitPerFile,
    AllSkippedIsSkipped,
    FailedBare,
    ResourceCodeInprogress,
    CallbackNull,
    JobsShared,
    WorkflowsOnBulkWrite,
    BulkCallsAreHeavy,
    // Bulk read
    ErrorsInData,
    ReadQueued,
    ReadResultEarly,
    ReadHeaderId,
    ReadZipType,
    ReadInLimit20,
    ReadPages500,
    // Sign-in
    AuthenticationFailure,
    AccessDenied200,
    ScopeMissing,
    SecretAsInvalidClient,
    DenyAsPage,
    CodeThreeMinutes,
    // Records
    CountLags,
};

/// The switches of a server, all off at first. May be read and turned by any thread.
class Quirks
{
public:
    Quirks(std::initializer_list<Quirk> on = {});
    Quirks(const Quirks& other) : m_bits(other.m_bits.load()) {}
    Quirks& operator=(const Quirks& other);

    bool on(Quirk quirk) const { return (m_bits.load(std::memory_order_relaxed) & bit(quirk)) != 0; }
    void set(Quirk quirk, bool on);

private:
    static std::uint64_t bit(Quirk quirk) { return std::uint64_t(1) << static_cast<int>(quirk); }

    std::atomic<std::uint64_t> m_bits{0};
};

struct NamedQuirk
{
    Quirk quirk;
    QString name; ///< as on the command line and in control calls
    QString meaning;
};

/// All of them, in the order of the enum.
const QList<NamedQuirk>& knownQuirks();
std::optional<Quirk> quirkNamed(const QString& name);

} // namespace stevedore::sandbox
