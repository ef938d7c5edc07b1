#include "engine/run/cli/run.h"

#include "engine/run/cli/commands.h"
#include "tests/engine/run/cli/console_fixture.h"

#include <set>

namespace engine::cli {
namespace {

using testing::HasSubstr;

TEST(Run, EndsWithTwoAndAHintForEveryUsageError) {
  const std::vector<std::vector<std::string>> lines{{},
                                                    {"scna"},
                                                    {"--xyz"},
                                                    {"catalog"},
                                                    {"report", "usgae"},
                                                    {"help", "nope"},
                                                    {"--threads", "many", "help"}};
  for (const auto& line : lines) {
    const Ran ran = run_line(line);
    EXPECT_EQ(ran.exit, Exit::kUsage);
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.log, testing::MatchesRegex("cuetrace: [^\n]+\nTry 'cuetrace.* --help'.\n"));
  }
}

TEST(Run, TakesGlobalOptionsBeforeAndAfterTheCommand) {
  EXPECT_EQ(run_line({"--quiet", "--threads", "1", "help", "help"}).exit, Exit::kDone);
  EXPECT_EQ(run_line({"help", "help", "--quiet", "--threads", "1"}).exit, Exit::kDone);
  EXPECT_EQ(run_line({"--threads", "0", "catalog", "--quiet", "--help"}).exit, Exit::kDone);
}

TEST(Run, NamesTheNearestCommand) {
  EXPECT_THAT(run_line({"hlep"}).log, HasSubstr("did you mean \"help\"?"));
  EXPECT_THAT(run_line({"completoin", "bash"}).log, HasSubstr("did you mean \"completion\"?"));
}

TEST(Run, ShowsTheSameHelpByOptionAndByCommand) {
  EXPECT_EQ(run_line({"--help"}).out, run_line({"help"}).out);
  for (const Command* command : commands()) {
    std::vector<std::string> words{std::string(command->name.substr(0, command->name.find(' ')))};
    if (const auto space = command->name.find(' '); space != command->name.npos) {
      words.emplace_back(command->name.substr(space + 1));
    }
    std::vector<std::string> asked = words;
    asked.emplace_back("--help");
    words.insert(words.begin(), "help");
    EXPECT_EQ(run_line(asked).out, run_line(words).out) << command->name;
  }
}

TEST(Run, TellsVersionAndLicences) {
  const std::string text = run_line({"--version"}).out;
  EXPECT_THAT(text, testing::StartsWith("cuetrace "));
  EXPECT_THAT(text, HasSubstr("libavformat "));
  EXPECT_THAT(text, HasSubstr("Source licence: Apache-2.0"));
  EXPECT_THAT(text, HasSubstr("Licence of this binary: "));
}

TEST(Run, FailsWhenTheResultCannotBeWritten) {
  TestConsole test;
  test.out.setstate(std::ios::badbit);
  const std::vector<std::string> line{"help"};
  EXPECT_EQ(run(line, test.console), Exit::kFailed);
  EXPECT_THAT(test.log.str(), HasSubstr("standard output"));
}

TEST(Commands, HaveHelpForEveryParameterAndAnExample) {
  for (const Command* command : commands()) {
    EXPECT_FALSE(command->summary.empty()) << command->name;
    EXPECT_FALSE(command->examples.empty()) << command->name;
    Arguments arguments;
    const Action kept_alive = command->bind(arguments);
    for (const Parameter& parameter : arguments.parameters()) {
      EXPECT_FALSE(parameter.help.empty()) << command->name << " " << parameter.name();
    }
  }
}

TEST(Commands, HaveNamesAndOptionsOfTheirOwn) {
  std::set<std::string_view> names;
  for (const Command* command : commands()) {
    EXPECT_TRUE(names.insert(command->name).second) << command->name;
    GlobalOptions global;
    Arguments arguments;
    const Action kept_alive = command->bind(arguments);
    declare_global(global, arguments);
    std::set<std::string> spellings{"-h", "--help", "--version"};
    for (const Parameter& parameter : arguments.parameters()) {
      if (parameter.is_positional()) continue;
      EXPECT_TRUE(spellings.insert(parameter.long_name).second) << parameter.long_name;
      if (parameter.short_name.empty()) continue;
      EXPECT_TRUE(spellings.insert(parameter.short_name).second) << parameter.short_name;
    }
  }
}

TEST(Commands, OfTwoWordsBelongToAGroupThatIsListed) {
  for (const Command* command : commands()) {
    const auto space = command->name.find(' ');
    if (space == command->name.npos) continue;
    EXPECT_NE(find_group(command->name.substr(0, space)), nullptr) << command->name;
  }
}

TEST(ExitFor, GivesEachKindItsOwnCode) {
  EXPECT_EQ(exit_for(Errc::kUsage), Exit::kUsage);
  EXPECT_EQ(exit_for(Errc::kNoWorkspace), Exit::kNoWorkspace);
  EXPECT_EQ(exit_for(Errc::kLocked), Exit::kLocked);
  EXPECT_EQ(exit_for(Errc::kNewerFormat), Exit::kFormatVersion);
  EXPECT_EQ(exit_for(Errc::kRemoteUnreachable), Exit::kRemoteUnreachable);
  EXPECT_EQ(exit_for(Errc::kInterrupted), Exit::kInterrupted);
  EXPECT_EQ(exit_for(Errc::kCorrupt), Exit::kFailed);
}

}  // namespace
}  // namespace engine::cli
