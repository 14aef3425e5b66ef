// SPDX-License-Identifier: GPL-3.0-or-later
// Results of jobs: archives, and what is in them.
#include "flow/hostilecases.h"
#include "support/craftedzip.h"

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

using End = HostileCase::End;
using Change = std::function<QByteArray(QByteArray csv)>;

constexpr qsizetype bombBytes = qsizetype(64) * 1024 * 1024;

HostileCase zip(const QByteArray& name, End end, const Change& pack)
{
    return {"zip: " + name, CrmCall::Result, end, [=](HostileJourney& journey) { journey.crm.packResult = pack; }};
}

HostileCase entry(const QByteArray& name, End end, const std::function<void(CraftedEntry&)>& change)
{
    return zip(name, end, [=](const QByteArray& csv) {
        CraftedEntry one;
        one.name = "Contacts-x.csv";
        one.content = csv;
        change(one);
        return craftedZip({one});
    });
}

HostileCase csv(const QByteArray& name, End end, const Change& change)
{
    HostileCase out = entry(name, end, [=](CraftedEntry& one) { one.content = change(one.content); });
    out.name = "result: " + name;
    return out;
}

/// Each row of the result, changed; the header stays.
HostileCase row(const QByteArray& name, End end, const std::function<QList<QByteArray>(QList<QByteArray>)>& change)
{
    return csv(name, end, [=](const QByteArray& whole) {
        QList<QByteArray> lines = whole.split('\n');
        for (qsizetype i = 1; i + 1 < lines.size(); ++i)
            lines[i] = change(lines[i].trimmed().split(',')).join(',') + '\r';
        return lines.join('\n');
    });
}

HostileCase id(const QByteArray& name, End end, const QByteArray& value)
{
    return row("ids " + name, end, [=](QList<QByteArray> cells) {
        cells[cells.size() - 2] = value;
        return cells;
    });
}

HostileCase status(const QByteArray& word, End end)
{
    return row("status " + word, end, [=](QList<QByteArray> cells) {
        cells[cells.size() - 3] = word;
        return cells;
    });
}

HostileCase renamed(const QByteArray& column, const QByteArray& other)
{
    return csv(column + " is called " + other, End::Nothing,
               [=](QByteArray whole) { return whole.replace(column, other); });
}

} // namespace

QList<HostileCase> hostileZips()
{
    const auto content = [](const QByteArray& bytes) { return [=](CraftedEntry& one) { one.content = bytes; }; };
    const auto named = [](const QByteArray& name) { return [=](CraftedEntry& one) { one.name = name; }; };
    return {
        entry("stored, not deflated", End::All, [](CraftedEntry& one) { one.deflated = false; }),
        entry("a name that climbs", End::All, named("../../../../../../tmp/stevedore-evil.csv")),
        entry("a name from the root", End::All, named("/tmp/stevedore-evil.csv")),
        entry("a name of another system", End::All, named("C:\\..\\stevedore-evil.csv")),
        entry("a name with a NUL", End::Truth, named(QByteArray("a\0b.csv", 7))),
        entry("no name", End::Truth, named({})),
        entry("a link", End::Nothing,
              [](CraftedEntry& one) {
                  one.unixMode = 0120777;
                  one.content = "/etc/passwd";
              }),
        entry("a link with the honest rows as its goal", End::Nothing,
              [](CraftedEntry& one) { one.unixMode = 0120777; }),
        entry("a bomb", End::Nothing, content(QByteArray(bombBytes, 'a'))),
        entry("a bomb that says it is small", End::Nothing,
              [](CraftedEntry& one) {
                  one.content = QByteArray(bombBytes, 'a');
                  one.size = 100;
              }),
        entry("a bomb, stored, that says it is small", End::Nothing,
              [](CraftedEntry& one) {
                  one.content = QByteArray(bombBytes / 8, 'a');
                  one.deflated = false;
                  one.size = 100;
              }),
        entry("says 4 GB", End::Nothing, [](CraftedEntry& one) { one.size = 0xfffffffe; }),
        entry("says less than there is", End::Nothing,
              [](CraftedEntry& one) { one.size = quint32(one.content.size() - 1); }),
        entry("says more than there is", End::Nothing,
              [](CraftedEntry& one) { one.size = quint32(one.content.size() + 1); }),
        entry("encrypted", End::Nothing, [](CraftedEntry& one) { one.encrypted = true; }),
        entry("wrong check sum", End::Nothing, [](CraftedEntry& one) { one.crc = 1; }),
        entry("a method nobody knows", End::Nothing, [](CraftedEntry& one) { one.method = 97; }),
        entry("said to be stored", End::Nothing, [](CraftedEntry& one) { one.method = 0; }),
        entry("no CSV but a text", End::Nothing, content("This is not what you asked for.\r\n")),
        entry("nothing in the file", End::Nothing, content({})),
        entry("another zip inside", End::Nothing, content(craftedZip({{"x.csv", "a,b\r\n"}}))),
        zip("two files", End::Nothing,
            [](const QByteArray& whole) {
                return craftedZip({{"a.csv", whole}, {"b.csv", whole}});
            }),
        zip("the same file twice", End::Nothing,
            [](const QByteArray& whole) {
                return craftedZip({{"a.csv", whole}, {"a.csv", whole}});
            }),
        zip("10,000 folders", End::Truth,
            [](const QByteArray& whole) {
                return craftedZip(QList<CraftedEntry>(10'000, {"a/", {}}) + QList<CraftedEntry>{{"a.csv", whole}});
            }),
        zip("only a folder", End::Nothing,
            [](const QByteArray&) {
                return craftedZip({{"a/", {}}});
            }),
        zip("empty", End::Nothing, [](const QByteArray&) { return craftedZip({}); }),
        zip("cut in the middle", End::Nothing,
            [](const QByteArray& whole) {
                const QByteArray all = craftedZip({{"a.csv", whole}});
                return all.left(all.size() / 2);
            }),
        zip("only its first letters", End::Nothing, [](const QByteArray&) { return QByteArray("PK"); }),
        zip("zeros behind its first letters", End::Nothing,
            [](const QByteArray&) { return "PK\x03\x04" + QByteArray(10'000, '\0'); }),
    };
}

QList<HostileCase> hostileResults()
{
    const auto utf16 = [](const QByteArray& whole) {
        const QString text = QString::fromUtf8(whole);
        return QByteArray("\xff\xfe") + QByteArray(reinterpret_cast<const char*>(text.utf16()), text.size() * 2);
    };
    return {
        renamed("STATUS", "STATE"),
        renamed("RECORD_ID", "ID"),
        renamed("ERRORS", "NOTES"),
        csv("only the header", End::Nothing, [](const QByteArray& w) { return w.left(w.indexOf('\n') + 1); }),
        csv("without a header", End::Nothing, [](const QByteArray& w) { return w.mid(w.indexOf('\n') + 1); }),
        csv("all rows twice", End::Nothing, [](const QByteArray& w) { return w + w.mid(w.indexOf('\n') + 1); }),
        csv("twice with other ids", End::Nothing,
            [](const QByteArray& w) { return w + w.mid(w.indexOf('\n') + 1).replace("48768", "58768"); }),
        csv("a row of somebody else", End::Truth, [](const QByteArray& w) { return w + "Eve,Eve,Eve,added,1,\r\n"; }),
        csv("10,000 rows of somebody else", End::Truth,
            [](const QByteArray& w) { return w + QByteArray("Eve,E,E,added,1,\r\n").repeated(5000); }),
        csv("a row is missing", End::Truth, [](const QByteArray& w) { return w.left(w.lastIndexOf('\n', -2) + 1); }),
        csv("cut within a row", End::Truth, [](const QByteArray& w) { return w.chopped(15); }),
        csv("a quote without end", End::Truth,
            [](const QByteArray& w) { return QByteArray(w).replace("Bob", "\"Bob"); }),
        csv("semicolons", End::Nothing, [](const QByteArray& w) { return QByteArray(w).replace(',', ';'); }),
        csv("UTF-16", End::Nothing, utf16),
        csv("a byte order mark", End::All, [](const QByteArray& w) { return "\xef\xbb\xbf" + w; }),
        // The other cells tell the rows apart.
        csv("names that are not UTF-8", End::Truth,
            [](const QByteArray& w) {
                return QByteArray(w).replace("Ada", "\xff\xff").replace("Bob", "\xfe\xfe").replace("Cyd", "\xc0\x80");
            }),
        csv("NULs for names", End::Truth,
            [](const QByteArray& w) {
                const QByteArray nul(3, '\0');
                return QByteArray(w).replace("Ada", nul).replace("Bob", nul).replace("Cyd", nul);
            }),
        csv("a cell of 1 MB", End::Nothing,
            [](const QByteArray& w) { return QByteArray(w).replace("Bob", QByteArray(1024 * 1024, 'b')); }),
        csv("a million line ends", End::Nothing, [](const QByteArray& w) { return w + QByteArray(1'000'000, '\n'); }),
        csv("old line ends", End::Truth, [](const QByteArray& w) { return QByteArray(w).replace("\r\n", "\r"); }),
        csv("STATUS twice", End::Nothing,
            [](const QByteArray& w) {
                return QByteArray(w).replace("ERRORS", "ERRORS,STATUS").replace(",\r", ",,no\r");
            }),
        csv("nothing of what was sent", End::Nothing,
            [](const QByteArray& w) {
                return QByteArray(w).replace("Last_Name", "A").replace("First_Name", "B").replace("City", "C");
            }),
        row("rows in one name", End::Nothing,
            [](QList<QByteArray> cells) {
                cells[0] = cells[1] = cells[2] = "Ada";
                return cells;
            }),
        id("are one and the same", End::Nothing, "4876876000001000001"),
        id("are missing", End::Nothing, {}),
        id("below nothing", End::Nothing, "-4876876000001000001"),
        id("of letters", End::Nothing, "abc"),
        id("in floating point", End::Nothing, "4.876876000001E18"),
        id("with a NUL", End::Nothing,
           QByteArray("487\0"
                      "6",
                      5)),
        id("of 400 digits", End::Nothing, QByteArray(400, '7')),
        id("like a path", End::Nothing, "../1"),
        id("in Arabic digits", End::Nothing, "\xd9\xa4\xd9\xa8"),
        status("success", End::Nothing),
        status("ADDED ", End::All),
        status("=added", End::Nothing),
        status("added;updated", End::Nothing),
        status("", End::Nothing),
        status(QByteArray("added\0", 6), End::Nothing),
    };
}

} // namespace stevedore::test
