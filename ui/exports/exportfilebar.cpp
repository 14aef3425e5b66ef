// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportfilebar.h"

#include "csv/dialect.h"
#include "widgets/flowlayout.h"
#include "widgets/labelled.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

void choose(QComboBox* combo, const QString& name, const QVariant& data)
{
    if (combo->findData(data) < 0)
        combo->addItem(name, data);
    combo->setCurrentIndex(combo->findData(data));
}

bool isUtf8(const QString& encoding)
{
    return encoding.compare(u"UTF-8"_s, Qt::CaseInsensitive) == 0;
}

QString calendarName()
{
    return ExportFileBar::tr("Calendar");
}

} // namespace

ExportFileBar::ExportFileBar(const QWidgetList& before, QWidget* parent)
    : QWidget(parent), m_format(new QComboBox), m_heads(new QComboBox), m_delimiter(new QComboBox),
      m_encoding(new QComboBox), m_values(new QComboBox), m_mark(new QCheckBox(tr("Byte order mark"))),
      m_meaning(plainLabel({}, "caption"))
{
    m_format->addItem(tr("CSV"), int(ExportFormat::Csv));
    m_format->addItem(tr("CSV, packed"), int(ExportFormat::CsvGz));
    m_format->addItem(tr("Workbook"), int(ExportFormat::Xlsx));
    m_heads->addItem(tr("API names"), false);
    m_heads->addItem(tr("labels"), true);
    m_delimiter->addItem(tr("comma"), u","_s);
    m_delimiter->addItem(tr("semicolon"), u";"_s);
    m_delimiter->addItem(tr("tab"), u"\t"_s);
    m_delimiter->addItem(tr("bar"), u"|"_s);
    for (const QByteArray& name : selectableEncodings())
        m_encoding->addItem(QString::fromLatin1(name), QString::fromLatin1(name));
    m_format->setToolTip(tr("CSV, packed: .csv.gz. Workbook: .xlsx. Calendar: .ics."));
    m_values->addItem(tr("exact"), false);
    m_values->addItem(tr("safe for spreadsheets"), true);
    auto* flow = new FlowLayout(space::between);
    for (QWidget* control : before)
        flow->addWidget(control);
    flow->addWidget(addChoice(tr("File"), m_format, u"format"_s));
    flow->addWidget(m_headsBox = addChoice(tr("Heads"), m_heads, u"heads"_s));
    flow->addWidget(m_delimiterBox = addChoice(tr("Delimiter"), m_delimiter, u"delimiter"_s));
    flow->addWidget(m_encodingBox = addChoice(tr("Encoding"), m_encoding, u"encoding"_s));
    m_mark->setObjectName(u"mark"_s);
    m_mark->setToolTip(tr("Three bytes in front of UTF-8, by which some spreadsheets know it."));
    m_mark->setMinimumHeight(28);
    connect(m_mark, &QCheckBox::toggled, this, &ExportFileBar::changed);
    flow->addWidget(m_mark);
    flow->addWidget(m_valuesBox = addChoice(tr("Values"), m_values, u"values"_s));
    m_meaning->setWordWrap(true);
    m_meaning->setObjectName(u"valuesMeaning"_s);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(space::between);
    lines->addLayout(flow);
    lines->addWidget(m_meaning);
    setFile({});
}

QWidget* ExportFileBar::addChoice(const QString& label, QComboBox* combo, const QString& objectName)
{
    combo->setObjectName(objectName);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    combo->setMaximumWidth(230);
    connect(combo, &QComboBox::activated, this, [this] {
        fit();
        Q_EMIT changed();
    });
    return labelledBeside(label, combo);
}

void ExportFileBar::setFile(const ExportFile& file)
{
    const QSignalBlocker quiet(m_mark);
    choose(m_format, file.format == ExportFormat::Ics ? calendarName() : QString(), int(file.format));
    choose(m_heads, {}, file.labels);
    choose(m_delimiter, QString(QLatin1Char(file.delimiter)), QString(QLatin1Char(file.delimiter)));
    choose(m_encoding, file.encoding, file.encoding);
    choose(m_values, {}, file.safe);
    m_mark->setChecked(file.mark);
    fit();
}

ExportFile ExportFileBar::file() const
{
    ExportFile file;
    file.format = ExportFormat(m_format->currentData().toInt());
    file.labels = m_heads->currentData().toBool();
    file.delimiter = m_delimiter->currentData().toString().at(0).toLatin1();
    file.encoding = m_encoding->currentData().toString();
    file.mark = m_mark->isChecked() && isUtf8(file.encoding);
    file.safe = m_values->currentData().toBool();
    return file;
}

void ExportFileBar::setCalendarOffered(bool offered)
{
    const int place = m_format->findData(int(ExportFormat::Ics));
    if (offered && place < 0)
        m_format->addItem(calendarName(), int(ExportFormat::Ics));
    if (!offered && place >= 0)
        m_format->removeItem(place);
    fit();
}

void ExportFileBar::fit()
{
    const auto format = ExportFormat(m_format->currentData().toInt());
    const bool isCsv = format == ExportFormat::Csv || format == ExportFormat::CsvGz;
    const bool isTable = format != ExportFormat::Ics;
    m_delimiterBox->setVisible(isCsv);
    m_encodingBox->setVisible(isCsv);
    m_mark->setVisible(isCsv && isUtf8(m_encoding->currentData().toString()));
    m_headsBox->setVisible(isTable);
    m_valuesBox->setVisible(isCsv);
    m_meaning->setText(
        !isTable ? tr("A calendar has every event with all that belongs to it; no columns are chosen.")
        : !isCsv ? tr("Every value is a text in the workbook, so that no id or number is rounded.")
        : m_values->currentData().toBool()
            ? tr("A value that a spreadsheet would take for a formula gets an apostrophe in front. Choose exact to "
                 "edit "
                 "the file and send it back.")
            : tr("Values stand as the CRM has them. A spreadsheet may take one that begins with =, +, - or @ for a "
                 "formula."));
    updateGeometry();
}

} // namespace stevedore::ui
