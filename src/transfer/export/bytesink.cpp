// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/bytesink.h"

#include "csv/encoding.h"

#include <array>
#include <libdeflate.h>

namespace stevedore {

namespace {

constexpr qsizetype blockBytes = qsizetype(1024) * 1024;
constexpr int exportLevel = 6;

bool isWide(const QString& name)
{
    const QString upper = name.toUpper();
    return (upper.startsWith(QLatin1String("UTF-16")) || upper.startsWith(QLatin1String("UTF-32"))) &&
           QStringEncoder(name.toLatin1().constData()).isValid();
}

} // namespace

Result<void> FileSink::write(QByteArrayView bytes)
{
    m_bytes += bytes.size();
    return m_file.write(bytes);
}

struct GzipSink::Compressor
{
    libdeflate_compressor* c = libdeflate_alloc_compressor(exportLevel);
    Compressor() = default;
    ~Compressor() { libdeflate_free_compressor(c); }
    Q_DISABLE_COPY_MOVE(Compressor)
};

GzipSink::GzipSink(ByteSink& behind) : m_behind(behind), m_compressor(std::make_unique<Compressor>()) {}
GzipSink::~GzipSink() = default;

Result<void> GzipSink::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype room = std::min(bytes.size(), blockBytes - m_block.size());
        m_block.append(bytes.first(room));
        bytes = bytes.sliced(room);
        if (m_block.size() < blockBytes)
            continue;
        if (auto done = flush(); !done)
            return done;
    }
    return {};
}

Result<void> GzipSink::flush()
{
    QByteArray out(qsizetype(libdeflate_gzip_compress_bound(m_compressor->c, std::size_t(m_block.size()))),
                   Qt::Uninitialized);
    out.resize(qsizetype(libdeflate_gzip_compress(m_compressor->c, m_block.constData(), std::size_t(m_block.size()),
                                                  out.data(), std::size_t(out.size()))));
    m_block.clear();
    m_any = true;
    return m_behind.write(out);
}

Result<void> GzipSink::finish()
{
    if (!m_block.isEmpty() || !m_any)
        if (auto done = flush(); !done)
            return done;
    return m_behind.finish();
}

EncodingSink::EncodingSink(ByteSink& behind, const QString& name) : m_behind(behind)
{
    if (isWide(name)) {
        m_encoder = QStringEncoder(name.toLatin1().constData(), QStringConverter::Flag::WriteBom);
        return;
    }
    const auto table = ByteTable::forEncoding(name.toLatin1());
    if (!table)
        return;
    for (int code = 0; code < 256; ++code) {
        const char byte = char(code);
        std::array<char, 16> utf8{};
        const char* const end = table->decode(&byte, &byte + 1, utf8.data());
        const QString character = QString::fromUtf8(utf8.data(), end - utf8.data());
        if (character.size() == 1 && !table->isInvalid(static_cast<unsigned char>(byte)))
            m_bytes.insert(character[0].unicode(), byte);
    }
}

EncodingSink::~EncodingSink() = default;

bool EncodingSink::isKnown(const QString& name)
{
    return isWide(name) || ByteTable::forEncoding(name.toLatin1());
}

Result<void> EncodingSink::write(QByteArrayView bytes)
{
    const QString text = m_decoder(bytes);
    if (m_encoder.isValid())
        return m_behind.write(QByteArray(m_encoder(text)));
    return m_behind.write(inOneByte(text));
}

QByteArray EncodingSink::inOneByte(QStringView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (c.isLowSurrogate()) // its other half was counted
            continue;
        const auto byte = m_bytes.constFind(c.unicode());
        out += byte == m_bytes.cend() ? '?' : *byte;
        m_replaced += byte == m_bytes.cend() ? 1 : 0;
    }
    return out;
}

} // namespace stevedore
