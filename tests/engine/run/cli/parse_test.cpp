#include "engine/run/cli/parse.h"

namespace engine::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Options {
  bool loud = false;
  std::string output;
  std::optional<int> stream;
  int threads = 0;
  char letter = '-';
  std::vector<std::string> names;
  std::vector<std::string> paths;
};

Result<void> parse_into(Options& options, const std::vector<std::string>& words) {
  Arguments arguments;
  arguments.flag("-l, --loud", "", options.loud);
  arguments.option("-o, --output FILE", "", options.output);
  arguments.number("--audio-stream N", "", Arguments::Range{0, 9}, options.stream);
  arguments.number("--threads N", "", Arguments::Range{0, 64}, options.threads);
  arguments.choice<char>("--letter L", "", {{"alpha", 'a'}, {"beta", 'b'}}, options.letter);
  arguments.option("--name NAME", "", options.names);
  arguments.positionals("PATH", "", options.paths);
  return parse(arguments, words);
}

std::string complaint(const std::vector<std::string>& words) {
  Options options;
  const auto parsed = parse_into(options, words);
  EXPECT_FALSE(parsed.has_value());
  if (parsed) return "";
  EXPECT_EQ(parsed.error().code(), Errc::kUsage);
  return parsed.error().message();
}

TEST(Parse, LeavesEverythingAsItWasWhenNothingIsGiven) {
  Options options;
  ASSERT_TRUE(parse_into(options, {}).has_value());
  EXPECT_FALSE(options.loud);
  EXPECT_FALSE(options.stream.has_value());
  EXPECT_EQ(options.letter, '-');
  EXPECT_THAT(options.paths, ElementsAre());
}

TEST(Parse, TakesOptionsBetweenPositionals) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"a", "-o", "x", "b", "--loud", "c"}).has_value());
  EXPECT_THAT(options.paths, ElementsAre("a", "b", "c"));
  EXPECT_EQ(options.output, "x");
  EXPECT_TRUE(options.loud);
}

TEST(Parse, UnderstandsEverySpellingOfAValue) {
  const std::vector<std::vector<std::string>> spellings{
      {"-o", "x"}, {"-ox"}, {"--output", "x"}, {"--output=x"}, {"-lo", "x"}};
  for (const auto& words : spellings) {
    Options options;
    ASSERT_TRUE(parse_into(options, words).has_value()) << words.front();
    EXPECT_EQ(options.output, "x") << words.front();
  }
}

TEST(Parse, TakesWordsAfterTwoDashesAsTheyAre) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"--", "--loud", "-o"}).has_value());
  EXPECT_THAT(options.paths, ElementsAre("--loud", "-o"));
}

TEST(Parse, TakesALoneDashAsAPath) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"-", "-o", "-"}).has_value());
  EXPECT_THAT(options.paths, ElementsAre("-"));
  EXPECT_EQ(options.output, "-");
}

TEST(Parse, KeepsPathsInBracketsWhole) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"[a,b]", "[c]", "-o", "[x,y]", "--name=[z]"}).has_value());
  EXPECT_THAT(options.paths, ElementsAre("[a,b]", "[c]"));
  EXPECT_EQ(options.output, "[x,y]");
  EXPECT_THAT(options.names, ElementsAre("[z]"));
}

TEST(Parse, CollectsARepeatedOption) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"--name", "a", "p", "--name", "b"}).has_value());
  EXPECT_THAT(options.names, ElementsAre("a", "b"));
  EXPECT_THAT(options.paths, ElementsAre("p"));
}

TEST(Parse, ReadsNumbersWithinTheirRange) {
  Options options;
  ASSERT_TRUE(parse_into(options, {"--audio-stream", "9", "--threads=64"}).has_value());
  EXPECT_EQ(options.stream, 9);
  EXPECT_EQ(options.threads, 64);
}

TEST(Parse, RefusesNumbersThatAreNone) {
  for (const std::string value : {"10", "-1", "x", "1x", "1.5", "", "99999999999999999999"}) {
    EXPECT_THAT(complaint({"--audio-stream=" + value}), HasSubstr("--audio-stream")) << value;
  }
}

TEST(Parse, RefusesAWordThatIsNoChoiceAndNamesTheNearest) {
  EXPECT_EQ(complaint({"--letter", "bata"}),
            "--letter takes one of alpha, beta, not \"bata\"; did you mean \"beta\"?");
}

TEST(Parse, RefusesAnUnknownOptionAndNamesTheNearest) {
  EXPECT_EQ(complaint({"--outptu=x"}), "unknown option \"--outptu\"; did you mean \"--output\"?");
  EXPECT_EQ(complaint({"--xyzzy"}), "unknown option \"--xyzzy\"");
}

TEST(Parse, RefusesAnOptionWithoutItsValue) {
  EXPECT_EQ(complaint({"--output"}), "--output needs a value: --output FILE");
  EXPECT_EQ(complaint({"a", "-o"}), "--output needs a value: --output FILE");
}

TEST(Parse, RefusesAnOptionGivenTwice) {
  EXPECT_EQ(complaint({"-o", "x", "--output", "y"}), "--output is given more than once");
}

TEST(Parse, RefusesWhatIsMissing) {
  std::string path;
  std::string output;
  Arguments arguments;
  arguments.positional("PATH", "", path);
  arguments.option("-o, --output FILE", "", output);
  arguments.required();
  const std::vector<std::string> none;
  const std::vector<std::string> only_path{"a"};
  EXPECT_EQ(parse(arguments, none).error().message(), "missing PATH");
  EXPECT_EQ(parse(arguments, only_path).error().message(), "missing --output FILE");
}

TEST(Parse, RefusesMoreWordsThanPositionals) {
  std::string path;
  Arguments arguments;
  arguments.positional("PATH", "", path);
  const std::vector<std::string> words{"a", "b"};
  EXPECT_EQ(parse(arguments, words).error().message(), "unexpected argument \"b\"");
}

TEST(Parse, LetsAnEndingFlagWinOverErrors) {
  bool help = false;
  std::string path;
  Arguments arguments;
  arguments.positional("PATH", "", path);
  arguments.ending_flag("-h, --help", "", help);
  const std::vector<std::string> words{"--nonsense", "-h"};
  ASSERT_TRUE(parse(arguments, words).has_value());
  EXPECT_TRUE(help);
}

TEST(ParseLeading, StopsAtTheFirstWordThatIsNoOption) {
  int threads = 0;
  Arguments arguments;
  arguments.number("--threads N", "", Arguments::Range{0, 64}, threads);
  const std::vector<std::string> words{"--threads", "3", "scan", "--threads", "4", "--jsonl"};
  const auto rest = parse_leading(arguments, words);
  ASSERT_TRUE(rest.has_value());
  EXPECT_THAT(*rest, ElementsAre("scan", "--threads", "4", "--jsonl"));
  EXPECT_EQ(threads, 3);
}

}  // namespace
}  // namespace engine::cli
