// SPDX-License-Identifier: GPL-3.0-or-later
#include "unit/joinworld.h"

#include "transfer/join/echo.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace stevedore::test {

namespace {

enum Distortion { None, Trim, Case, Cut, Encode, Blank, Rewrite, Anything, kinds };

const std::array names{"Ann",  "Anna", "Annabelle", "Müller",  "Muller",  "Mueller", "Søren & Co", "Soren & Co", "a b",
                       "A  B", "",     "ann",       "Übersee", "O'Neill", "Łódź",    "王伟",       "x"};
const std::array numbers{"1", "1.0", "1.00", "10", "100", "007", "7", "1200.50", "1200.5", "-3", ""};
const std::array dates{"2001-12-31", "2001-12-30", "1999-01-02", "2010-10-10"};
const std::array errorTexts{"DUPLICATE_DATA-Email", "INVALID_DATA-Phone", "MANDATORY_NOT_FOUND-Company,Last_Name"};

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
    return text;
}

std::string cutTo(const std::string& value, int characters)
{
    return QString::fromStdString(value).left(characters).toStdString();
}

std::string reEncoded(const std::string& value, int way)
{
    const QString text = QString::fromStdString(value);
    switch (way) {
    case 0:
        return text.toLatin1().toStdString() == value ? value : QString::fromLatin1(text.toUtf8()).toStdString();
    case 1: {
        QString out = text;
        for (QChar& c : out)
            c = c.unicode() < 0x80 ? c : QChar(u'?');
        return out.toStdString();
    }
    case 2:
        return text.normalized(QString::NormalizationForm_D).toStdString();
    case 3:
        return replaced(replaced(replaced(replaced(value, "ü", "u"), "ø", "o"), "Ł", "L"), "ó", "o");
    default:
        return replaced(replaced(replaced(value, "ü", "ue"), "&", "&amp;"), "'", "&#39;");
    }
}

std::string rewritten(const std::string& value, int way)
{
    if (std::find(dates.begin(), dates.end(), value) != dates.end())
        return way % 2 ? value.substr(5, 2) + "/" + value.substr(8, 2) + "/" + value.substr(0, 4)
                       : value.substr(8, 2) + " Dec " + value.substr(0, 4);
    if (std::find(numbers.begin(), numbers.end(), value) == numbers.end() || value.empty())
        return value;
    const double number = QString::fromStdString(value).toDouble();
    switch (way) {
    case 0:
        return QString::number(number, 'f', 2).toStdString();
    case 1:
        return QString::number(number).toStdString();
    default:
        return number == 1200.5 ? "1,200.50" : "$" + value;
    }
}

} // namespace

JoinWorld::JoinWorld(quint32 seed) : m_random(seed)
{
    m_kind = below(kinds);
    m_often = std::array{5, 50, 100}[std::size_t(below(3))];
    m_cut = 1 + below(8);
    makeRows();
    // Not both: of two rows with one id, the loss of one would leave nothing to notice.
    const bool spoiled = chance(15);
    if (spoiled)
        spoilOutcomes();
    makeResult();
    if (!spoiled && chance(30))
        loseAndDouble();
    makeRecords();
    for (const std::size_t i : m_order)
        m_gentle = m_gentle && m_rows[i].truth.fate != Fate::Unknown;
    m_gentle = m_gentle && (m_kind == None || m_kind == Trim || m_kind == Case);
}

void JoinWorld::makeRows()
{
    const int size = below(1'000) < 3 ? 25'000 : chance(10) ? 1 + below(1'000) : 1 + below(80);
    const bool telling = chance(60);
    const int variety = 1 + below(3 * size);
    const int mixed = std::array{0, 10, 60}[std::size_t(below(3))];
    const bool upsert = chance(30);
    for (int i = 0; i < size; ++i) {
        Row row;
        const int who = below(variety);
        const std::string number = std::to_string(who);
        row.values = {telling || chance(50) ? "user" + number + "@x.de" : names[std::size_t(who) % names.size()],
                      names[std::size_t(below(3) * who) % names.size()],
                      chance(50) ? numbers[std::size_t(who) % numbers.size()] : dates[std::size_t(who) % dates.size()],
                      chance(70) ? "030 " + std::to_string(below(6)) : std::string(),
                      dates[std::size_t(below(int(dates.size())))]};
        if (chance(mixed)) {
            const int what = below(4);
            row.truth.fate = what == 0 ? Fate::Unprocessed : what == 1 ? Fate::Skipped : Fate::Refused;
            row.status = what == 0 ? "unprocessed" : "SKIPPED";
            if (row.truth.fate == Fate::Refused)
                row.truth.errors = QString::fromLatin1(errorTexts[std::size_t(below(int(errorTexts.size())))]);
        } else {
            const bool update = upsert && chance(50);
            row.truth.fate = update ? Fate::Updated : Fate::Added;
            row.status = update ? "Updated" : "added";
            // Two rows may update the same record.
            row.writtenId = std::to_string(5'000'000'000'000'000'000 + (update && i > 0 && chance(20) ? below(i) : i));
            row.truth.recordId = QString::fromStdString(row.writtenId);
        }
        m_rows.push_back(std::move(row));
    }
}

/// Words that nobody knows, ids that are missing, damaged or there twice.
void JoinWorld::spoilOutcomes()
{
    for (int i = 1 + below(3); i > 0; --i) {
        Row& row = m_rows[std::size_t(below(int(m_rows.size())))];
        Row& other = m_rows[std::size_t(below(int(m_rows.size())))];
        // Spoiling a row twice may make it whole again.
        if (row.truth.fate == Fate::Unknown || other.truth.fate == Fate::Unknown)
            continue;
        const int how = below(4);
        if (how == 0)
            row.status = "deferred";
        else if (row.writtenId.empty())
            continue;
        else if (how == 1)
            row.writtenId.clear();
        else if (how == 2)
            row.writtenId = "5.00E+18";
        else if (&row != &other && row.status == "added" && other.status == "added")
            row.writtenId = other.writtenId;
        else
            continue;
        row.truth = {Fate::Unknown, {}, {}, JoinReason::UnknownWord};
        if (how == 3)
            other.truth = {Fate::Unknown, {}, {}, JoinReason::UnknownWord};
    }
}

std::string JoinWorld::distorted(const std::string& value)
{
    switch (m_kind == Anything ? below(kinds - 1) : m_kind) {
    case Trim:
        return "  " + replaced(value, " ", "   ") + "\t";
    case Case:
        return (chance(50) ? QString::fromStdString(value).toLower() : QString::fromStdString(value).toUpper())
            .toStdString();
    case Cut:
        return cutTo(value, chance(80) ? m_cut : below(6));
    case Encode:
        return reEncoded(value, below(5));
    case Blank:
        return {};
    case Rewrite:
        return rewritten(value, below(3));
    default:
        return value;
    }
}

void JoinWorld::makeResult()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_sent.rows.emplace_back(qint64(i) * 3 + 1);
        std::string& echo = m_sent.echo.emplace_back();
        for (std::size_t k = 0; k < echoedColumns; ++k)
            appendEchoCell(echo, m_rows[i].values[k]);
        m_order.push_back(i);
    }
    if (chance(70))
        std::shuffle(m_order.begin(), m_order.end(), m_random);
    m_result.columns = {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C")};
    JobCounts counts;
    for (const std::size_t i : m_order) {
        const Row& row = m_rows[i];
        std::string echo;
        for (std::size_t k = 0; k < echoedColumns; ++k)
            appendEchoCell(echo, chance(m_often) ? distorted(row.values[k]) : row.values[k]);
        m_result.rows.push_back({echo, row.status, row.writtenId, row.truth.errors.toStdString()});
        counts.added += row.status == "added";
        counts.updated += row.status == "Updated";
        counts.skipped += row.status == "SKIPPED";
    }
    if (chance(50))
        m_counts = counts;
}

/// A row of the result with another status is written in place of one of `echo`. It looks the same, if so wanted, so
/// that nothing near it can show it; and was not added, for then its id would.
void JoinWorld::overwrite(const std::string& echo, bool alike)
{
    const auto may = [&](const ResultRow& row) { return row.status != "unprocessed" && row.status != "deferred"; };
    for (ResultRow& gone : m_result.rows) {
        if (gone.echo != echo || !may(gone))
            continue;
        for (const ResultRow& other : m_result.rows) {
            if ((alike && other.echo != echo) || other.status == gone.status || other.status == "added" || !may(other))
                continue;
            gone = other;
            return;
        }
    }
}

/// Of a row that has a twin with another status, if there is one.
std::string JoinWorld::echoToSpoil()
{
    const std::size_t start = std::size_t(below(int(m_result.rows.size())));
    std::unordered_map<std::string, const ResultRow*> seen;
    for (std::size_t i = 0; i < m_result.rows.size(); ++i) {
        const ResultRow& row = m_result.rows[(start + i) % m_result.rows.size()];
        if (const auto [at, isNew] = seen.emplace(row.echo, &row); !isNew && at->second->status != row.status)
            return row.echo;
    }
    return m_result.rows[start].echo;
}

/// Rows are left out or written twice. As many of both are noticed only by the numbers of the job, and only if the two
/// have another status; or by the number of rows elsewhere.
void JoinWorld::loseAndDouble()
{
    m_gentle = false;
    if (chance(50)) {
        const std::string echo = echoToSpoil();
        if (m_counts)
            overwrite(echo, chance(90));
        else if (loseElsewhere(echo))
            overwrite(echo, true);
        return;
    }
    const int lost = below(3);
    const int doubled = lost == 0 ? 1 + below(3) : 0;
    for (int i = 0; i < doubled; ++i)
        m_result.rows.push_back(m_result.rows[std::size_t(below(int(m_result.rows.size())))]);
    for (int i = 0; i < lost && !m_result.rows.empty(); ++i)
        m_result.rows.erase(m_result.rows.begin() + below(int(m_result.rows.size())));
    // Both at once, but not as many.
    if (lost > 1 && !m_result.rows.empty())
        m_result.rows.push_back(m_result.rows.front());
}

/// A row is written in place of another one whose echo cannot be taken for its own, not even by way of others: one is
/// missing and one is there twice, and who counts all rows notices nothing. False if there are not two such rows beside
/// `echo`.
bool JoinWorld::loseElsewhere(const std::string& echo)
{
    constexpr std::size_t mostRows = 80; // each is held against each
    const std::size_t size = m_rows.size();
    if (size > mostRows || (m_kind != None && m_kind != Trim && m_kind != Case))
        return false;
    std::vector<std::string> forms;
    for (const ResultRow& row : m_result.rows)
        forms.push_back(normalEcho(row.echo));
    const std::string kept = normalEcho(echo);
    const std::size_t lost = std::size_t(below(int(size)));
    std::vector<bool> near(size, false);
    near[lost] = true;
    for (std::vector<std::size_t> open{lost}; !open.empty();) {
        const std::size_t one = open.back();
        open.pop_back();
        for (std::size_t i = 0; i < size; ++i) {
            if (near[i] || !(mayBeEchoOf(forms[i], forms[one]) || mayBeEchoOf(forms[one], forms[i])))
                continue;
            near[i] = true;
            open.push_back(i);
        }
    }
    for (std::size_t i = 0; i < size; ++i) {
        if (near[i] || forms[i] == kept || forms[lost] == kept)
            continue;
        m_result.rows[lost] = m_result.rows[i];
        return true;
    }
    return false;
}

void JoinWorld::makeRecords()
{
    for (const FieldType type :
         {FieldType::Text, FieldType::Text, FieldType::Text, FieldType::Phone, FieldType::Date}) {
        Field field;
        field.apiName = QString(QLatin1Char(char('A' + m_values.fields.size())));
        field.type = type;
        m_values.fields.append(field);
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        m_values.rows.emplace(m_sent.rows[i], row.values);
        if (row.truth.recordId.isEmpty() || chance(5))
            continue;
        QJsonObject record;
        for (qsizetype k = 0; k < m_values.fields.size(); ++k) {
            const QString text = QString::fromStdString(row.values[std::size_t(k)]);
            // The CRM tidies, fills in, and leaves out what it has no right to show.
            if (chance(95))
                record.insert(m_values.fields[k].apiName,
                              text.isEmpty() ? QJsonValue(chance(50) ? QStringLiteral("filled") : QString())
                                             : QJsonValue(chance(80) ? text : text.simplified()));
        }
        m_records.insert(row.truth.recordId, record);
    }
}

} // namespace stevedore::test
