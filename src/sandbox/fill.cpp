// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/fill.h"

#include "sandbox/data/rowwriter.h"

#include <algorithm>
#include <array>
#include <random>

namespace stevedore::sandbox {

namespace {

constexpr qint64 filledPerTransaction = 50'000;
constexpr unsigned emptyInThousand = 120;

constexpr std::array<std::string_view, 12> words = {"Alder",  "Bergmann", "Castell", "Delft", "Eichhorn", "Fjord",
                                                    "Granit", "Harbour",  "Isar",    "Jura",  "Kestrel",  "Marais"};

std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const std::string_view part : parts)
        all += part;
    return all;
}

/// Makes up values of one module's fields.
class Inventor
{
public:
    Inventor(Database& database, const Org& org, const Module& module, quint64 seed) : m_org(org), m_random(seed)
    {
        for (const Field& field : module.fields) {
            if (!field.writable || field.type == FieldType::Other || field.type == FieldType::Layout)
                continue;
            m_fields.push_back(&field);
            m_targets.push_back(targetsOf(database, field));
        }
        Statement count = database.prepare("select count(*) from \"" + module.table() + '"');
        count.step();
        m_number = count.integer(0);
    }

    const std::vector<const Field*>& fields() const { return m_fields; }

    void next(std::vector<Value>& values)
    {
        ++m_number;
        values.resize(m_fields.size());
        for (std::size_t i = 0; i < m_fields.size(); ++i) {
            const Field& field = *m_fields[i];
            const bool empty = !field.required && !field.unique && below(1000) < emptyInThousand;
            values[i] = empty ? Value() : valueOf(field, m_targets[i]);
        }
    }

private:
    unsigned below(unsigned end) { return static_cast<unsigned>(m_random() % end); }
    std::string_view word() { return words[below(static_cast<unsigned>(words.size()))]; }

    /// Some records that a lookup can point to.
    std::vector<std::string> targetsOf(Database& database, const Field& field) const
    {
        std::vector<std::string> ids;
        const Module* target = field.type == FieldType::Lookup ? m_org.module(field.lookupModule) : nullptr;
        if (!target)
            return ids;
        Statement rows = database.prepare("select id from \"" + target->table() + "\" order by id limit 1000");
        while (rows.step())
            ids.emplace_back(rows.text(0));
        return ids;
    }

    std::string date() { return QDate(1950, 1, 1).addDays(below(27'000)).toString(Qt::ISODate).toStdString(); }

    Value text(const Field& field)
    {
        const std::string number = std::to_string(m_number);
        std::string made = field.unique ? joined({word(), "-", number}) : joined({word(), " ", word()});
        const auto most = static_cast<std::size_t>(field.length > 0 ? field.length : 255);
        if (made.size() > most)
            made = field.unique ? number : made.substr(0, most);
        return made;
    }

    Value valueOf(const Field& field, const std::vector<std::string>& targets)
    {
        switch (field.type) {
        case FieldType::Email:
            return joined({"n", std::to_string(m_number), ".", field.column(), "@example.com"});
        case FieldType::Phone:
            return joined({"+49 30 ", std::to_string(1'000'000 + below(8'999'999))});
        case FieldType::Website:
            return joined({"https://www.example.com/", std::to_string(m_number)});
        case FieldType::Picklist:
        case FieldType::MultiPicklist:
            return field.picklist.empty()
                       ? Value()
                       : Value(field.picklist[below(static_cast<unsigned>(field.picklist.size()))].value.toStdString());
        case FieldType::Boolean:
            return std::int64_t(below(2));
        case FieldType::Integer:
            return std::int64_t(below(1'000'000));
        case FieldType::BigInteger:
            return field.unique ? std::int64_t(m_number) : std::int64_t(m_random() % 1'000'000'000'000);
        case FieldType::Double:
        case FieldType::Currency:
            return static_cast<double>(below(10'000'000)) / 100;
        case FieldType::Percent:
            return static_cast<double>(below(10'000)) / 100;
        case FieldType::Date:
            return date();
        case FieldType::DateTime:
            return joined({date(), "T12:34:56+00:00"});
        case FieldType::Owner:
            return std::to_string(m_org.users[below(static_cast<unsigned>(m_org.users.size()))].id);
        case FieldType::Lookup:
            return targets.empty() ? Value() : Value(targets[below(static_cast<unsigned>(targets.size()))]);
        default:
            return text(field);
        }
    }

    const Org& m_org;
    std::mt19937_64 m_random;
    std::vector<const Field*> m_fields;
    std::vector<std::vector<std::string>> m_targets;
    qint64 m_number = 0;
};

} // namespace

void fillModule(Store& store, const Module& module, qint64 rows, quint64 seed)
{
    std::optional<Inventor> inventor;
    {
        Store::Lease database(store);
        inventor.emplace(*database, store.org(), module, seed);
    }
    const Stamp stamp{std::to_string(store.org().users.front().id), storedMoment(store.clock().moment())};
    std::vector<Value> values;
    for (qint64 done = 0; done < rows;) {
        Store::Writing writing(store);
        RowWriter writer(writing.database(), module, inventor->fields(), false);
        for (const qint64 end = std::min(done + filledPerTransaction, rows); done < end; ++done) {
            inventor->next(values);
            writer.insert(store.nextId(), values, stamp);
        }
        writing.commit();
    }
}

} // namespace stevedore::sandbox
