// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace stevedore {

/// A body that can be read once and never again. QNetworkAccessManager silently sends a POST a second time when the
/// connection closes before the reply's header is complete, unless the body comes from a sequential device that it may
/// not buffer: then it has nothing left to send and fails instead. That failure is what we want.
class OnceDevice final : public QIODevice
{
public:
    explicit OnceDevice(const QByteArray& body);

    bool isSequential() const override { return true; }
    qint64 bytesAvailable() const override { return m_body.size() - m_read + QIODevice::bytesAvailable(); }
    bool atEnd() const override { return m_read >= m_body.size(); }
    /// How much was taken out so far: an upper bound for what can have reached the wire.
    qint64 handedOver() const { return m_read; }

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    QByteArray m_body;
    qint64 m_read = 0;
};

} // namespace stevedore
