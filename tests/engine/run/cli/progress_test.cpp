#include "engine/run/cli/progress.h"

#include "tests/engine/run/cli/console_fixture.h"

#include <ostream>
#include <thread>

namespace engine::cli {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::Not;

/// A terminal and a clock that stands still until it is told to go on.
class ProgressTest : public testing::Test {
 protected:
  ProgressTest() { test_.console.log_is_terminal = true; }

  Progress::Clock clock() {
    return [this] { return now_; };
  }
  Session session() { return {test_.console, global_}; }
  std::string drawn() {
    std::string text = test_.log.str();
    test_.log.str("");
    return text;
  }

  TestConsole test_;
  GlobalOptions global_;
  Progress::Instant now_{seconds(1000)};
};

TEST_F(ProgressTest, ShowsItemsSpeedAndTimeLeft) {
  Progress progress(session(), 4, clock());
  progress.advance("a.mp4", seconds(60), seconds(60));
  progress.finish("a.mp4");
  now_ += seconds(10);
  progress.advance("b.mp4", seconds(40), seconds(40));
  // Two of four items' worth of sound, 100 s of it, took 10 s.
  EXPECT_THAT(drawn(), HasSubstr("[##########----------] 1/4  10x  ETA 0:10  b.mp4\x1B[K"));
}

TEST_F(ProgressTest, SaysNothingToAPipe) {
  test_.console.log_is_terminal = false;
  {
    Progress progress(session(), 1, clock());
    progress.advance("a.mp4", seconds(1), seconds(2));
    progress.finish("a.mp4");
  }
  EXPECT_EQ(drawn(), "");
}

TEST_F(ProgressTest, SaysNothingWhenQuietOrNeverWanted) {
  global_.quiet = true;
  { Progress(session(), 1, clock()).advance("a", seconds(1), seconds(2)); }
  global_.quiet = false;
  global_.progress = ProgressMode::kNever;
  { Progress(session(), 1, clock()).advance("a", seconds(1), seconds(2)); }
  EXPECT_EQ(drawn(), "");
}

TEST_F(ProgressTest, DrawsToAPipeWhenAlwaysWanted) {
  test_.console.log_is_terminal = false;
  global_.progress = ProgressMode::kAlways;
  Progress progress(session(), 1, clock());
  progress.advance("a.mp4", seconds(1), seconds(2));
  EXPECT_THAT(drawn(), HasSubstr("0/1"));
}

TEST_F(ProgressTest, RedrawsAtMostTenTimesASecond) {
  Progress progress(session(), 1, clock());
  progress.advance("a", seconds(1), seconds(9));
  drawn();
  now_ += milliseconds(99);
  progress.advance("a", seconds(2), seconds(9));
  EXPECT_EQ(drawn(), "");
  now_ += milliseconds(1);
  progress.advance("a", seconds(3), seconds(9));
  EXPECT_THAT(drawn(), HasSubstr("0/1"));
}

TEST_F(ProgressTest, RubsItselfOutAtTheEnd) {
  {
    Progress progress(session(), 1, clock());
    progress.advance("a", seconds(1), seconds(2));
    drawn();
  }
  EXPECT_EQ(drawn(), "\r\x1B[K");
}

TEST_F(ProgressTest, MakesWayForWhatIsPrintedAside) {
  Progress progress(session(), 1, clock());
  progress.advance("a", seconds(1), seconds(2));
  drawn();
  progress.aside([&] { test_.log << "a: damaged\n"; });
  EXPECT_THAT(drawn(), testing::StartsWith("\r\x1B[Ka: damaged\n\r["));
}

TEST_F(ProgressTest, NeverFillsTheLineSoThatItNeverWraps) {
  test_.console.log_columns = 60;
  Progress progress(session(), 1, clock());
  now_ += seconds(1);
  progress.advance(std::string(200, 'x') + "end.mp4", seconds(1), seconds(2));
  const std::string text = drawn();
  EXPECT_THAT(text, HasSubstr("end.mp4"));
  EXPECT_LT(text.size(), 60 + std::string("\r\x1B[K").size());
}

TEST_F(ProgressTest, KeepsControlCharactersOfNamesOffTheTerminal) {
  Progress progress(session(), 1, clock());
  progress.advance("a\x1B[2Jb", seconds(1), seconds(2));
  EXPECT_THAT(drawn(), Not(HasSubstr("\x1B[2J")));
}

TEST_F(ProgressTest, CountsWhatManyThreadsFinish) {
  Progress progress(session(), 80, clock());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&progress, t] {
      for (int i = 0; i < 20; ++i) {
        const std::string name = std::to_string(t) + "/" + std::to_string(i);
        progress.advance(name, seconds(1), seconds(1));
        progress.finish(name);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  drawn();
  now_ += seconds(1);
  progress.advance("last", seconds(0), seconds(0));
  EXPECT_THAT(drawn(), HasSubstr("[####################] 80/80"));
}

}  // namespace
}  // namespace engine::cli
