// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/gzipunpacker.h"

#include <QFile>

#include <algorithm>
#include <zlib.h>

namespace stevedore {

namespace {

constexpr qint64 unpackedBytes = qint64(256) * 1024;
constexpr int gzipOnly = 16 + MAX_WBITS;

/// Unpacks what it is fed, member after member.
class Inflater
{
public:
    Inflater() { m_code = inflateInit2(&m_stream, gzipOnly); }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    void feed(QByteArray& packed)
    {
        m_stream.next_in = reinterpret_cast<Bytef*>(packed.data());
        m_stream.avail_in = uInt(packed.size());
    }
    /// The next bytes; none if more has to be fed, or the packed bytes are damaged.
    QByteArrayView next()
    {
        m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
        m_stream.avail_out = uInt(m_out.size());
        while (m_code == Z_OK && m_stream.avail_out > 0 && (m_stream.avail_in > 0 || m_full)) {
            if (m_ended && !beginMember())
                break;
            step();
        }
        return QByteArrayView(m_out.constData(), m_out.size() - qsizetype(m_stream.avail_out));
    }
    bool isSound() const { return m_code == Z_OK; }
    bool isBetweenMembers() const { return m_ended; }

private:
    /// Leaves out the zeros that some devices fill the file up with.
    bool beginMember()
    {
        for (; m_stream.avail_in > 0 && *m_stream.next_in == 0; ++m_stream.next_in)
            --m_stream.avail_in;
        if (m_stream.avail_in == 0)
            return false;
        m_code = inflateReset(&m_stream);
        m_ended = false;
        return m_code == Z_OK;
    }
    void step()
    {
        m_code = inflate(&m_stream, Z_NO_FLUSH);
        m_full = m_stream.avail_out == 0;
        m_ended = m_code == Z_STREAM_END;
        // Only that there was nothing left to do.
        if (m_ended || m_code == Z_BUF_ERROR)
            m_code = Z_OK;
        m_full = m_full && !m_ended;
    }

    z_stream m_stream = {};
    int m_code = Z_OK;
    bool m_ended = false;
    bool m_full = false; ///< the last bytes filled the room for them, so more may be waiting
    QByteArray m_out = QByteArray(unpackedBytes, Qt::Uninitialized);
};

} // namespace

Result<bool> GzipUnpacker::write(const QString&, DurableFile& out)
{
    QFile file(m_work.path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return damagedContainer(m_work, file.errorString());
    Inflater inflater;
    bool some = false;
    for (QByteArray packed = file.read(unpackedBytes); !packed.isEmpty(); packed = file.read(unpackedBytes)) {
        inflater.feed(packed);
        for (QByteArrayView bytes = inflater.next(); !bytes.isEmpty(); bytes = inflater.next()) {
            if (m_work.cancel)
                return unpackingStopped();
            some = true;
            if (auto written = out.write(bytes); !written)
                return fail(written.error());
        }
        if (m_work.cancel)
            return unpackingStopped();
        if (!inflater.isSound())
            return damagedContainer(m_work, QStringLiteral("inflate failed before byte %1").arg(file.pos()));
        m_work.tell(file.pos(), file.size());
    }
    if (!inflater.isBetweenMembers() || file.error() != QFileDevice::NoError)
        return damagedContainer(m_work, QStringLiteral("ends in the middle of its data"));
    return some;
}

} // namespace stevedore
