// SPDX-License-Identifier: GPL-3.0-or-later
// Answers about single records: of calls that write them, and of queries that look for them.
#include "flow/hostilecases.h"

namespace stevedore::test {

namespace {

using End = HostileCase::End;

/// An answer to three records.
HostileCase records(const QByteArray& name, const QList<QByteArray>& elements, End end = End::Nothing, int status = 201)
{
    return {"records: " + name, CrmCall::Records, end,
            answering(CrmCall::Records, R"({"data":[)" + elements.join(',') + "]}", status)};
}

HostileCase three(const QByteArray& name, const QByteArray& element, End end = End::Nothing, int status = 201)
{
    return records(name, {element, element, element}, end, status);
}

QByteArray success(const QByteArray& id)
{
    return R"({"code":"SUCCESS","details":{"id":)" + id + R"(},"message":"record added","status":"success"})";
}

QByteArray error(const QByteArray& code)
{
    return R"({"code":)" + code + R"(,"details":{"api_name":"City"},"message":"m","status":"error"})";
}

/// What a query finds; the first one is the count.
HostileCase query(const QByteArray& name, const QByteArray& data, End end = End::Nothing, bool more = false)
{
    return {"query: " + name, CrmCall::Query, end,
            answering(CrmCall::Query,
                      R"({"data":)" + data + R"(,"info":{"more_records":)" + (more ? "true" : "false") + "}}")};
}

QByteArray found(const QByteArray& id, const QByteArray& names)
{
    return "{" + id + names + R"(,"Created_Time":"2099-01-01T00:00:00+00:00"})";
}

const QByteArray ada = R"("Last_Name":"Ada","First_Name":"Kit","City":"Ulm")";

} // namespace

QList<HostileCase> hostileRecords()
{
    const QByteArray a = success(R"("4876876000001000001")");
    const QByteArray b = success(R"("4876876000001000002")");
    const QByteArray c = success(R"("4876876000001000003")");
    return {
        records("ids as numbers",
                {success("4876876000001000001"), success("4876876000001000002"), success("4876876000001000003")},
                End::All),
        records("one too few", {a, b}),
        records("one too many", {a, b, c, c}),
        records("none", {}),
        three("numbers", "7"),
        three("nothing", "null"),
        three("lists", "[]"),
        three("empty objects", "{}"),
        three("success without an id", R"({"code":"SUCCESS","details":{},"status":"success"})"),
        three("success without details", R"({"code":"SUCCESS","status":"success"})"),
        three("one id for all", a),
        three("ids below nothing", success("-1")),
        three("ids of letters and more", success(R"("../../x")")),
        three("ids of 1 KB", success('"' + QByteArray(1024, '7') + '"')),
        three("ids in floating point", success("1.5")),
        three("a state nobody knows", R"({"code":"SUCCESS","details":{"id":"1"},"status":"perhaps"})"),
        three("no state", R"({"code":"SUCCESS","details":{"id":"1"}})"),
        three("a state that is a number", R"({"code":"SUCCESS","details":{"id":"1"},"status":1})"),
        three("an error without a code", R"({"details":{},"message":"m","status":"error"})"),
        three("an error with a code that is a number", error("7")),
        three("an error with a code of 100 KB", error('"' + QByteArray(100'000, 'A') + '"')),
        three("an error with a code that is more than one", error(R"("A-City:B,C")")),
        three("an error by the documentation", error(R"("INVALID_DATA")"), End::Refused),
        three("an error by the documentation, 400", error(R"("INVALID_DATA")"), End::Refused, 400),
        three("success with 400", a, End::Nothing, 400),
        three("success with 500", a, End::Nothing, 500),
        records("one does not tell", {a, "{}", c}, End::Truth),
        records("two with one id", {a, b, b}, End::Truth),
    };
}

QList<HostileCase> hostileQueries()
{
    return {
        query("records without an id", '[' + found({}, ada) + ']'),
        query("records with an id below nothing", '[' + found(R"("id":-1,)", ada) + ']'),
        query("records with an id like a path", '[' + found(R"("id":"../1",)", ada) + ']'),
        query("records of somebody else", '[' + found(R"("id":"1",)", R"("Last_Name":"Eve")") + ']'),
        query("records of numbers", "[1,2,3]"),
        query("records of lists", "[[],[]]"),
        query("the same for ever", '[' + found(R"("id":"1",)", R"("Last_Name":"Eve")") + ']', End::Nothing, true),
        query("more, and nothing", "[]", End::Nothing, true),
        query("in the wrong order",
              '[' + found(R"("id":"2",)", R"("Last_Name":"Eve")") + ',' + found(R"("id":"1",)", ada) + ']'),
        query("one record twice", '[' + found(R"("id":"1",)", ada) + ',' + found(R"("id":"1",)", ada) + ']'),
        query("data that is an object", "{}"),
        query("a count below nothing", R"j([{"COUNT(id)":-3}])j"),
        query("a count beyond all numbers", R"j([{"COUNT(id)":1e300}])j"),
        query("values of other types",
              R"([{"id":"1","Last_Name":["Ada"],"First_Name":{"a":1},"City":7,"Created_Time":7}])"),
    };
}

} // namespace stevedore::test
