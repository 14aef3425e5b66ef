// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/oncedevice.h"

#include <algorithm>
#include <cstring>

namespace stevedore {

OnceDevice::OnceDevice(const QByteArray& body) : m_body(body)
{
    // Unbuffered, or QIODevice would read ahead and handedOver() would say too much too early.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceDevice::readData(char* data, qint64 most)
{
    const qint64 count = std::min(most, qint64(m_body.size()) - m_read);
    if (count <= 0)
        return -1;
    std::memcpy(data, m_body.constData() + m_read, size_t(count));
    m_read += count;
    return count;
}

} // namespace stevedore
