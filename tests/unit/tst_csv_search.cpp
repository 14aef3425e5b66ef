// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/search/rowsearch.h"
#include "tst_csv_support.h"

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

using How = RowQuery::How;

bool matches(const RowQuery& query, const QString& cell)
{
    return RowMatcher::forQuery(query)->matches(cell.toStdString());
}

} // namespace

class CsvSearchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
    void columns();
    void badExpression();
    void wholeFile();
    void stops();
    void fileThatShrinks();

private:
    /// Every 7th row holds "needle" in its second column.
    std::shared_ptr<CsvFile> haystack(const Source& source)
    {
        auto file = source.open(plain());
        const CancelFlag cancel = false;
        return file && file->index({}, cancel) ? file : nullptr;
    }
    static QByteArray haystackText(int rows)
    {
        QByteArray text = "id,note\n";
        for (int row = 1; row <= rows; ++row)
            text += QByteArray::number(row) + (row % 7 == 0 ? ",\"a\nneedle\"\n" : ",straw\n");
        return text;
    }
};

void CsvSearchTest::cells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<How>("how");
    QTest::addColumn<bool>("caseSensitive");
    QTest::addColumn<QString>("cell");
    QTest::addColumn<bool>("found");
    const auto row = [](const char* tag, const QString& text, How how, bool caseSensitive, const QString& cell,
                        bool found) { QTest::newRow(tag) << text << how << caseSensitive << cell << found; };
    row("in the middle", u"ell"_s, How::Contains, true, u"Hello"_s, true);
    row("other case", u"ELL"_s, How::Contains, false, u"Hello"_s, true);
    row("other case matters", u"ELL"_s, How::Contains, true, u"Hello"_s, false);
    row("longer than the cell", u"Hello, you"_s, How::Contains, false, u"Hello"_s, false);
    row("umlauts", u"MÜLLER"_s, How::Contains, false, u"Hans Müller"_s, true);
    row("umlauts, case matters", u"MÜLLER"_s, How::Contains, true, u"Hans Müller"_s, false);
    row("ASCII in other letters", u"LL"_s, How::Contains, false, u"Müller"_s, true);
    row("whole", u"Web"_s, How::Whole, true, u" Web "_s, true);
    row("whole, part only", u"Web"_s, How::Whole, true, u"Website"_s, false);
    row("whole, any case", u"WEB"_s, How::Whole, false, u"web"_s, true);
    row("whole, any case, umlauts", u"ÄÖ"_s, How::Whole, false, u"äö"_s, true);
    row("whole, empty", QString(), How::Whole, true, u"  "_s, true);
    row("expression", u"^\\d{3}-\\w+$"_s, How::Expression, true, u"123-Ärger"_s, true);
    row("expression, other", u"^\\d{3}-\\w+$"_s, How::Expression, true, u"12-x"_s, false);
    row("expression, any case", u"^ab"_s, How::Expression, false, u"ABC"_s, true);
}

void CsvSearchTest::cells()
{
    QFETCH(QString, text);
    QFETCH(How, how);
    QFETCH(bool, caseSensitive);
    QFETCH(QString, cell);
    QFETCH(bool, found);
    QCOMPARE(matches({text, how, caseSensitive, -1}, cell), found);
}

void CsvSearchTest::columns()
{
    RowView row;
    row.cells = {"x", "abc", "b"};
    const auto first = [&](int column) {
        return RowMatcher::forQuery({u"b"_s, How::Contains, false, column})->firstColumn(row);
    };
    QCOMPARE(first(-1), 1);
    QCOMPARE(first(2), 2);
    QCOMPARE(first(0), -1);
    QCOMPARE(first(9), -1);
}

void CsvSearchTest::badExpression()
{
    const auto matcher = RowMatcher::forQuery({u"a("_s, How::Expression, false, -1});
    QVERIFY(!matcher);
    QCOMPARE(matcher.error().kind, FailureKind::Usage);
    QVERIFY2(matcher.error().sentence.contains(u"a("_s), qPrintable(matcher.error().sentence));
}

void CsvSearchTest::wholeFile()
{
    constexpr int rows = 100'000;
    const Source source(haystackText(rows));
    const auto file = haystack(source);
    QVERIFY(file);
    std::vector<RowHit> hits;
    qint64 upTo = 0;
    bool ascending = true;
    const CancelFlag cancel = false;
    const auto found = findRows(
        file, {u"NEEDLE"_s, How::Contains, false, -1},
        [&](const std::vector<RowHit>& more, RowNumber done) {
            ascending = ascending && done.value > upTo;
            upTo = done.value;
            hits.insert(hits.end(), more.begin(), more.end());
        },
        cancel);
    QVERIFY(found);
    QVERIFY(ascending);
    QCOMPARE(upTo, qint64(rows));
    QCOMPARE(hits.size(), std::size_t(rows / 7));
    for (std::size_t i = 0; i < hits.size(); ++i)
        QCOMPARE(hits[i], (RowHit{RowNumber(qint64(i + 1) * 7), 1}));
}

void CsvSearchTest::stops()
{
    const Source source(haystackText(100'000));
    const auto file = haystack(source);
    CancelFlag cancel = false;
    qint64 told = 0;
    const auto found = findRows(
        file, {u"needle"_s, How::Contains, false, -1},
        [&](const std::vector<RowHit>&, RowNumber) {
            ++told;
            cancel = true;
        },
        cancel);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, FailureKind::Cancelled);
    QCOMPARE(told, 1);
}

void CsvSearchTest::fileThatShrinks()
{
    const Source source(haystackText(100'000));
    const auto file = haystack(source);
    source.write("id,note\n1,x\n");
    const CancelFlag cancel = false;
    const auto found = findRows(
        file, {u"needle"_s, How::Contains, false, -1}, [](const auto&, RowNumber) {}, cancel);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, FailureKind::Source);
}

QTEST_GUILESS_MAIN(CsvSearchTest)
#include "tst_csv_search.moc"
