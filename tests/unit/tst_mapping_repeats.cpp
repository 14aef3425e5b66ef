// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/repeats.h"

#include <QTest>

#include <map>

using namespace stevedore;

namespace {

std::vector<qint64> repeatsOf(RepeatFinder& finder, const std::vector<std::string>& values, int* batches = nullptr)
{
    for (std::size_t i = 0; i < values.size(); ++i)
        finder.add(values[i], RowNumber(qint64(i) + 1));
    if (!finder.finish(CancelFlag(false)))
        return {-1};
    std::vector<qint64> repeats;
    for (auto batch = finder.nextBatch(); !batch.empty(); batch = finder.nextBatch()) {
        if (batches)
            ++*batches;
        for (const RowNumber row : batch) {
            const std::string& value = values[std::size_t(row.value - 1)];
            if (finder.isTaken(value))
                repeats.push_back(row.value);
            finder.take(value);
        }
    }
    std::sort(repeats.begin(), repeats.end());
    return repeats;
}

std::vector<qint64> simpleRepeats(const std::vector<std::string>& values)
{
    std::map<std::string, int> seen;
    std::vector<qint64> repeats;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (seen[values[i]]++ > 0)
            repeats.push_back(qint64(i) + 1);
    }
    return repeats;
}

} // namespace

class TestMappingRepeats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsRepeats();
    void collisionsAreNoRepeats();
    void collisionsHideNoRepeats();
    void batchesSplitGroups();
    void cancelled();
};

void TestMappingRepeats::findsRepeats()
{
    RepeatFinder finder;
    QVERIFY(repeatsOf(finder, {"a", "b", "a", "c", "b", "a"}) == std::vector<qint64>({3, 5, 6}));
    RepeatFinder none;
    QVERIFY(repeatsOf(none, {"a", "b", "c"}).empty());
    RepeatFinder empty;
    QVERIFY(repeatsOf(empty, {}).empty());
}

void TestMappingRepeats::collisionsAreNoRepeats()
{
    RepeatFinder finder([](std::string_view) { return std::uint64_t(42); });
    QVERIFY(repeatsOf(finder, {"a", "b", "c", "d"}).empty());
}

void TestMappingRepeats::collisionsHideNoRepeats()
{
    std::vector<std::string> values;
    for (int i = 0; i < 3000; ++i)
        values.push_back("value " + std::to_string(i * 7919 % 2003));
    // Five hashes for 2,003 values.
    RepeatFinder finder([](std::string_view value) { return std::uint64_t(value.back() % 5) << 57U; });
    QVERIFY(repeatsOf(finder, values) == simpleRepeats(values));
}

void TestMappingRepeats::batchesSplitGroups()
{
    std::vector<std::string> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back("value " + std::to_string(i % 3 == 0 ? 0 : i % 400));
    int batches = 0;
    RepeatFinder finder([](std::string_view value) { return hashBytes(value); }, 50);
    QVERIFY(repeatsOf(finder, values, &batches) == simpleRepeats(values));
    QVERIFY(batches > 10);
}

void TestMappingRepeats::cancelled()
{
    RepeatFinder finder;
    finder.add("a", RowNumber(1));
    QVERIFY(!finder.finish(CancelFlag(true)));
}

QTEST_APPLESS_MAIN(TestMappingRepeats)
#include "tst_mapping_repeats.moc"
