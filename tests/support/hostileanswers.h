// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/craftedcrm.h"

#include <QTcpServer>

namespace stevedore::test {

/// One way to answer otherwise than the documentation says, whatever was asked.
struct HostileAnswer
{
    enum class Verdict {
        Never,   ///< must not be taken for success
        Refusal, ///< says by the documentation's form that nothing was done; must not be taken for success either
        Works,   ///< unusual and plausible: has to be understood
        Either,  ///< may be understood or not
    };
    QByteArray name;
    Verdict verdict = Verdict::Never;
    /// The bytes on the wire; `elsewhere` is an address at a foreign host.
    std::function<QByteArray(const CrmAnswer& honest, const QByteArray& elsewhere)> bytes;
};

const QList<HostileAnswer>& hostileAnswers();

/// The honest answer with every id as a number.
QByteArray idsAsNumbers(const QByteArray& json);

/// A host that the client has no business with: notes every byte that comes.
class ForeignHost final : public QTcpServer
{
public:
    ForeignHost();

    QByteArray url() const;
    /// What it answers; closes the connection behind it.
    QByteArray answer;
    QByteArray received;
    int connections = 0;
    bool sawSecret() const;
};

} // namespace stevedore::test
