#include "engine/core/parallel.h"

#include <atomic>
#include <numeric>
#include <stdexcept>

namespace engine {
namespace {

class ParallelTest : public testing::TestWithParam<std::size_t> {
 protected:
  ParallelTest() { set_thread_count(GetParam()); }
  ~ParallelTest() override { set_thread_count(0); }

  static std::vector<int> numbers(int count) {
    std::vector<int> inputs(static_cast<std::size_t>(count));
    std::iota(inputs.begin(), inputs.end(), 0);
    return inputs;
  }

  /// Work that takes the longer the earlier it starts, so that it ends out of order.
  static int busy(int input) {
    std::atomic<int> turns{0};
    while (turns < (1000 - input) * 20) ++turns;
    return input;
  }
};

TEST_P(ParallelTest, HandsOutcomesOverInInputOrder) {
  const std::vector<int> inputs = numbers(300);
  std::vector<int> delivered;
  run_ordered<int>(
      std::span<const int>(inputs), 4, [] { return true; },
      [](const int& input) -> Result<int> { return busy(input) * 2; },
      [&](const int& input, Result<int> output) {
        ASSERT_TRUE(output);
        EXPECT_EQ(*output, 2 * input);
        delivered.push_back(input);
      });
  EXPECT_EQ(delivered, inputs);
}

TEST_P(ParallelTest, HandsFailuresOverAsOutcomes) {
  const std::vector<int> inputs = numbers(200);
  std::string log;
  run_ordered<int>(
      std::span<const int>(inputs), 8, [] { return true; },
      [](const int& input) -> Result<int> {
        if (input % 50 == 10) return fail(Errc::kSilent, "silent");
        if (input % 50 == 20) throw std::runtime_error("thrown");
        return input;
      },
      [&](const int& input, Result<int> output) {
        if (!output) log += std::to_string(input) + " " + output.error().message() + "; ";
      });
  EXPECT_EQ(log,
            "10 silent; 20 unexpected: thrown; 60 silent; 70 unexpected: thrown; "
            "110 silent; 120 unexpected: thrown; 160 silent; 170 unexpected: thrown; ");
}

TEST_P(ParallelTest, HoldsNoMoreOutcomesThanAllowed) {
  const std::vector<int> inputs = numbers(200);
  constexpr int kMaxInFlight = 3;
  std::atomic<int> live{0};
  std::atomic<int> most{0};
  run_ordered<int>(
      std::span<const int>(inputs), kMaxInFlight, [] { return true; },
      [&](const int& input) -> Result<int> {
        const int now = ++live;
        int seen = most;
        while (seen < now && !most.compare_exchange_weak(seen, now)) {}
        return busy(input);
      },
      [&](const int&, const Result<int>&) { --live; });
  EXPECT_LE(most, kMaxInFlight);
  EXPECT_EQ(live, 0);
}

TEST_P(ParallelTest, DeliversWhatWasStartedWhenThereIsNoMore) {
  const std::vector<int> inputs = numbers(100);
  std::atomic<int> asked{0};
  std::atomic<int> started{0};
  std::vector<int> delivered;
  run_ordered<int>(
      std::span<const int>(inputs), 4, [&] { return ++asked <= 10; },
      [&](const int& input) -> Result<int> {
        ++started;
        return input;
      },
      [&](const int& input, const Result<int>&) { delivered.push_back(input); });
  EXPECT_EQ(delivered, numbers(10));
  EXPECT_EQ(started, 10);
}

TEST_P(ParallelTest, DoesNothingForNoInputs) {
  run_ordered<int>(
      std::span<const int>(), 4, [] { return true; },
      [](const int& input) -> Result<int> { return input; },
      [](const int&, const Result<int>&) { FAIL() << "delivered"; });
}

TEST_P(ParallelTest, RunsEachIndexOnce) {
  std::vector<std::atomic<int>> runs(1000);
  run_each(runs.size(), [&](std::size_t i) { ++runs[i]; });
  for (const auto& count : runs) EXPECT_EQ(count, 1);
}

TEST_P(ParallelTest, MayBeUsedInsideItsOwnWork) {
  const std::vector<int> inputs = numbers(20);
  std::vector<int> sums;
  run_ordered<int>(
      std::span<const int>(inputs), 4, [] { return true; },
      [](const int& input) -> Result<int> {
        std::atomic<int> sum{0};
        run_each(50, [&](std::size_t i) { sum += input * static_cast<int>(i); });
        return sum.load();
      },
      [&](const int&, const Result<int>& output) { sums.push_back(*output); });
  ASSERT_EQ(sums.size(), inputs.size());
  for (const int input : inputs) EXPECT_EQ(sums[static_cast<std::size_t>(input)], input * 1225);
}

INSTANTIATE_TEST_SUITE_P(Threads, ParallelTest, testing::Values(1, 2, 4));

TEST(ThreadCount, IsAtLeastOneWhenLeftOpen) {
  set_thread_count(0);
  EXPECT_GE(thread_count(), 1U);
}

TEST(ThreadCount, IsWhatWasSet) {
  set_thread_count(3);
  EXPECT_EQ(thread_count(), 3U);
  set_thread_count(0);
}

TEST(Guarded, TurnsAnExceptionIntoAnError) {
  const auto outcome = guarded([]() -> Result<int> { throw std::bad_alloc(); });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code(), Errc::kUnavailable);
}

}  // namespace
}  // namespace engine
