// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/contactsfile.h"

#include <QFile>

#include <random>
#include <vector>

namespace stevedore::bench {

namespace {

template <typename List>
const auto& oneOf(std::mt19937& random, const List& list)
{
    return list[random() % std::size(list)];
}

/// A contact without its key and e-mail: 18 columns in all, every tenth with line breaks and quotes in the last one.
QByteArray invented(std::mt19937& random, int row)
{
    static constexpr const char* first[] = {"Anna", "Chloé", "Dmitri", "Elif", "Günther", "Jürgen", "Léa", "Mateo"};
    static constexpr const char* last[] = {"Müller", "Schmidt", "Okafor", "Tanaka", "García", "Novák", "Weiß", "Silva"};
    static constexpr const char* city[] = {"Berlin", "München", "Paris", "Łódź", "Wien", "Oslo", "Zürich", "London"};
    static constexpr const char* country[] = {"Germany", "France", "Austria", "Norway", "Poland"};
    static constexpr const char* title[] = {"Head of sales", "Buyer", "Assistant", "Engineer", "Managing director"};
    static constexpr const char* source[] = {"Web", "Trade show", "Partner", "Cold call", "Referral"};
    const auto number = [&random](unsigned most) { return QByteArray::number(random() % most); };
    const auto twoDigits = [&random](unsigned most) {
        return QByteArray::number(random() % most + 1).rightJustified(2, '0');
    };
    const QByteArray name = oneOf(random, last);
    QByteArray text = name + ',' + oneOf(random, first) + ",%,+49 30 " + number(10'000'000) + ",+49 171 " +
                      number(10'000'000) + ',' + oneOf(random, title) + ",Purchasing,\"" + name + " & " +
                      oneOf(random, last) + " GmbH, " + oneOf(random, city) + "\",Main Street " + number(200) + ',' +
                      oneOf(random, city) + ',' + number(100'000) + ',' + oneOf(random, country) + ',' +
                      oneOf(random, source) + ",19" + QByteArray::number(50 + random() % 49) + '-' + twoDigits(12) +
                      '-' + twoDigits(28) + ',' + number(1'000'000) + '.' + twoDigits(90) + ",true,";
    text += row % 10 == 0 ? "\"Called on Monday,\nwants the \"\"blue\"\" one\nback next week\"" : "Follow up in spring";
    return text + '\n';
}

} // namespace

bool writeContacts(const QString& path, qint64 rows)
{
    std::mt19937 random(20260101);
    std::vector<QByteArray> stock;
    for (int i = 0; i < 20'000; ++i)
        stock.push_back(invented(random, i));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QByteArray block =
        "Legacy_ID,Last_Name,First_Name,Email,Phone,Mobile,Title,Department,Account,Street,City,Zip,Country,"
        "Lead_Source,Date_of_Birth,Annual_Value,Opt_Out,Description\n";
    for (qint64 row = 0; row < rows; ++row) {
        const QByteArray number = QByteArray::number(row + 1);
        QByteArray text = stock[std::size_t(row * 7919 % 20'000)];
        text.replace('%', "contact" + number + "@example.com");
        block += "C-" + number.rightJustified(10, '0') + ',' + text;
        if (block.size() > (1 << 22) || row + 1 == rows) {
            if (file.write(block) != block.size())
                return false;
            block.clear();
        }
    }
    return file.flush();
}

} // namespace stevedore::bench
