// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/conditioneditor.h"
#include "exports/conditiontextedit.h"
#include "exports/exportfields.h"
#include "exports/exportform.h"
#include "exports/fieldpicker.h"
#include "exports/picklistbutton.h"
#include "exports/valuelist.h"
#include "models/roles.h"
#include "support/settled.h"
#include "ui/inventeddata.h"
#include "widgets/rail.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

namespace {

Field field(const QString& apiName, const QString& label, FieldType type, const QString& dataType)
{
    Field field;
    field.apiName = apiName;
    field.label = label;
    field.type = type;
    field.dataType = dataType;
    return field;
}

ModuleMeta contacts()
{
    ModuleMeta meta = test::contactsMeta();
    meta.fields.append(field(u"Email_Opt_Out"_s, u"Email Opt Out"_s, FieldType::Boolean, u"boolean"_s));
    meta.fields.append(field(u"Modified_Time"_s, u"Modified Time"_s, FieldType::DateTime, u"datetime"_s));
    meta.fields.append(field(u"Amount_Owed"_s, u"Amount Owed"_s, FieldType::Currency, u"currency"_s));
    meta.fields.append(field(u"Photos"_s, u"Photos"_s, FieldType::Unsupported, u"fileupload"_s));
    meta.fields.append(field(u"Partners"_s, u"Partners"_s, FieldType::Unsupported, u"multiselectlookup"_s));
    meta.fields.append(field(u"A_name_as_long_as_a_CRM_allows_it_to_be_for_a_field_1"_s,
                             u"A label as long as a CRM allows it to be for a field"_s, FieldType::Text, u"text"_s));
    return meta;
}

ModuleMeta accounts()
{
    ModuleMeta meta;
    meta.module = {u"2"_s, u"Accounts"_s, u"Account"_s, u"Accounts"_s};
    meta.fields = {field(u"Account_Name"_s, u"Account Name"_s, FieldType::Text, u"text"_s),
                   field(u"Industry"_s, u"Industry"_s, FieldType::Picklist, u"picklist"_s)};
    meta.fields[1].picklist = {{u"Banking"_s, u"Banking"_s}, {u"Retail"_s, u"Retail"_s}};
    return meta;
}

Condition nested()
{
    using enum Comparator;
    return Condition::all(
        {Condition::compare(u"Lead_Source"_s, In, {{u"Web"_s}, {u"Partner"_s}}),
         Condition::any({Condition::compare(u"Modified_Time"_s, GreaterEqual, {{u"today-7"_s, true}}),
                         Condition::compare(u"Email_Opt_Out"_s, Equal, {{u"true"_s}}),
                         Condition::all({Condition::compare(u"Account_Name.Industry"_s, Equal, {{u"Retail"_s}}),
                                         Condition::compare(u"Amount_Owed"_s, GreaterEqual, {{u"1000"_s}})})}),
         Condition::compare(u"Date_of_Birth"_s, Between, {{u"1960-01-01"_s}, {u"1999-12-31"_s}})});
}

std::unique_ptr<ExportForm> shownForm()
{
    auto form = std::make_unique<ExportForm>();
    form->setModules({contacts().module, accounts().module}, u"Contacts"_s);
    form->setMeta(contacts());
    form->addParent(accounts());
    form->resize(1076, 720);
    form->show();
    form->activateWindow();
    return form;
}

template <typename T>
T* last(QWidget& in, const QString& name)
{
    const QList<T*> all = in.findChildren<T*>(name);
    return all.isEmpty() ? nullptr : all.last();
}

/// Types into a field line and leaves it by Return, as people do.
void typeField(QWidget& form, const QString& text)
{
    auto* line = last<QLineEdit>(form, u"conditionField"_s);
    line->setFocus();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

void press(QWidget* button)
{
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
}

void chooseByKeys(QComboBox* combo, int comparator)
{
    combo->setFocus();
    while (combo->currentData().toInt() != comparator && combo->currentIndex() + 1 < combo->count())
        QTest::keyClick(combo, Qt::Key_Down);
}

} // namespace

/// The form of an export by key presses only, and pictures of it for people to look at.
class TestExportForm final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_theme->setChoice(ThemeChoice::Light); }
    void buildsNestedConditionByKeys();
    void textRewritesBoxes();
    void brokenTextIsMarked();
    void textCompletes();
    void boxesKeepConditions_data();
    void boxesKeepConditions();
    void comparatorsFollowType();
    void wrongValueSaysSo();
    void fieldsAreOrderedByKeys();
    void searchFindsAndTakes();
    void limitOfColumns();
    void unsupportedAreNotOffered();
    void parentsAreAskedFor();
    void tabGoesAsRead();
    void picklistByKeys();
    void estimateIsAskedOnce();
    void footSaysWhyNot();
    void valueLines();
    void requestsComeBack();
    void pictures_data();
    void pictures();
    void controlsHaveNames();

private:
    Theme* m_theme = nullptr;
};

void TestExportForm::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_theme = new Theme(*qApp);
    m_theme->setParent(this);
    QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS));
}

void TestExportForm::buildsNestedConditionByKeys()
{
    const auto form = shownForm();
    auto* root = form->findChild<QWidget*>(u"rootGroup"_s);
    const auto addCondition = [root] { return root->findChildren<QPushButton*>(u"addCondition"_s); };
    press(addCondition().first());
    typeField(*form, u"last na"_s);
    auto* value = last<QLineEdit>(*form, u"conditionValue"_s);
    QVERIFY(value);
    QTest::keyClicks(value, u"Miller"_s);
    press(root->findChildren<QPushButton*>(u"addGroup"_s).last());
    typeField(*form, u"amount"_s);
    chooseByKeys(last<QComboBox>(*form, u"conditionComparator"_s), int(Comparator::GreaterEqual));
    QTest::keyClicks(last<QLineEdit>(*form, u"conditionValue"_s), u"1000"_s);
    auto* group = last<QWidget>(*form, u"conditionGroup"_s);
    QVERIFY(group);
    press(group->findChild<QPushButton*>(u"addCondition"_s));
    QVERIFY(qobject_cast<QLineEdit*>(form->focusWidget()));
    QTest::keyClicks(form->focusWidget(), u"phone"_s);
    QTest::keyClick(form->focusWidget(), Qt::Key_Return);
    chooseByKeys(last<QComboBox>(*form, u"conditionComparator"_s), int(Comparator::IsEmpty));

    using enum Comparator;
    const Condition wanted =
        Condition::all({Condition::compare(u"Last_Name"_s, Equal, {{u"Miller"_s}}),
                        Condition::any({Condition::compare(u"Amount_Owed"_s, GreaterEqual, {{u"1000"_s}}),
                                        Condition::compare(u"Phone"_s, IsEmpty)})});
    QCOMPARE(conditionText(form->request().where), conditionText(wanted));
    QVERIFY(form->request().where == wanted);
    QCOMPARE(form->findChild<QPlainTextEdit*>()->toPlainText(), conditionText(wanted));
    QCOMPARE(form->findChild<QLabel*>(u"conditionFigure"_s)->text(), u"3 of 25 conditions"_s);
    QCOMPARE(form->whyNot(), QString());

    press(form->findChild<QPushButton*>(u"removeCondition"_s));
    QVERIFY(form->request().where == wanted.parts.at(1));
}

void TestExportForm::textRewritesBoxes()
{
    const auto form = shownForm();
    auto* text = form->findChild<QPlainTextEdit*>(u"conditionText"_s);
    text->setFocus();
    const QString typed =
        u"Lead_Source in (\"Web\", \"Partner\") and (Modified_Time >= today-7 or Email_Opt_Out = true)"_s;
    text->insertPlainText(typed);
    QCOMPARE(form->findChildren<QLineEdit*>(u"conditionField"_s).size(), 3);
    QCOMPARE(form->findChildren<QWidget*>(u"conditionGroup"_s).size(), 1);
    QCOMPARE(last<QLineEdit>(*form, u"conditionField"_s)->text(), u"Email Opt Out"_s);
    QCOMPARE(conditionText(form->request().where), typed);
    // What is typed stays as it is, the cursor included.
    QCOMPARE(text->toPlainText(), typed);
    QCOMPARE(text->textCursor().position(), int(typed.size()));
    QCOMPARE(form->focusWidget(), text);
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Delete);
    QVERIFY(form->request().where.isEmpty());
    QVERIFY(form->findChildren<QLineEdit*>(u"conditionField"_s).isEmpty());
}

void TestExportForm::brokenTextIsMarked()
{
    const auto form = shownForm();
    auto* text = form->findChild<ConditionTextEdit*>();
    text->setFocus();
    text->insertPlainText(u"Last_Name = \"A\" and Phone is"_s);
    QVERIFY(text->error());
    QCOMPARE(text->extraSelections().size(), 1);
    auto* below = form->findChild<QLabel*>(u"textTrouble"_s);
    QCOMPARE(below->text(), text->error()->sentence);
    QVERIFY(below->isVisible());
    QVERIFY(!form->primary()->isEnabled());
    // The boxes go on where the text cannot.
    auto* value = last<QLineEdit>(*form, u"conditionValue"_s);
    if (!value) {
        press(form->findChild<QPushButton*>(u"addCondition"_s));
        typeField(*form, u"Phone"_s);
        value = last<QLineEdit>(*form, u"conditionValue"_s);
    }
    value->setFocus();
    QTest::keyClicks(value, u"B"_s);
    QVERIFY(!text->error());
    QVERIFY(!below->isVisible());
    QCOMPARE(text->toPlainText(), conditionText(form->request().where));
}

void TestExportForm::textCompletes()
{
    const auto form = shownForm();
    auto* text = form->findChild<ConditionTextEdit*>();
    text->setFocus();
    QTest::keyClicks(text, u"lead"_s);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(text->toPlainText(), u"Lead_Source"_s);
    QTest::keyClicks(text, u" = "_s);
    QTest::keyClick(text, Qt::Key_Space, Qt::ControlModifier);
    QTest::keyClick(text, Qt::Key_Return);
    QCOMPARE(text->toPlainText(), u"Lead_Source = \"Web\""_s);
    QVERIFY(form->request().where == Condition::compare(u"Lead_Source"_s, Comparator::Equal, {{u"Web"_s}}));
}

void TestExportForm::boxesKeepConditions_data()
{
    QTest::addColumn<QString>("text");
    const QString day = u"Date_of_Birth"_s;
    for (const QString& field :
         {u"Last_Name"_s, u"Email"_s, u"Lead_Source"_s, u"Account_Name"_s, u"Legacy_ID"_s, day, u"Email_Opt_Out"_s,
          u"Modified_Time"_s, u"Amount_Owed"_s, u"Account_Name.Industry"_s, u"id"_s}) {
        const ModuleMeta all = withParents(contacts(), {accounts()});
        const FieldFinder finder = fieldsOf(all);
        const Field* const known = finder(field);
        QVERIFY(known);
        const OperandKind kind = operandKind(*known);
        QStringList values = {u"Web"_s, u"a \"b\", c"_s};
        if (kind == OperandKind::Number || kind == OperandKind::Id)
            values = {u"4876876000000541958"_s, u"12"_s};
        if (kind == OperandKind::Date)
            values = {u"2026-01-31"_s, u"today-7"_s};
        if (kind == OperandKind::DateTime)
            values = {u"2026-01-31T10:00:17+05:30"_s, u"now-90"_s};
        if (kind == OperandKind::Boolean)
            values = {u"false"_s, u"true"_s};
        for (const Comparator comparator : comparatorsFor(*known)) {
            const OperandCount count = operandCount(comparator);
            const bool isTime = kind == OperandKind::Date || kind == OperandKind::DateTime;
            Condition one = Condition::compare(field, comparator);
            for (int i = 0; i < (count.most < 0 ? 2 : count.least); ++i)
                one.operands.append({values.at(i), isTime && i == 1});
            const QString text = conditionText(one);
            QTest::newRow(qPrintable(text)) << text;
        }
    }
    QTest::newRow("nested") << conditionText(nested());
}

/// Whatever may be asked, the boxes show it and give it back unchanged.
void TestExportForm::boxesKeepConditions()
{
    QFETCH(QString, text);
    const auto condition = conditionFromText(text);
    QVERIFY(condition);
    ConditionEditor editor;
    editor.setMeta(withParents(contacts(), {accounts()}));
    editor.setCondition(*condition);
    QCOMPARE(conditionText(editor.condition()), text);
    QVERIFY(editor.condition() == *condition);
    QCOMPARE(editor.trouble(), QString());
}

void TestExportForm::comparatorsFollowType()
{
    ConditionEditor editor;
    const ModuleMeta meta = contacts();
    editor.setMeta(meta);
    editor.show();
    press(editor.findChild<QPushButton*>(u"addCondition"_s));
    for (const QString& name : {u"Email_Opt_Out"_s, u"Modified_Time"_s, u"Last_Name"_s}) {
        auto* line = editor.findChild<QLineEdit*>(u"conditionField"_s);
        line->selectAll();
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
        const auto* combo = editor.findChild<QComboBox*>(u"conditionComparator"_s);
        QList<Comparator> offered;
        for (int i = 0; i < combo->count(); ++i)
            offered.append(Comparator(combo->itemData(i).toInt()));
        QCOMPARE(offered, comparatorsFor(*meta.field(name)));
        QCOMPARE(editor.condition().field, name);
    }
}

void TestExportForm::wrongValueSaysSo()
{
    const auto form = shownForm();
    press(form->findChild<QPushButton*>(u"addCondition"_s));
    QVERIFY(!form->whyNot().isEmpty());
    typeField(*form, u"Amount Owed"_s);
    auto* value = last<QLineEdit>(*form, u"conditionValue"_s);
    QTest::keyClicks(value, u"much"_s);
    auto* trouble = form->findChild<QLabel*>(u"conditionTrouble"_s);
    QTRY_VERIFY(trouble->isVisible());
    QCOMPARE(trouble->text(), form->whyNot());
    QCOMPARE(value->property("wrong").toString(), u"true"_s);
    value->selectAll();
    QTest::keyClicks(value, u"12.5"_s);
    QVERIFY(!trouble->isVisible());
    QCOMPARE(form->whyNot(), QString());
    QVERIFY(value == last<QLineEdit>(*form, u"conditionValue"_s));
}

void TestExportForm::fieldsAreOrderedByKeys()
{
    const auto form = shownForm();
    auto* picker = form->findChild<FieldPicker*>();
    picker->setFields({u"Email"_s, u"Last_Name"_s, u"Phone"_s});
    auto* order = form->findChild<QListView*>(u"chosenFields"_s);
    order->setFocus();
    order->setCurrentIndex(order->model()->index(2, 0));
    QTest::keyClick(order, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(order, Qt::Key_Up, Qt::AltModifier);
    QTest::keyClick(order, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(form->request().fields, QStringList({u"Phone"_s, u"Email"_s, u"Last_Name"_s}));
    QTest::keyClick(order, Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(form->request().fields, QStringList({u"Email"_s, u"Phone"_s, u"Last_Name"_s}));
    QTest::keyClick(order, Qt::Key_Delete);
    QCOMPARE(form->request().fields, QStringList({u"Email"_s, u"Last_Name"_s}));
    QCOMPARE(order->currentIndex().row(), 1);
    press(form->findChild<QPushButton*>(u"chooseNone"_s));
    QVERIFY(form->request().fields.isEmpty());
    QVERIFY(!form->primary()->isEnabled());
    press(form->findChild<QPushButton*>(u"chooseAll"_s));
    QCOMPARE(picker->fields(), picker->allFields());
    // All of them are not named.
    QCOMPARE(form->request().fields, QStringList());
    QVERIFY(form->primary()->isEnabled());
}

void TestExportForm::searchFindsAndTakes()
{
    FieldPicker picker;
    picker.setMeta(contacts());
    picker.addParent(accounts());
    picker.show();
    auto* search = picker.findChild<QLineEdit*>(u"fieldSearch"_s);
    search->setFocus();
    QTest::keyClicks(search, u"legacy_"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QTest::keyClicks(search, u"industry"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(picker.fields(), QStringList({u"Legacy_ID"_s, u"Account_Name.Industry"_s}));
    auto* all = picker.findChild<QTreeView*>(u"allFields"_s);
    search->clear();
    QTest::keyClick(search, Qt::Key_Down);
    QVERIFY(all->currentIndex().isValid());
    QTest::keyClick(all, Qt::Key_Space);
    QCOMPARE(picker.fields().last(), u"First_Name"_s);
    QCOMPARE(picker.findChild<QLabel*>(u"fieldFigure"_s)->text(), u"3 of 14 fields"_s);
    QTest::keyClick(all, Qt::Key_Space);
    QCOMPARE(picker.fields().size(), 2);
}

void TestExportForm::limitOfColumns()
{
    ModuleMeta meta = contacts();
    for (int i = 0; i < 250; ++i)
        meta.fields.append(field(u"Extra_%1"_s.arg(i), u"Extra %1"_s.arg(i), FieldType::Text, u"text"_s));
    FieldPicker picker;
    picker.setMeta(meta);
    press(picker.findChild<QPushButton*>(u"chooseAll"_s));
    QCOMPARE(picker.fields().size(), 200);
    QVERIFY(picker.findChild<QLabel*>(u"fieldHint"_s)->text().contains(u"200"_s));
    auto* search = picker.findChild<QLineEdit*>(u"fieldSearch"_s);
    QTest::keyClicks(search, u"Extra_249"_s);
    QTest::keyClick(search, Qt::Key_Return);
    QCOMPARE(picker.fields().size(), 200);
    QVERIFY(!picker.fields().contains(u"Extra_249"_s));
}

void TestExportForm::unsupportedAreNotOffered()
{
    FieldPicker picker;
    picker.setMeta(contacts());
    QVERIFY(!picker.allFields().contains(u"Photos"_s));
    QVERIFY(!picker.allFields().contains(u"Partners"_s));
    picker.setFields({u"Email"_s, u"Gone"_s});
    QCOMPARE(picker.unknownFields(), QStringList{u"Gone"_s});
}

void TestExportForm::parentsAreAskedFor()
{
    ExportForm form;
    const QSignalSpy wanted(&form, &ExportForm::parentWanted);
    form.setModules({contacts().module}, u"Contacts"_s);
    form.setMeta(contacts());
    QCOMPARE(wanted.size(), 0);
    auto* all = form.findChild<QTreeView*>(u"allFields"_s);
    const QModelIndex lookup = all->model()->match(all->model()->index(0, 0), RawRole, u"Account_Name"_s).value(0);
    all->expand(lookup);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.at(0).at(0).toString(), u"Accounts"_s);
    form.addParent(accounts());
    QCOMPARE(all->model()->rowCount(lookup), 2);

    ExportForm other;
    const QSignalSpy asked(&other, &ExportForm::parentWanted);
    other.setModules({contacts().module}, u"Contacts"_s);
    ExportRequest request;
    request.module = u"Contacts"_s;
    request.where = Condition::compare(u"Account_Name.Industry"_s, Comparator::Equal, {{u"Retail"_s}});
    other.setRequest(request);
    other.setMeta(contacts());
    QCOMPARE(asked.size(), 1);
    other.addParent(accounts());
    QCOMPARE(last<QLineEdit>(other, u"conditionField"_s)->text(), u"Account Name > Industry"_s);
    QCOMPARE(asked.size(), 1);
    QVERIFY(other.request().where == request.where);
}

void TestExportForm::tabGoesAsRead()
{
    const auto form = shownForm();
    form->findChild<ConditionEditor*>()->setCondition(nested());
    test::waitUntilSettled();
    auto* start = form->findChild<QComboBox*>(u"groupKind"_s);
    start->setFocus();
    QPoint before = start->mapTo(form.get(), QPoint());
    int steps = 0;
    for (; steps < 60 && form->focusWidget()->objectName() != u"conditionText"; ++steps) {
        QWidget* const was = form->focusWidget();
        QTest::keyClick(was, Qt::Key_Tab);
        QWidget* const now = form->focusWidget();
        // The parts of a date are visited one by one.
        QVERIFY(now != was || was->inherits("QAbstractSpinBox"));
        if (now == was)
            continue;
        const QWidget* const boxes = form->findChild<QWidget*>(u"rootGroup"_s);
        if (!boxes->isAncestorOf(now))
            continue;
        const QPoint place = now->mapTo(boxes, QPoint());
        // Never back towards the beginning: two values of one comparison stand below each other.
        const bool isFurther = place.y() > before.y() + 12 || place.x() > before.x();
        QVERIFY2(steps == 0 || isFurther, qPrintable(now->objectName()));
        before = place;
    }
    QVERIFY(steps > 20 && steps < 60);
}

void TestExportForm::picklistByKeys()
{
    const auto form = shownForm();
    press(form->findChild<QPushButton*>(u"addCondition"_s));
    typeField(*form, u"Lead Source"_s);
    chooseByKeys(last<QComboBox>(*form, u"conditionComparator"_s), int(Comparator::In));
    auto* button = form->findChild<PicklistButton*>();
    QVERIFY(button);
    press(button);
    QListWidget* const list = button->list();
    QVERIFY(list->isVisible());
    QTest::keyClick(list, Qt::Key_Space);
    QTest::keyClick(list, Qt::Key_End);
    QTest::keyClick(list, Qt::Key_Space);
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(form->request().where ==
            Condition::compare(u"Lead_Source"_s, Comparator::In, {{u"Web"_s}, {u"Employee Referral"_s}}));
}

void TestExportForm::estimateIsAskedOnce()
{
    const auto form = shownForm();
    const QSignalSpy wanted(form.get(), &ExportForm::estimateWanted);
    QTRY_COMPARE(wanted.size(), 1);
    form->setEstimate(ExportEstimate{41'200, false, 1, 52, 6});
    QCOMPARE(form->primary()->text(), u"Export 41,200 contacts"_s);
    QVERIFY(form->primary()->isEnabled());
    // Another order of the columns counts nothing anew.
    form->findChild<FieldPicker*>()->setFields({u"Email"_s});
    QCOMPARE(form->primary()->text(), u"Export 41,200 contacts"_s);
    auto* text = form->findChild<QPlainTextEdit*>();
    text->insertPlainText(u"Phone is empty"_s);
    QCOMPARE(form->primary()->text(), u"Export contacts"_s);
    QTRY_COMPARE(wanted.size(), 2);
    const auto request = wanted.at(1).at(0).value<ExportRequest>();
    QVERIFY(request.where == Condition::compare(u"Phone"_s, Comparator::IsEmpty));
}

void TestExportForm::footSaysWhyNot()
{
    ExportForm form;
    QVERIFY(!form.primary()->isEnabled());
    form.setModules({contacts().module}, {});
    QVERIFY(form.whyNot().contains(u"module"_s));
    const QSignalSpy chosen(&form, &ExportForm::moduleChosen);
    form.show();
    auto* module = form.findChild<QComboBox*>(u"module"_s);
    module->lineEdit()->setFocus();
    QTest::keyClicks(module->lineEdit(), u"contacts"_s);
    QTest::keyClick(module->lineEdit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    form.setMeta(contacts());
    QCOMPARE(form.whyNot(), QString());
    const QSignalSpy start(&form, &ExportForm::startWanted);
    form.setObstacle(u"There is no connection to the CRM."_s);
    QVERIFY(!form.primary()->isEnabled());
    form.setObstacle({});
    press(form.primary());
    QCOMPARE(start.size(), 1);
    QVERIFY(start.at(0).at(0).value<ExportRequest>() == form.request());
}

void TestExportForm::valueLines()
{
    const QStringList hard = {u"a"_s, u"b, c"_s, u"say \"x\""_s, u" blank "_s, u"\""_s, u","_s};
    QCOMPARE(valuesOf(valuesLine(hard)), hard);
    QCOMPARE(valuesOf(u" a ,, b c , "_s), QStringList({u"a"_s, u"b c"_s}));
}

void TestExportForm::requestsComeBack()
{
    ExportRequest request;
    request.module = u"Contacts"_s;
    request.fields = {u"Email"_s, u"Account_Name.Industry"_s, u"Last_Name"_s};
    request.where = nested();
    request.view = u"4876876000000087501"_s;
    request.viewName = u"My contacts"_s;
    request.file = {ExportFormat::CsvGz, true, ';', u"windows-1252"_s, false, true};
    ExportForm form;
    form.setModules({contacts().module, accounts().module}, {});
    form.setRequest(request);
    QVERIFY(form.request() == request);
    form.setMeta(contacts());
    form.addParent(accounts());
    form.setViews({{u"1"_s, u"All contacts"_s, 0}, {request.view, request.viewName, 2}});
    QVERIFY(form.request() == request);
    QCOMPARE(form.whyNot(), QString());
    QCOMPARE(form.findChild<QLabel*>(u"conditionFigure"_s)->text(), u"8 of 25 conditions"_s);
}

void TestExportForm::pictures_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("state");
    QTest::newRow("exportform-light") << QSize(1280, 800) << false << QString();
    QTest::newRow("exportform-dark") << QSize(1280, 800) << true << QString();
    QTest::newRow("exportform-small") << QSize(1024, 640) << false << QString();
    QTest::newRow("exportform-large") << QSize(1920, 1080) << false << QString();
    QTest::newRow("exportform-empty") << QSize(1280, 800) << false << u"empty"_s;
    QTest::newRow("exportform-wrong") << QSize(1280, 800) << true << u"wrong"_s;
    QTest::newRow("exportform-mirrored") << QSize(1280, 800) << false << u"mirrored"_s;
}

void TestExportForm::pictures()
{
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(QString, state);
    m_theme->setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    qApp->setLayoutDirection(state == u"mirrored" ? Qt::RightToLeft : Qt::LeftToRight);
    QWidget window;
    auto* line = new QHBoxLayout(&window);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto* rail = new Rail;
    rail->setFolded(size.width() < 1100);
    line->addWidget(rail);
    auto* form = new ExportForm;
    line->addWidget(form, 1);
    form->setModules({contacts().module, accounts().module}, u"Contacts"_s);
    form->setMeta(contacts());
    form->addParent(accounts());
    form->setViews({{u"1"_s, u"My contacts"_s, 0}});
    if (state != u"empty") {
        ExportRequest request = form->request();
        request.where = nested();
        request.fields = {u"Last_Name"_s,
                          u"First_Name"_s,
                          u"Email"_s,
                          u"Account_Name.Industry"_s,
                          u"Lead_Source"_s,
                          u"Modified_Time"_s,
                          u"A_name_as_long_as_a_CRM_allows_it_to_be_for_a_field_1"_s};
        form->setRequest(request);
    }
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    if (state == u"wrong") {
        auto* text = form->findChild<QPlainTextEdit*>();
        text->setPlainText(
            u"Amount_Owed >= \"much\" and Date_of_Birth = \"2026-02-30\" and Lead_Source in (\"Web\")"_s);
        text->moveCursor(QTextCursor::End);
        text->insertPlainText(u" and Phone is"_s);
    } else {
        const QSignalSpy wanted(form, &ExportForm::estimateWanted);
        QTRY_VERIFY(!wanted.isEmpty());
        form->setEstimate(ExportEstimate{41'200, false, 1, 52, 6});
    }
    auto* all = form->findChild<QTreeView*>(u"allFields"_s);
    all->expand(all->model()->match(all->model()->index(0, 0), RawRole, u"Account_Name"_s).value(0));
    test::waitUntilSettled();
    QVERIFY(window.grab().save(
        QStringLiteral(STEVEDORE_SHOTS "/%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    qApp->setLayoutDirection(Qt::LeftToRight);
    QCOMPARE(window.size(), size);
}

void TestExportForm::controlsHaveNames()
{
    const auto form = shownForm();
    form->findChild<ConditionEditor*>()->setCondition(nested());
    for (const QWidget* widget : form->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool ours = button || widget->inherits("QComboBox") || widget->inherits("QLineEdit") ||
                          widget->inherits("QAbstractSpinBox") || widget->inherits("QPlainTextEdit") ||
                          widget->inherits("QListWidget") || widget->inherits("QTreeView");
        const QWidget* const parent = widget->parentWidget();
        const bool inside = parent && (parent->inherits("QComboBox") || parent->inherits("QLineEdit") ||
                                       parent->inherits("QAbstractSpinBox") || widget->inherits("QComboBoxListView"));
        bool inCalendar = false;
        for (const QWidget* up = parent; up; up = up->parentWidget())
            inCalendar = inCalendar || up->inherits("QCalendarWidget");
        if (!ours || inside || inCalendar || widget->focusPolicy() == Qt::NoFocus)
            continue;
        const bool isNamed = !widget->accessibleName().isEmpty() || (button && button->text().size() > 1);
        QVERIFY2(isNamed, qPrintable(QString::fromLatin1(widget->metaObject()->className()) + widget->objectName()));
    }
}

QTEST_MAIN(TestExportForm)
#include "tst_ui_exportform.moc"
