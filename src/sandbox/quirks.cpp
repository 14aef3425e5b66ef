// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/quirks.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

Quirks::Quirks(std::initializer_list<Quirk> on)
{
    for (const Quirk quirk : on)
        set(quirk, true);
}

Quirks& Quirks::operator=(const Quirks& other)
{
    if (this != &other)
        m_bits.store(other.m_bits.load());
    return *this;
}

void Quirks::set(Quirk quirk, bool on)
{
    if (on)
        m_bits.fetch_or(bit(quirk));
    else
        m_bits.fetch_and(~bit(quirk));
}

const QList<NamedQuirk>& knownQuirks()
{
    static const QList<NamedQuirk> all = {
        {Quirk::StatusInprogress, u"status-inprogress"_s, u"a running job is INPROGRESS, not IN PROGRESS"_s},
        {Quirk::AbsoluteDownloadUrl, u"absolute-download-url"_s, u"download_url starts with the host"_s},
        {Quirk::FileIdNumber, u"file-id-number"_s, u"file_id is a JSON number"_s},
        {Quirk::UploadErrorsCoded, u"upload-errors-coded"_s,
         u"missing headers and too large uploads are refused with MANDATORY_NOT_FOUND and INVALID_DATA"_s},
        {Quirk::FileIdOnce, u"file-id-once"_s, u"a file_id is good for one job only"_s},
        {Quirk::ResultShuffled, u"result-shuffled"_s,
         u"rows of the result are in another order than those of the upload"_s},
        {Quirk::StatusUppercase, u"status-uppercase"_s, u"the STATUS column says ADDED, UPDATED, SKIPPED"_s},
        {Quirk::StatusCapitalised, u"status-capitalised"_s, u"the STATUS column says Added, Updated, Skipped"_s},
        {Quirk::ResultByIndex, u"result-by-index"_s,
         u"the three echoed columns are the first of the file, not of the mapping"_s},
        {Quirk::ResultTrimmed, u"result-trimmed"_s, u"values echoed in the result have lost the blanks around them"_s},
        {Quirk::ResultReformatted, u"result-reformatted"_s,
         u"values echoed in the result are written as the CRM keeps them: ISO dates, plain numbers"_s},
        {Quirk::ResultExpired, u"result-expired"_s, u"results are past their seven days at once"_s},
        {Quirk::SkippedWithId, u"skipped-with-id"_s,
         u"RECORD_ID of a skipped row names the record that is in the way"_s},
        {Quirk::JobNotFound400, u"job-not-found-400"_s, u"an unknown job is answered with 400, not 404"_s},
        {Quirk::LayoutRequiredIgnored, u"layout-required-ignored"_s,
         u"bulk insert does not ask for what only the layout requires"_s},
        {Quirk::SystemDuplicatesRefused, u"system-duplicates-refused"_s,
         u"bulk insert refuses values that the system's duplicate-check field has already"_s},
        {Quirk::MultiselectComma, u"multiselect-comma"_s,
         u"values of a multi-select cell are separated by commas, not semicolons"_s},
        {Quirk::PicklistActual, u"picklist-actual"_s,
         u"picklist cells of a bulk write hold actual values, not display values"_s},
        {Quirk::PicklistStrict, u"picklist-strict"_s, u"bulk write refuses picklist values that the list lacks"_s},
        {Quirk::BooleanDigits, u"boolean-digits"_s, u"bulk write takes 1 and 0 for true and false"_s},
        {Quirk::IsoDates, u"iso-dates"_s, u"bulk write takes ISO dates without a format"_s},
        {Quirk::SubformLimitPerFile, u"subform-limit-per-file"_s,
         u"the 200 subform rows are counted for the file, not for each parent"_s},
        {Quirk::AllSkippedIsSkipped, u"all-skipped-is-skipped"_s,
         u"a job whose rows were all skipped ends as SKIPPED, not COMPLETED"_s},
        {Quirk::FailedBare, u"failed-bare"_s, u"a failed job tells neither counts nor a result"_s},
        {Quirk::ResourceCodeInprogress, u"resource-code-inprogress"_s,
         u"resource.code of a completed job still says INPROGRESS"_s},
        {Quirk::CallbackNull, u"callback-null"_s, u"job details have callback: null where none was set"_s},
        {Quirk::JobsShared, u"jobs-shared"_s, u"jobs and uploads of one user are known to the others"_s},
        {Quirk::WorkflowsOnBulkWrite, u"workflows-on-bulk-write"_s, u"bulk write sets off workflows"_s},
        {Quirk::BulkCallsAreHeavy, u"bulk-calls-are-heavy"_s,
         u"bulk calls count among the ten heavy calls at the same time"_s},
        {Quirk::ErrorsInData, u"errors-in-data"_s, u"errors of bulk read come inside data[], not bare"_s},
        {Quirk::ReadQueued, u"read-queued"_s, u"a read job is QUEUED before it is IN PROGRESS"_s},
        {Quirk::ReadResultEarly, u"read-result-early"_s, u"a read job shows a result before it is COMPLETED"_s},
        {Quirk::ReadHeaderId, u"read-header-Id"_s, u"the id column of a bulk read is called Id"_s},
        {Quirk::ReadZipType, u"read-zip-type"_s,
         u"bulk read results come as application/zip, not application/x-download"_s},
        {Quirk::ReadInLimit20, u"read-in-limit-20"_s, u"a criterion takes 20 values, not 200"_s},
        {Quirk::ReadPages500, u"read-pages-500"_s, u"bulk read pages go to 500, not 50"_s},
        {Quirk::AuthenticationFailure, u"authentication-failure"_s,
         u"a bad access token is AUTHENTICATION_FAILURE, not INVALID_TOKEN"_s},
        {Quirk::AccessDenied200, u"access-denied-200"_s, u"throttled token calls are answered with 200, not 400"_s},
        {Quirk::ScopeMissing, u"scope-missing"_s, u"token answers do not name the scopes"_s},
        {Quirk::SecretAsInvalidClient, u"secret-as-invalid-client"_s,
         u"a wrong client secret or redirect URI is invalid_client"_s},
        {Quirk::DenyAsPage, u"deny-as-page"_s, u"refusing to sign in shows a page instead of redirecting"_s},
        {Quirk::CodeThreeMinutes, u"code-three-minutes"_s, u"a code is good for three minutes, not two"_s},
        {Quirk::CountLags, u"count-lags"_s, u"record counts are up to five minutes old"_s},
    };
    return all;
}

std::optional<Quirk> quirkNamed(const QString& name)
{
    for (const NamedQuirk& known : knownQuirks())
        if (known.name == name)
            return known.quirk;
    return std::nullopt;
}

} // namespace stevedore::sandbox
