// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/readingbar.h"

#include "widgets/flowlayout.h"
#include "widgets/labelled.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QWidget* group(const QString& title, QComboBox* control, QLabel* sure = nullptr)
{
    QWidget* const box = labelledBeside(title, control);
    if (sure) {
        box->layout()->addWidget(sure);
        sure->setToolTip(ReadingBar::tr("How sure the guess is"));
    }
    return box;
}

QString sureText(bool asGuessed, int confidence)
{
    return asGuessed ? ReadingBar::tr("%1 %").arg(confidence) : ReadingBar::tr("by hand");
}

/// Quote and escape in one, as a choice keeps them.
QString quoting(const Grammar& grammar)
{
    return QString(QLatin1Char(grammar.quote)) + QLatin1Char(grammar.escape);
}

QString characterName(char c)
{
    return QString(QLatin1Char(c));
}

QString quotingName(const Grammar& grammar)
{
    if (grammar.quote == '\0' && grammar.escape == '\0')
        return ReadingBar::tr("None");
    if (grammar.quote == '\0')
        return ReadingBar::tr("Only escape %1").arg(characterName(grammar.escape));
    if (grammar.escape == '\0')
        return ReadingBar::tr("%1 doubled").arg(characterName(grammar.quote));
    return ReadingBar::tr("%1 escape %2").arg(characterName(grammar.quote), characterName(grammar.escape));
}

/// Chooses what stands for `data`, which is added if it is not there.
void choose(QComboBox* box, const QString& name, const QString& data)
{
    if (box->findData(data) < 0)
        box->addItem(name, data);
    box->setCurrentIndex(box->findData(data));
}

} // namespace

ReadingBar::ReadingBar(QWidget* parent)
    : QWidget(parent), m_sheet(new QComboBox), m_encoding(new QComboBox), m_delimiter(new QComboBox),
      m_quote(new QComboBox), m_comment(new QComboBox), m_header(new QCheckBox(tr("First row is the header"))),
      m_encodingSure(plainLabel({}, "caption")), m_delimiterSure(plainLabel({}, "caption")),
      m_sheetBox(group(tr("Sheet"), m_sheet))
{
    m_sheet->setObjectName(u"sheet"_s);
    m_sheet->setMaximumWidth(190);
    m_header->setObjectName(u"hasHeader"_s);
    addEncoding();
    addGrammar();
    auto* pane = new Pane;
    auto* flow = new FlowLayout(space::between);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->addWidget(m_sheetBox);
    flow->addWidget(group(tr("Encoding"), m_encoding, m_encodingSure));
    flow->addWidget(group(tr("Delimiter"), m_delimiter, m_delimiterSure));
    flow->addWidget(group(tr("Quote"), m_quote));
    flow->addWidget(group(tr("Comments"), m_comment));
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 3, 0, 3);
    line->addWidget(m_header);
    flow->addWidget(box);
    pane->addPadded()->addLayout(flow);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(pane);
    connect(m_header, &QCheckBox::clicked, this, &ReadingBar::choose);
    connect(m_sheet, &QComboBox::textActivated, this, [this](const QString& sheet) {
        if (sheet != m_facts.sheet)
            Q_EMIT sheetChosen(sheet);
    });
}

void ReadingBar::addEncoding()
{
    m_encoding->setObjectName(u"encoding"_s);
    for (const QByteArray& name : selectableEncodings())
        m_encoding->addItem(QString::fromLatin1(name), name);
    m_encoding->setFixedWidth(122);
    connect(m_encoding, &QComboBox::activated, this, &ReadingBar::choose);
}

void ReadingBar::addGrammar()
{
    m_delimiter->setObjectName(u"delimiter"_s);
    m_quote->setObjectName(u"quote"_s);
    m_comment->setObjectName(u"comment"_s);
    for (const char delimiter : {',', ';', '\t', '|', ':'})
        m_delimiter->addItem(delimiterName(delimiter), QString(QLatin1Char(delimiter)));
    m_delimiter->setEditable(true);
    m_delimiter->setInsertPolicy(QComboBox::NoInsert);
    m_delimiter->setToolTip(tr("Any character can be typed"));
    m_delimiter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (const Grammar& grammar : {Grammar{}, Grammar{',', '"', '\\'}, Grammar{',', '\''}, Grammar{',', '\'', '\\'},
                                   Grammar{',', '\0'}, Grammar{',', '\0', '\\'}})
        m_quote->addItem(quotingName(grammar), quoting(grammar));
    m_comment->addItem(tr("None"), QString(QChar(u'\0')));
    for (const char comment : {'#', ';', '%', '!', '*'})
        m_comment->addItem(characterName(comment), QString(QLatin1Char(comment)));
    m_comment->setToolTip(tr("Lines that begin with this character are left out"));
    connect(m_delimiter, &QComboBox::activated, this, &ReadingBar::choose);
    connect(m_delimiter->lineEdit(), &QLineEdit::editingFinished, this, &ReadingBar::chooseDelimiter);
    connect(m_quote, &QComboBox::activated, this, &ReadingBar::choose);
    connect(m_comment, &QComboBox::activated, this, &ReadingBar::choose);
}

/// What was typed: a character, or the name of one.
void ReadingBar::chooseDelimiter()
{
    const QString text = m_delimiter->currentText();
    const char typed = delimiterFromText(text);
    const int named = m_delimiter->findText(text, Qt::MatchFixedString);
    if (named < 0 && typed == '\0')
        return fillGrammar(m_facts.dialect);
    if (named >= 0)
        m_delimiter->setCurrentIndex(named);
    else
        ui::choose(m_delimiter, delimiterName(typed), QString(QLatin1Char(typed)));
    choose();
}

void ReadingBar::choose()
{
    Dialect dialect = m_facts.dialect;
    dialect.encoding = m_encoding->currentData().toByteArray();
    if (const QString delimiter = m_delimiter->currentData().toString(); !delimiter.isEmpty())
        dialect.delimiter = delimiter.front().toLatin1();
    const QString quote = m_quote->currentData().toString();
    dialect.quote = quote.front().toLatin1();
    dialect.escape = quote.back().toLatin1();
    dialect.comment = m_comment->currentData().toString().front().toLatin1();
    dialect.hasHeader = m_header->isChecked();
    if (dialect == m_facts.dialect)
        return;
    if (isSound(dialect))
        Q_EMIT dialectChosen(dialect);
    else // one character cannot have two meanings
        fillGrammar(m_facts.dialect);
}

void ReadingBar::fillGrammar(const Dialect& dialect)
{
    ui::choose(m_delimiter, delimiterName(dialect.delimiter), QString(QLatin1Char(dialect.delimiter)));
    m_delimiter->setEditText(m_delimiter->itemText(m_delimiter->currentIndex()));
    m_delimiter->lineEdit()->setCursorPosition(0);
    ui::choose(m_quote, quotingName(dialect), quoting(dialect));
    ui::choose(m_comment, characterName(dialect.comment), QString(QLatin1Char(dialect.comment)));
}

void ReadingBar::setFacts(const FileFacts& facts)
{
    const bool sameSheets = m_facts.sheets == facts.sheets;
    m_facts = facts;
    if (m_encoding->findData(facts.dialect.encoding) < 0)
        m_encoding->addItem(QString::fromLatin1(facts.dialect.encoding), facts.dialect.encoding);
    m_encoding->setCurrentIndex(m_encoding->findData(facts.dialect.encoding));
    if (!m_delimiter->hasFocus())
        fillGrammar(facts.dialect);
    m_header->setChecked(facts.dialect.hasHeader);
    m_encodingSure->setText(
        sureText(facts.guess.dialect.encoding == facts.dialect.encoding, facts.guess.encodingConfidence));
    m_delimiterSure->setText(
        sureText(facts.guess.dialect.delimiter == facts.dialect.delimiter, facts.guess.delimiterConfidence));
    m_header->setToolTip(
        sureText(facts.guess.dialect.hasHeader == facts.dialect.hasHeader, facts.guess.headerConfidence));
    if (!sameSheets) {
        m_sheet->clear();
        m_sheet->addItems(facts.sheets);
    }
    m_sheet->setCurrentText(facts.sheet);
    m_sheetBox->setVisible(facts.sheets.size() > 1);
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_sheet, m_encoding, m_delimiter, m_quote, m_comment, m_header})
        control->setEnabled(!facts.locked);
}

} // namespace stevedore::ui
