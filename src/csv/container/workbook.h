// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/sheetwriter.h"

namespace stevedore {

/// A container of sheets, whose cells become the cells of a CSV.
class Workbook : public Unpacker
{
public:
    explicit Workbook(const UnpackWork& work) : m_work(work) {}

    Result<bool> write(const QString& choice, DurableFile& out) final;

protected:
    virtual Result<void> readSheet(const QString& name, SheetWriter& into) = 0;
    const UnpackWork& work() const { return m_work; }

private:
    const UnpackWork& m_work;
};

} // namespace stevedore
