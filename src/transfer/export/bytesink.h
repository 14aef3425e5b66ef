// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/durablefile.h"

#include <QHash>
#include <QStringDecoder>
#include <QStringEncoder>

#include <memory>

namespace stevedore {

/// Takes the bytes of a file, one stage after another.
class ByteSink
{
public:
    ByteSink() = default;
    virtual ~ByteSink() = default;
    Q_DISABLE_COPY_MOVE(ByteSink)

    virtual Result<void> write(QByteArrayView bytes) = 0;
    /// Nothing more comes. What is behind is told, too.
    virtual Result<void> finish() = 0;
};

/// The last one: the file. finish() does not commit it.
class FileSink final : public ByteSink
{
public:
    explicit FileSink(DurableFile& file) : m_file(file) {}

    Result<void> write(QByteArrayView bytes) override;
    Result<void> finish() override { return {}; }
    qint64 bytes() const { return m_bytes; }

private:
    DurableFile& m_file;
    qint64 m_bytes = 0;
};

/// Packs as gzip, in pieces of a megabyte, which every reader of gzip takes for one (RFC 1952, 2.2).
class GzipSink final : public ByteSink
{
public:
    explicit GzipSink(ByteSink& behind);
    ~GzipSink() override;

    Result<void> write(QByteArrayView bytes) override;
    Result<void> finish() override;

private:
    struct Compressor;
    Result<void> flush();

    ByteSink& m_behind;
    std::unique_ptr<Compressor> m_compressor;
    QByteArray m_block;
    bool m_any = false;
};

/// Turns UTF-8 into another encoding: UTF-16 or UTF-32 with a byte order mark, or one with one byte a character.
/// Characters that it does not have become question marks and are counted.
class EncodingSink final : public ByteSink
{
public:
    /// `name` is one that isKnown().
    EncodingSink(ByteSink& behind, const QString& name);
    ~EncodingSink() override;

    static bool isKnown(const QString& name);

    Result<void> write(QByteArrayView bytes) override;
    Result<void> finish() override { return m_behind.finish(); }
    qint64 replaced() const { return m_replaced; }

private:
    QByteArray inOneByte(QStringView text);

    ByteSink& m_behind;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    QStringEncoder m_encoder; ///< not valid where each character takes one byte
    QHash<char16_t, char> m_bytes;
    qint64 m_replaced = 0;
};

} // namespace stevedore
