// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/replacelist.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ReplaceList::ReplaceList(QWidget* parent) : QWidget(parent), m_lines(new QVBoxLayout(this))
{
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(space::tight);
    auto* titles = new QHBoxLayout;
    titles->setSpacing(space::between);
    for (const QString& title : {tr("Replace"), tr("with")})
        titles->addWidget(plainLabel(title, "dim"), 1);
    m_lines->addLayout(titles);
    addLine();
}

void ReplaceList::addLine()
{
    const Line line{new QLineEdit, new QLineEdit};
    const QString number = m_edits.isEmpty() ? QString() : QString::number(m_edits.size() + 1);
    line.find->setObjectName(u"replaceFind"_s + number);
    line.with->setObjectName(u"replaceWith"_s + number);
    line.find->setAccessibleName(tr("Text to replace, %1").arg(m_edits.size() + 1));
    line.with->setAccessibleName(tr("What is put in its place, %1").arg(m_edits.size() + 1));
    auto* box = new QHBoxLayout;
    box->setSpacing(space::between);
    for (QLineEdit* edit : {line.find, line.with}) {
        edit->setMinimumWidth(40);
        box->addWidget(edit, 1);
        connect(edit, &QLineEdit::editingFinished, this, &ReplaceList::edited);
    }
    m_lines->addLayout(box);
    m_edits.append(line);
}

void ReplaceList::setReplacements(const QList<Replacement>& replacements)
{
    // Lines stay, because one of them may have the cursor; those too many are hidden.
    while (m_edits.size() <= replacements.size())
        addLine();
    for (qsizetype i = 0; i < m_edits.size(); ++i) {
        const Line& line = m_edits.at(i);
        const Replacement shown = replacements.value(i);
        if (line.find->text() != shown.find)
            line.find->setText(shown.find);
        if (line.with->text() != shown.with)
            line.with->setText(shown.with);
        for (QLineEdit* edit : {line.find, line.with})
            edit->setVisible(i <= replacements.size());
    }
}

QList<Replacement> ReplaceList::replacements() const
{
    QList<Replacement> list;
    for (const Line& line : m_edits) {
        if (!line.find->text().isEmpty())
            list.append({line.find->text(), line.with->text()});
    }
    return list;
}

} // namespace stevedore::ui
