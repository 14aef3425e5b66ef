// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/httpclient.h"

namespace stevedore {

/// Reads one HTTP/1.1 reply from its bytes, however they are split. A reply counts as whole only where its length is
/// proven: by Content-Length, by the last chunk, by a status that has no body, or, where the server announced nothing,
/// by the end of the connection.
class ReplyReader
{
public:
    enum class State {
        More,   ///< not at its end yet
        Whole,  ///< reply() holds it; bytes behind it are ignored
        Broken, ///< this is not a reply, or larger than can be right; why() says what
    };

    /// A body of more than `mostBody` bytes is not believed.
    explicit ReplyReader(qint64 mostBody);

    State feed(QByteArrayView bytes);
    /// The server has closed the connection.
    State end();

    State state() const { return m_state; }
    const HttpReply& reply() const { return m_reply; }
    /// Untranslated, for a log.
    QString why() const { return m_why; }

private:
    enum class Part { Head, Counted, UntilClose, ChunkSize, Chunk, ChunkEnd, Trailer };

    bool step();
    bool readHead();
    bool readHeadLines(const QByteArray& head);
    bool chooseBody();
    bool readChunkSize();
    bool takeLine(QByteArray* line);
    bool append(qint64 most);
    bool whole();
    bool broken(const char* why);

    qint64 m_mostBody;
    State m_state = State::More;
    Part m_part = Part::Head;
    QByteArray m_buffer;
    HttpReply m_reply;
    qint64 m_left = 0; ///< of the counted body or of the chunk
    QString m_why;
};

} // namespace stevedore
