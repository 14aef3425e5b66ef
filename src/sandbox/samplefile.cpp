// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/samplefile.h"

#include "sandbox/data/csvsplitter.h"
#include "sandbox/org/org.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace stevedore::sandbox {

namespace {

enum class Fault { None, EmptyLastName, BadEmail, RepeatedEmail, ImpossibleDate };

constexpr std::array firstNames = {"Anna",  "Björn",  "Chloé",   "Dieter", "Élise",  "François", "Günther", "Håkon",
                                   "Íñigo", "Jürgen", "Katrin",  "Lars",   "María",  "Niels",    "Olivia",  "Pedro",
                                   "Renée", "Søren",  "Thérèse", "Ulrike", "Victor", "Wiebke",   "Xavier",  "Yvonne",
                                   "Zoë",   "Åsa",    "Begoña",  "Carmen", "Jörg",   "Marlène"};
constexpr std::array lastNames = {
    "Müller",   "Schäfer", "García",    "Nuñez",  "Dupont", "Lefèvre", "Jørgensen", "Lindström", "Rossi",  "van Dijk",
    "Kowalski", "Peña",    "Bäcker",    "Köhler", "Weiß",   "Sánchez", "Fontaine",  "Öberg",     "Møller", "Castaño",
    "Brandt",   "Keller",  "Fernández", "Moreau", "Hansen", "Schmidt", "Ibáñez",    "Béranger",  "Kjær",   "O'Neill"};
constexpr std::array titles = {"Geschäftsführer", "Head of Purchasing", "Einkäufer",      "Director", "Ingénieur",
                               "Sales Manager",   "Buchhalter",         "Responsable IT", "Técnico",  "Assistant"};
constexpr std::array departments = {"Einkauf",   "Vertrieb", "IT",      "Buchführung",
                                    "Logistics", "R&D",      "Général", "Marketing"};
constexpr std::array streets = {"Hauptstraße", "Rue de l'Église", "Calle Peñón",
                                "Ängsvägen",   "Market Street",   "Bahnhofstraße"};
constexpr std::array<std::array<std::string_view, 3>, 10> places = {{{"Köln", "50667", "Germany"},
                                                                     {"München", "80331", "Germany"},
                                                                     {"Orléans", "45000", "France"},
                                                                     {"Málaga", "29001", "Spain"},
                                                                     {"Malmö", "211 20", "Sweden"},
                                                                     {"Tromsø", "9008", "Norway"},
                                                                     {"Århus", "8000", "Denmark"},
                                                                     {"Zürich", "8001", "Switzerland"},
                                                                     {"Graz", "8010", "Austria"},
                                                                     {"Liège", "4000", "Belgium"}}};
constexpr std::array sources = {"Advertisement", "Cold Call",    "Employee Referral", "External Referral",
                                "Online Store",  "Partner",      "Seminar Partner",   "Trade Show",
                                "Web Download",  "Web Research", "Public Relations",  "Chat"};
constexpr std::array strangeSources = {"Kaltakquise", "webinar", "Messe Köln", "Empfehlung"};
constexpr std::array remarks = {"Ruft zurück; bitte nur vormittags", "said \"call again in spring\"",
                                "Lieferung an Tor 3,\r\nAnmeldung beim Pförtner", "budget 5.000 € – decision in Q3",
                                "préfère l'e-mail, pas le téléphone"};
constexpr std::array impossibleDates = {"31/02/1960", "30/02/1972", "31/04/1985", "31/11/1968"};

/// A stream of numbers that depends on seed and row only, so that any row can be made without those before it.
class Random
{
public:
    Random(quint64 seed, qint64 row)
        : m_state(seed * 0x9E3779B97F4A7C15ULL + static_cast<quint64>(row) * 0xD1B54A32D192ED03ULL)
    {
    }
    quint64 next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        quint64 mixed = m_state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
        return mixed ^ (mixed >> 31);
    }
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(next() % bound); }
    bool chance(std::size_t percent) { return below(100) < percent; }
    template <typename List>
    std::string_view pick(const List& list)
    {
        return list[below(list.size())];
    }

private:
    quint64 m_state;
};

/// A name as it stands in an e-mail address: ASCII letters, "mueller" for Müller.
std::string asciiName(std::string_view name)
{
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).toLower();
    const std::array<std::pair<QChar, const char*>, 7> special = {
        {{u'ä', "ae"}, {u'ö', "oe"}, {u'ü', "ue"}, {u'ß', "ss"}, {u'ø', "o"}, {u'æ', "ae"}, {u'å', "a"}}};
    for (const auto& [letter, ascii] : special)
        text.replace(letter, QLatin1String(ascii));
    std::string result;
    for (const QChar c : text.normalized(QString::NormalizationForm_D))
        if (c >= u'a' && c <= u'z')
            result += c.toLatin1();
    return result;
}

std::string padded(std::size_t number, std::size_t width)
{
    std::string digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// Makes the rows of one file.
class Sample
{
public:
    Sample(qint64 rows, quint64 seed);
    std::vector<std::string> row(qint64 number) const;
    bool isShort(qint64 number) const { return std::find(m_short.begin(), m_short.end(), number) != m_short.end(); }

private:
    Fault faultOf(qint64 number) const;
    std::string email(qint64 number) const;
    std::string born(Random& random, Fault fault) const;
    qint64 goodRowBefore(qint64 number) const;

    quint64 m_seed;
    std::vector<std::pair<qint64, Fault>> m_bad; // ascending rows
    std::vector<qint64> m_short;
    std::vector<std::string> m_companies;
};

Sample::Sample(qint64 rows, quint64 seed) : m_seed(seed)
{
    const SampleCounts counts = sampleCounts(rows);
    const std::array<std::pair<Fault, qint64>, 4> kinds = {{{Fault::EmptyLastName, counts.emptyLastName},
                                                            {Fault::BadEmail, counts.badEmail},
                                                            {Fault::RepeatedEmail, counts.repeatedEmail},
                                                            {Fault::ImpossibleDate, counts.impossibleDate}}};
    std::array<qint64, 4> given{};
    for (qint64 k = 0; k < counts.bad(); ++k) {
        // The kind that lags most behind its share is next: every kind is spread over the whole file.
        std::size_t next = 0;
        double largest = -1e9;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const double due = static_cast<double>(kinds[i].second) * (static_cast<double>(k) + 1.0);
            const double lag = due / static_cast<double>(counts.bad()) - static_cast<double>(given[i]);
            if (given[i] < kinds[i].second && lag > largest) {
                largest = lag;
                next = i;
            }
        }
        ++given[next];
        m_bad.emplace_back((2 * k + 1) * rows / (2 * counts.bad()) + 1, kinds[next].first);
    }
    for (qint64 k = 1; k <= counts.shortRows; ++k) {
        qint64 number = k * rows / 4;
        while (faultOf(number) != Fault::None)
            ++number;
        m_short.push_back(number);
    }
    for (const QString& name : readOrg(builtInOrg()).accountNames)
        m_companies.push_back(name.toStdString());
}

Fault Sample::faultOf(qint64 number) const
{
    const auto found = std::lower_bound(m_bad.begin(), m_bad.end(), std::pair(number, Fault::None));
    return found != m_bad.end() && found->first == number ? found->second : Fault::None;
}

std::string Sample::email(qint64 number) const
{
    Random random(m_seed, number);
    const std::string first = asciiName(random.pick(firstNames));
    const std::string last = asciiName(random.pick(lastNames));
    return first + '.' + last + '.' + std::to_string(number) + "@example" + std::to_string(random.below(9) + 1) +
           ".com";
}

qint64 Sample::goodRowBefore(qint64 number) const
{
    qint64 earlier = number - 1;
    for (qint64 back = number / 2; back > 0; back /= 2)
        if (faultOf(number - back) == Fault::None)
            return number - back;
    while (earlier > 1 && faultOf(earlier) != Fault::None)
        --earlier;
    return std::max<qint64>(earlier, 1);
}

std::string Sample::born(Random& random, Fault fault) const
{
    const std::size_t day = random.below(28) + 1;
    const std::size_t month = random.below(12) + 1;
    const std::size_t year = 1940 + random.below(62);
    const bool known = random.chance(60);
    if (fault == Fault::ImpossibleDate)
        return std::string(random.pick(impossibleDates));
    return known ? padded(day, 2) + '/' + padded(month, 2) + '/' + std::to_string(year) : std::string();
}

std::vector<std::string> Sample::row(qint64 number) const
{
    const Fault fault = faultOf(number);
    Random random(m_seed, number);
    const std::string first(random.pick(firstNames)); // the same two draws as in email()
    std::string last(random.pick(lastNames));
    std::string mail = email(fault == Fault::RepeatedEmail ? goodRowBefore(number) : number);
    if (fault == Fault::EmptyLastName)
        last.clear();
    if (fault == Fault::BadEmail)
        mail.replace(mail.find('@'), 1, "(at)");
    const std::string phone = "+1-555-" + padded(random.below(10000), 4);
    const std::string mobile = random.chance(50) ? "+1-555-" + padded(random.below(10000), 4) : "";
    const std::string birthday = born(random, fault);
    const std::string source(random.chance(4) ? random.pick(strangeSources) : random.pick(sources));
    const std::string company(random.chance(70) ? random.pick(m_companies) : std::string_view());
    const std::string title(random.pick(titles));
    const std::string department(random.pick(departments));
    const std::string street = std::string(random.pick(streets)) + ' ' + std::to_string(random.below(200) + 1);
    const auto& place = places[random.below(places.size())];
    const std::string value = std::to_string(random.below(90000) + 100) + (random.chance(50) ? ".50" : ".00");
    const std::string noMailings = random.chance(15) ? "true" : "false";
    const std::string remark(random.chance(8) ? random.pick(remarks) : std::string_view());
    return {first,
            last,
            mail,
            phone,
            mobile,
            birthday,
            source,
            company,
            title,
            department,
            street,
            std::string(place[0]),
            std::string(place[1]),
            std::string(place[2]),
            value,
            noMailings,
            remark,
            "L-" + padded(static_cast<std::size_t>(number), 6)};
}

/// The characters of our lists beyond Latin-1 are these.
QByteArray toWindows1252(const std::string& utf8)
{
    QByteArray bytes;
    for (const QChar c : QString::fromStdString(utf8))
        bytes += c == u'€' ? '\x80' : c == u'–' ? '\x96' : c.toLatin1();
    return bytes;
}

constexpr std::string_view headerLine =
    "First Name;Last Name;E-mail;Tel.;Mobile;Born;Source;Company;Job title;Department;"
    "Street;City;Zip;Country;Annual value;No mailings;Remarks;Legacy ID\r\n";

} // namespace

SampleCounts sampleCounts(qint64 rows)
{
    const std::array<qint64, 4> shares = {598, 577, 412, 13}; // of 1,600
    const qint64 bad = (rows * 8 + 500) / 1000;
    std::array<qint64, 4> counts{};
    std::array<qint64, 4> remainders{};
    qint64 given = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        counts[i] = bad * shares[i] / 1600;
        remainders[i] = bad * shares[i] % 1600;
        given += counts[i];
    }
    for (; given < bad; ++given) {
        auto* const largest = std::max_element(remainders.begin(), remainders.end());
        ++counts[static_cast<std::size_t>(largest - remainders.begin())];
        *largest = -1;
    }
    for (qint64& count : counts)
        if (bad >= 4 && count == 0) {
            --*std::max_element(counts.begin(), counts.end());
            count = 1;
        }
    return {rows, counts[0], counts[1], counts[2], counts[3], rows >= 1000 ? 3 : 0};
}

bool writeSample(QIODevice& device, qint64 rows, quint64 seed)
{
    const Sample sample(rows, seed);
    std::string block(headerLine);
    for (qint64 number = 1; number <= rows; ++number) {
        const std::vector<std::string> cells = sample.row(number);
        const std::size_t count = cells.size() - (sample.isShort(number) ? 1 : 0);
        for (std::size_t i = 0; i < count; ++i) {
            block += i ? ";" : "";
            appendCell(block, cells[i], ';');
        }
        block += "\r\n";
        if (block.size() < 1'000'000 && number < rows)
            continue;
        const QByteArray bytes = toWindows1252(block);
        if (device.write(bytes) != bytes.size())
            return false;
        block.clear();
    }
    const QByteArray rest = toWindows1252(block); // the header alone, if there are no rows
    return device.write(rest) == rest.size();
}

} // namespace stevedore::sandbox
