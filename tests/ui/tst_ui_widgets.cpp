// SPDX-License-Identifier: GPL-3.0-or-later
// Small parts of pages, each by itself.
#include "pages/resultspage.h"
#include "widgets/textlabel.h"

#include <QPushButton>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A label that remembers its heights has the same as one that does not.
    void labelsKeepTheirHeights()
    {
        TextLabel remembering;
        QLabel plain;
        const auto both = [&](const std::function<void(QLabel&)>& change) {
            change(remembering);
            change(plain);
            for (int again = 0; again < 2; ++again)
                for (int width = 40; width < 400; width += 3)
                    QCOMPARE(remembering.heightForWidth(width), plain.heightForWidth(width));
        };
        both([](QLabel& label) {
            label.setTextFormat(Qt::RichText);
            label.setWordWrap(true);
            label.setText(u"<b>198 of 200,000</b> rows were refused by the CRM, all of them for the same reason"_s);
        });
        both([](QLabel& label) { label.setText(u"Another <b>text</b>"_s); });
        both([](QLabel& label) {
            QFont font = label.font();
            font.setPixelSize(24);
            label.setFont(font);
        });
        both([](QLabel& label) { label.setStyleSheet(u"padding: 9px"_s); });
    }

    void recordIsOpenedInTheBrowser()
    {
        ResultsPage page;
        auto* const button = page.findChild<QPushButton*>(u"openRecord"_s);
        QVERIFY(button && button->isHidden());
        QUrl wanted;
        connect(&page, &ResultsPage::recordPageWanted, this, [&](const QUrl& url) { wanted = url; });
        const QUrl address(u"https://crm.zoho.eu/crm/org700000001/tab/Contacts/5725000001234201"_s);
        page.setRecordPage(address);
        QVERIFY(!button->isHidden());
        QTest::keyClick(button, Qt::Key_Space);
        QCOMPARE(wanted, address);
        page.setRecordPage({});
        QVERIFY(button->isHidden());
    }
};

QTEST_MAIN(TestWidgets)
#include "tst_ui_widgets.moc"
