// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/replyreader.h"

#include "base/planted.h"

#include <algorithm>

namespace stevedore {

namespace {

constexpr qsizetype mostHeadBytes = qsizetype(64) * 1024;
/// A chunk's size with its extensions; nobody needs more.
constexpr qsizetype mostLineBytes = 1024;
/// "HTTP/1.1 200"
constexpr qsizetype statusLineBytes = 12;

bool isDigits(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

ReplyReader::ReplyReader(qint64 mostBody) : m_mostBody(mostBody) {}

ReplyReader::State ReplyReader::feed(QByteArrayView bytes)
{
    if (m_state != State::More)
        return m_state;
    m_buffer.append(bytes.data(), bytes.size());
    while (m_state == State::More && step()) {
    }
    return m_state;
}

ReplyReader::State ReplyReader::end()
{
    const bool begun = STEVEDORE_PLANTED_BUG("cut-answer-is-whole") && m_part != Part::Head;
    if (m_state == State::More)
        m_part == Part::UntilClose || begun ? whole() : broken("the connection was closed before the end");
    return m_state;
}

bool ReplyReader::step()
{
    QByteArray line;
    switch (m_part) {
    case Part::Head:
        return readHead();
    case Part::Counted:
        return append(m_left) && (m_left > 0 || whole());
    case Part::UntilClose:
        return append(m_buffer.size());
    case Part::ChunkSize:
        return readChunkSize();
    case Part::Chunk:
        if (!append(m_left))
            return false;
        if (m_left == 0)
            m_part = Part::ChunkEnd;
        return true;
    case Part::ChunkEnd:
        if (!takeLine(&line))
            return false;
        m_part = Part::ChunkSize;
        return line.isEmpty() || broken("a chunk is longer than announced");
    case Part::Trailer:
        return takeLine(&line) && (!line.isEmpty() || whole());
    }
    Q_UNREACHABLE();
}

bool ReplyReader::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return m_buffer.size() > mostHeadBytes ? broken("the header has no end") : false;
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    if (head.size() > mostHeadBytes)
        return broken("the header is too long");
    return readHeadLines(head) && chooseBody();
}

bool ReplyReader::readHeadLines(const QByteArray& head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QByteArray& first = lines.first();
    const QByteArray status = first.mid(statusLineBytes - 3, 3);
    const bool ended = first.size() == statusLineBytes || first.trimmed().size() == statusLineBytes ||
                       (first.size() > statusLineBytes && first.at(statusLineBytes) == ' ');
    if (!ended || !first.startsWith("HTTP/1.") || first.at(8) != ' ' || !isDigits(status))
        return broken("this is no HTTP/1.1 reply");
    m_reply = {};
    m_reply.status = status.toInt();
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines[i].indexOf(':');
        if (colon <= 0)
            return broken("a header line cannot be read");
        m_reply.headers.append({lines[i].left(colon).trimmed().toLower(), lines[i].mid(colon + 1).trimmed()});
    }
    return true;
}

bool ReplyReader::chooseBody()
{
    const int status = m_reply.status;
    if (status == 101 || status < 100)
        return broken("the server speaks another protocol");
    if (status < 200)
        return true; // an interim reply; the real one follows
    if (status == 204 || status == 304)
        return whole();
    const QByteArray encoding = m_reply.header("transfer-encoding").toLower();
    if (!encoding.isEmpty()) {
        m_part = Part::ChunkSize;
        return encoding == "chunked" || broken("an unknown transfer encoding");
    }
    m_part = Part::UntilClose;
    for (const auto& [name, value] : m_reply.headers) {
        if (name != "content-length")
            continue;
        bool fine = false;
        const qint64 length = value.toLongLong(&fine);
        const bool another = m_part == Part::Counted && length != m_left;
        if (!fine || !isDigits(value) || another || length > m_mostBody)
            return broken("the announced length cannot be right");
        m_part = Part::Counted;
        m_left = length;
    }
    return m_part != Part::Counted || m_left > 0 || whole();
}

bool ReplyReader::readChunkSize()
{
    QByteArray line;
    if (!takeLine(&line))
        return false;
    bool fine = false;
    const qsizetype extension = line.indexOf(';');
    const qint64 size = (extension < 0 ? line : line.left(extension)).trimmed().toLongLong(&fine, 16);
    if (!fine || size < 0 || size > m_mostBody)
        return broken("the size of a chunk cannot be read");
    m_left = size;
    m_part = size == 0 ? Part::Trailer : Part::Chunk;
    return true;
}

bool ReplyReader::takeLine(QByteArray* line)
{
    const qsizetype end = m_buffer.indexOf("\r\n");
    if (end < 0)
        return m_buffer.size() > mostLineBytes ? broken("a line has no end") : false;
    *line = m_buffer.left(end);
    m_buffer.remove(0, end + 2);
    return true;
}

/// Moves at most so many bytes to the body; says whether there were any.
bool ReplyReader::append(qint64 most)
{
    const qsizetype taken = qsizetype(std::min<qint64>(most, m_buffer.size()));
    if (taken == 0)
        return false;
    if (m_reply.body.size() + taken > m_mostBody)
        return broken("the body is too long");
    m_reply.body.append(m_buffer.constData(), taken);
    m_buffer.remove(0, taken);
    m_left -= taken;
    return true;
}

/// Ends the reading, so that step() goes no further.
bool ReplyReader::whole()
{
    m_state = State::Whole;
    return false;
}

bool ReplyReader::broken(const char* why)
{
    m_state = State::Broken;
    m_why = QString::fromLatin1(why);
    return false;
}

} // namespace stevedore
