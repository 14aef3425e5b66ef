// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

namespace stevedore::sandbox {

/// `page` and `per_page` of a list: at most 200 things, counted from page 1. What is no such number is taken for the
/// nearest one.
struct Paging
{
    qsizetype page = 1;
    qsizetype perPage = 200;

    static Paging of(const Request& request);
    /// Position of the first thing of the page.
    qsizetype first() const { return (page - 1) * perPage; }
    /// `info` of an answer that shows `count` of `all` things.
    QJsonObject info(qsizetype count, qsizetype all) const;
};

} // namespace stevedore::sandbox
