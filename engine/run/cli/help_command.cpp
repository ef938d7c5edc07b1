#include "engine/run/cli/help_command.h"

#include "engine/run/cli/commands.h"
#include "engine/run/cli/help.h"
#include "engine/run/cli/suggestion.h"

#include <ostream>

namespace engine::cli {
namespace {

struct HelpOptions {
  std::vector<std::string> words;
};

void declare(HelpOptions& options, Arguments& arguments) {
  arguments.positionals("COMMAND", "what to explain, e.g. catalog add", options.words);
}

Result<Exit> run_help(const HelpOptions& options, const Session& session) {
  std::string name;
  for (const std::string& word : options.words) name += (name.empty() ? "" : " ") + word;
  if (name.empty()) {
    session.console.out << overview();
  } else if (const Command* command = find_command(name)) {
    session.console.out << command_help(*command);
  } else if (find_group(name) != nullptr) {
    session.console.out << group_help(name);
  } else {
    std::vector<std::string> names;
    for (const Command* known : commands()) names.emplace_back(known->name);
    return fail(Errc::kUsage, "there is no command \"" + name + "\"" + did_you_mean(name, names));
  }
  return Exit::kDone;
}

}  // namespace

const Command kHelpCommand{
    .name = "help",
    .summary = "explain a command",
    .details = "",
    .examples = "cuetrace help scan\ncuetrace help catalog add",
    .bind = bind<HelpOptions, declare, run_help>,
};

}  // namespace engine::cli
