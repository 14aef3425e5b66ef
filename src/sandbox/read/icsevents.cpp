// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/icsevents.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t longestLine = 75; // octets, RFC 5545 3.1

bool startsCharacter(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}

/// One content line, folded between characters.
void appendLine(std::string& out, std::string_view line)
{
    std::size_t room = longestLine;
    while (line.size() > room) {
        std::size_t end = room;
        while (end > 1 && !startsCharacter(line[end]))
            --end;
        out.append(line.substr(0, end));
        out += "\r\n ";
        line.remove_prefix(end);
        room = longestLine - 1;
    }
    out.append(line);
    out += "\r\n";
}

void appendText(std::string& out, std::string_view property, std::string_view text)
{
    if (text.empty())
        return;
    std::string line(property);
    line += ':';
    for (const char c : text) {
        if (c == '\r')
            continue;
        if (c == '\\' || c == ';' || c == ',')
            line += '\\';
        if (c == '\n')
            line += "\\n";
        else
            line += c;
    }
    appendLine(out, line);
}

/// "2026-02-03T09:12:44+00:00" as "20260203T091244Z".
std::string compact(std::string_view stored)
{
    std::string text;
    for (const char c : stored.substr(0, 19))
        if (c != '-' && c != ':')
            text += c;
    return text + 'Z';
}

} // namespace

QStringList IcsEvents::fieldsOf(const Module& events)
{
    QStringList names;
    for (const QString& name : {u"Event_Title"_s, u"Start_DateTime"_s, u"End_DateTime"_s, u"All_day"_s, u"Venue"_s,
                                u"Description"_s, u"Modified_Time"_s})
        if (events.field(name))
            names.append(name);
    if (events.field(u"Owner"_s))
        names.append(u"Owner.email"_s);
    return names;
}

std::string_view IcsEvents::text(const Statement& row, const QString& field) const
{
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i)
        if (m_plan.columns[i].name == field)
            return row.text(static_cast<int>(i) + 1);
    return {};
}

void IcsEvents::appendHead(std::string& out)
{
    out += "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//stevedore-sandbox//bulk read//EN\r\nCALSCALE:GREGORIAN\r\n";
}

void IcsEvents::appendTail(std::string& out)
{
    out += "END:VCALENDAR\r\n";
}

void IcsEvents::appendTime(std::string& out, std::string_view property, const Statement& row, const QString& field)
{
    const std::string_view stored = text(row, field);
    if (stored.empty())
        return;
    const bool wholeDay = property != "DTSTAMP" && text(row, u"All_day"_s) == "1";
    if (!wholeDay) {
        appendLine(out, std::string(property) + ':' + compact(stored));
        return;
    }
    std::string local;
    m_moments.append(local, stored);
    appendLine(out, std::string(property) + ";VALUE=DATE:" + compact(local).substr(0, 8));
}

void IcsEvents::appendEvent(std::string& out, const Statement& row)
{
    out += "BEGIN:VEVENT\r\n";
    appendLine(out, "UID:" + std::string(row.text(0)));
    appendTime(out, "DTSTAMP", row, u"Modified_Time"_s);
    appendTime(out, "DTSTART", row, u"Start_DateTime"_s);
    appendTime(out, "DTEND", row, u"End_DateTime"_s);
    appendText(out, "SUMMARY", text(row, u"Event_Title"_s));
    appendText(out, "LOCATION", text(row, u"Venue"_s));
    appendText(out, "DESCRIPTION", text(row, u"Description"_s));
    if (const std::string_view email = text(row, u"Owner.email"_s); !email.empty())
        appendLine(out, "ORGANIZER:mailto:" + std::string(email));
    out += "END:VEVENT\r\n";
}

} // namespace stevedore::sandbox
