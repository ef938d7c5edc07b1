// Runs the program's front door on every case below tests/golden and compares what it printed, byte
// for byte. A case is a folder COMMAND/CASE of:
//
//   args     what follows "cuetrace", one word a line; $USAGE is the id of the first use on record,
//            $UNKNOWN that of the first piece of unknown music
//   setup    what is there before, one line each (optional; see `prepare`)
//   files/   copied into the working folder first (optional)
//   input    standard input (optional)
//   out, log, exit       what is expected
//   made/    files that must exist afterwards, with this content (optional)
//
// Each case has a working folder and a workspace of its own. Its path is recorded as $DIR, and ids,
// which depend on that path and on decoded sound, as <id-1>, <id-2>, ... in order of appearance;
// versions of libraries, times of day, and scores and levels, whose last digits differ between
// processors, as <x>. After a wanted change: UPDATE_GOLDEN=1 build/dev/golden_test, then read `git
// diff tests/golden`.
#include "engine/core/text.h"
#include "engine/run/cli/commands.h"
#include "engine/run/cli/run.h"
#include "tests/support/sound.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using engine::cli::Exit;

const fs::path kCases = fs::path(CUETRACE_SOURCE_DIR) / "tests" / "golden";

bool updating() { return std::getenv("UPDATE_GOLDEN") != nullptr; }

std::string read_text(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> read_lines(const fs::path& path) {
  std::istringstream in(read_text(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kCases)) {
    if (entry.path().filename() != "args") continue;
    names.push_back(fs::relative(entry.path().parent_path(), kCases).string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string without_local_numbers(const std::string& text) {
  static const std::regex kVersion("(libavformat|libavcodec|matcher) [0-9.]+");
  static const std::regex kJsonNumber("\"(score_milli|level_tenth_db)\": -?[0-9]+");
  static const std::regex kCsvNumbers("[0-9.]+,landmark,([0-9.]+,-?[0-9]+),-?[0-9.]+");
  static const std::regex kFigure(
      "(confidence_ppm|level_tenth_db|peaks_[a-z]+|chance_milli|score_milli) +[-0-9]+ +[-0-9]+");
  static const std::regex kToken("ctk_[A-Za-z0-9_-]{43}");
  static const std::regex kTokenId("[0-9a-f]{8}(  | of )(Ann|Bea)");
  static const std::regex kTimeOfDay(
      "[0-9-]{10}T[0-9:]{8}(\\.[0-9]+)?Z|\\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\\b");
  const std::string without_versions = std::regex_replace(
      std::regex_replace(std::regex_replace(text, kVersion, "$1 <x>"), kFigure, "$1 <x> <x>"),
      kTimeOfDay, "<x>");
  const std::string json = std::regex_replace(without_versions, kJsonNumber, "\"$1\": <x>");
  const std::string csv = std::regex_replace(json, kCsvNumbers, "<x>,landmark,$1,<x>");
  return std::regex_replace(std::regex_replace(csv, kToken, "<token>"), kTokenId, "<token-id>$1$2");
}

/// A working folder that is the current one while it lives, and an environment that is the same
/// everywhere.
class Workplace {
 public:
  Workplace() : before_(fs::current_path()) {
    fs::current_path(folder_.path());
    ::setenv("CUETRACE_WORKSPACE", (folder_ / "workspace").c_str(), 1);
    ::setenv("HOME", folder_.path().c_str(), 1);
    for (const char* name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"}) {
      ::unsetenv(name);
    }
  }
  ~Workplace() { fs::current_path(before_); }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;

  /// `text` with its folder and ids as they would be on any other machine, in any other folder.
  std::string portable(std::string text) const {
    text = without_local_numbers(text);
    const std::string path = folder_.path().string();
    for (std::size_t at = 0; (at = text.find(path, at)) != text.npos;) {
      text.replace(at, path.size(), "$DIR");
    }
    static const std::regex kId("\\b([0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{16})\\b");
    std::map<std::string, std::string> names;
    std::string portable_text;
    auto rest = text.cbegin();
    for (std::smatch match; std::regex_search(rest, text.cend(), match, kId);) {
      portable_text.append(rest, match[0].first);
      const auto next = "<id-" + std::to_string(names.size() + 1) + ">";
      portable_text += names.try_emplace(match.str(), next).first->second;
      rest = match[0].second;
    }
    return portable_text.append(rest, text.cend());
  }

 private:
  support::TempDir folder_;
  fs::path before_;
};

struct Ran {
  Exit exit = Exit::kDone;
  std::string out;
  std::string log;
};

Ran run(const std::vector<std::string>& args, const std::string& input = "") {
  std::ostringstream out;
  std::ostringstream log;
  std::istringstream in(input);
  engine::cli::Console console{out, log, in};
  const Exit exit = engine::cli::run(args, console);
  return {exit, out.str(), log.str()};
}

/// The arguments of a case.
std::vector<std::string> arguments(const fs::path& folder) {
  std::vector<std::string> args = read_lines(folder / "args");
  for (std::string& word : args) {
    std::string list;
    if (word == "$USAGE") list = run({"report", "usage", "--format", "csv"}).out;
    if (word == "$UNKNOWN") list = run({"unknown", "ls", "--format", "csv"}).out;
    if (list.empty()) continue;
    const std::size_t second_line = list.find('\n') + 1;
    word = list.substr(second_line, list.find(',', second_line) - second_line);
  }
  return args;
}

double number(const std::string& word) { return std::stod(word); }

/// One line of `setup`:
///
///   music FILE SEED SECONDS      speech FILE SEED SECONDS      silence FILE SECONDS
///   under FILE SPEECH_SEED SECONDS MUSIC_SEED SECONDS START GAIN_DB      music under a voice
///   tagged FILE NEW KEY=VALUE    FILE again with a tag; "_" in VALUE stands for a blank
///   cutoff FILE BYTES            FILE made that short
///   cuetrace WORD...             must succeed
void prepare(const std::string& line) {
  const std::vector<std::string> words = engine::split(line, ' ');
  const std::string& verb = words.at(0);
  const auto seed = [&](std::size_t i) { return static_cast<std::uint64_t>(number(words.at(i))); };
  if (verb == "music") {
    support::write_wav(words.at(1), support::make_music(seed(2), number(words.at(3))));
  } else if (verb == "speech") {
    support::write_wav(words.at(1), support::make_speech(seed(2), number(words.at(3))));
  } else if (verb == "silence") {
    support::write_wav(words.at(1), support::make_silence(number(words.at(2))));
  } else if (verb == "under") {
    const auto talk = support::make_speech(seed(2), number(words.at(3)));
    const auto song = support::make_music(seed(4), number(words.at(5)));
    support::write_wav(words.at(1),
                       support::mix(talk, song, {number(words.at(6)), number(words.at(7))}));
  } else if (verb == "tagged") {
    std::string tag = words.at(3);
    std::replace(tag.begin(), tag.end(), '_', ' ');
    support::encode(words.at(1), words.at(2), {"-c:a", "copy", "-metadata", tag});
  } else if (verb == "cutoff") {
    fs::resize_file(words.at(1), static_cast<std::uintmax_t>(number(words.at(2))));
  } else if (verb == "cuetrace") {
    const Ran ran = run({words.begin() + 1, words.end()});
    ASSERT_EQ(ran.exit, Exit::kDone) << line << "\n" << ran.log;
  } else {
    FAIL() << "setup does not know " << verb;
  }
}

void expect_golden(const fs::path& file, const std::string& actual) {
  if (updating()) std::ofstream(file, std::ios::binary) << actual;
  EXPECT_EQ(read_text(file), actual) << "differs from " << file;
}

class GoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(GoldenTest, PrintsWhatIsRecorded) {
  const fs::path folder = kCases / GetParam();
  const Workplace workplace;
  if (fs::exists(folder / "files")) {
    fs::copy(folder / "files", fs::current_path(), fs::copy_options::recursive);
  }
  for (const std::string& line : read_lines(folder / "setup")) {
    ASSERT_NO_FATAL_FAILURE(prepare(line));
  }
  const Ran ran = run(arguments(folder), read_text(folder / "input"));

  expect_golden(folder / "out", workplace.portable(ran.out));
  expect_golden(folder / "log", workplace.portable(ran.log));
  expect_golden(folder / "exit", std::to_string(static_cast<int>(ran.exit)) + "\n");
  if (!fs::exists(folder / "made")) return;
  for (const auto& entry : fs::directory_iterator(folder / "made")) {
    expect_golden(entry.path(), workplace.portable(read_text(entry.path().filename())));
  }
}

INSTANTIATE_TEST_SUITE_P(All, GoldenTest, testing::ValuesIn(case_names()),
                         [](const auto& test_case) {
                           std::string name = test_case.param;
                           std::replace_if(
                               name.begin(), name.end(),
                               [](char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

/// The cases of one command: COMMAND with "_" for the blank.
fs::path folder_of(std::string_view command) {
  std::string name(command);
  std::replace(name.begin(), name.end(), ' ', '_');
  return kCases / name;
}

/// Ends when it is asked to; tests/service sees it at work.
constexpr std::string_view kEndless = "serve";

TEST(GoldenCases, CoverHelpSuccessAndFailureOfEveryCommand) {
  for (const engine::cli::Command* command : engine::cli::commands()) {
    const fs::path folder = folder_of(command->name);
    ASSERT_TRUE(fs::exists(folder / "help" / "args")) << folder;
    bool succeeds = command->name == kEndless;
    bool fails = false;
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (entry.path().filename() == "help") continue;
      const bool good = read_text(entry.path() / "exit") == "0\n";
      succeeds = succeeds || good;
      fails = fails || !good;
    }
    EXPECT_TRUE(succeeds) << command->name << " has no golden success";
    EXPECT_TRUE(fails) << command->name << " has no golden failure";
  }
}

}  // namespace
