// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/composedform.h"

#include "base/text.h"
#include "mapping/composedtext.h"
#include "widgets/theme.h"

#include <QDate>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ComposedForm::ComposedForm(QWidget* parent) : QWidget(parent), m_text(new QLineEdit), m_menu(new QMenu(this))
{
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::tight);
    QLabel* label = plainLabel(tr("Value for every row"), "dim");
    label->setBuddy(m_text);
    m_text->setAccessibleName(label->text());
    m_text->setObjectName(u"composedText"_s);
    m_text->setMinimumWidth(40);
    m_text->setPlaceholderText(tr("Trade fair 2026, or {First name} {Last name}"));
    lines->addWidget(label);
    lines->addWidget(m_text);
    auto* insert = new QPushButton(tr("Insert"));
    insert->setObjectName(u"composedInsert"_s);
    insert->setMenu(m_menu);
    insert->setProperty("menu", true);
    lines->addWidget(insert, 0, Qt::AlignLeft);
    QLabel* hint =
        plainLabel(tr("A column in braces stands for its value; {Name|1} for the first word of it, {Name|2-} "
                      "for the words behind."),
                   "caption");
    hint->setWordWrap(true);
    lines->addWidget(hint);
    connect(m_text, &QLineEdit::editingFinished, this, &ComposedForm::finish);
}

void ComposedForm::setText(const QString& text, const QStringList& headers, const QString& fileName)
{
    // What is being typed stays when something else is shown anew.
    if (text != m_shown)
        m_text->setText(text);
    m_shown = text;
    if (headers != m_headers || m_menu->isEmpty()) {
        m_headers = headers;
        fillMenu(fileName);
    }
}

void ComposedForm::fillMenu(const QString& fileName)
{
    m_menu->clear();
    const auto add = [this](const QString& name, const QString& inserted) {
        // In a menu "&" marks a key.
        QAction* const action = m_menu->addAction(QString(shownValue(name, 50)).replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, inserted] {
            m_text->insert(inserted);
            finish();
        });
    };
    for (const QString& header : std::as_const(m_headers))
        add(header, u'{' + header + u'}');
    m_menu->addSeparator();
    add(tr("Name of the file"), withoutPlaces(fileName));
    add(tr("Today's date"), QDate::currentDate().toString(Qt::ISODate));
}

void ComposedForm::startEditing()
{
    m_text->setFocus();
    m_text->selectAll();
}

void ComposedForm::finish()
{
    if (m_text->text() == m_shown)
        return;
    m_shown = m_text->text();
    Q_EMIT edited(m_shown);
}

} // namespace stevedore::ui
