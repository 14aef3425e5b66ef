// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/readusers.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

const Module& readUsers()
{
    static const Module users = [] {
        Module module;
        module.apiName = u"sandbox_read_users"_s;
        for (const QString& name : {u"first_name"_s, u"last_name"_s, u"full_name"_s, u"email"_s}) {
            Field field;
            field.apiName = name;
            field.type = name == u"email"_s ? FieldType::Email : FieldType::Text;
            module.fields.push_back(field);
        }
        return module;
    }();
    return users;
}

void refreshReadUsers(Database& database, const Org& org)
{
    database.execute("create table if not exists sandbox_read_users (id integer primary key,"
                     " first_name text collate nocase, last_name text collate nocase,"
                     " full_name text collate nocase, email text collate nocase);"
                     "delete from sandbox_read_users");
    Statement& insert = database.cached("insert into sandbox_read_users values (?1, ?2, ?3, ?4, ?5)");
    for (const User& user : org.users)
        insert.bind(1, std::int64_t(user.id))
            .bind(2, user.firstName)
            .bind(3, user.lastName)
            .bind(4, user.fullName())
            .bind(5, user.email)
            .run();
}

} // namespace stevedore::sandbox
