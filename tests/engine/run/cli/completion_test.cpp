#include "engine/run/cli/completion.h"

#include "engine/run/cli/commands.h"
#include "tests/support/temp_dir.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>

namespace engine::cli {
namespace {

using testing::HasSubstr;

/// What bash offers for the last of `words`, as it would be offered on a command line.
std::string offered(const std::string& words, int count) {
  const support::TempDir folder;
  std::ofstream(folder / "script")
      << bash_completion() << "COMP_WORDS=(" << words << ")\nCOMP_CWORD=" << count - 1
      << "\n_cuetrace\necho \"${COMPREPLY[*]}\"\n";
  const std::string command = "bash --norc " + (folder / "script").string() + " 2>&1";
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  std::array<char, 4096> part{};
  while (std::fgets(part.data(), part.size(), pipe.get()) != nullptr) text += part.data();
  return text;
}

TEST(Completion, OffersCommandsInBash) { EXPECT_EQ(offered("cuetrace comp", 2), "completion\n"); }

TEST(Completion, OffersChoicesInBash) {
  EXPECT_EQ(offered("cuetrace completion ''", 3), "bash zsh fish\n");
  EXPECT_EQ(offered("cuetrace help --progress a", 4), "auto always\n");
}

TEST(Completion, OffersOptionsInBash) {
  EXPECT_EQ(offered("cuetrace help --th", 3), "--threads\n");
}

TEST(Completion, LeavesFileNamesToTheShell) {
  EXPECT_EQ(offered("cuetrace help --workspace h", 4), "\n");
}

TEST(Completion, NamesEveryCommandInEveryShell) {
  for (const std::string& script : {bash_completion(), zsh_completion(), fish_completion()}) {
    for (const Command* command : commands()) {
      EXPECT_THAT(script, HasSubstr("'" + std::string(command->name) + "'"));
    }
  }
}

}  // namespace
}  // namespace engine::cli
