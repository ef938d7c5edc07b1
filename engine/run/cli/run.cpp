#include "engine/run/cli/run.h"

#include "engine/core/parallel.h"
#include "engine/core/text.h"
#include "engine/run/cli/commands.h"
#include "engine/run/cli/help.h"
#include "engine/run/cli/suggestion.h"
#include "engine/run/cli/version.h"

#include <ostream>

namespace engine::cli {
namespace {

/// What is read of the line before it is known which command it is about.
struct Line {
  GlobalOptions global;
  bool help = false;
  bool version = false;

  void declare(Arguments& arguments) {
    declare_global(global, arguments);
    arguments.ending_flag("-h, --help", "show this help", help);
    arguments.ending_flag("--version", "show versions and the licence in effect", version);
  }
};

std::vector<std::string> words_after(std::string_view group) {
  std::vector<std::string> words;
  const std::string prefix = group.empty() ? "" : std::string(group) + " ";
  for (const Command* command : commands()) {
    if (!command->name.starts_with(prefix)) continue;
    const std::string_view rest = command->name.substr(prefix.size());
    if (rest.find(' ') == rest.npos) words.emplace_back(rest);
  }
  if (!group.empty()) return words;
  for (const CommandGroup& inner : command_groups()) words.emplace_back(inner.name);
  return words;
}

Error unknown_command(std::string_view group, const std::string& word) {
  const std::string what = group.empty() ? "command" : std::string(group) + " command";
  return {Errc::kUsage,
          "unknown " + what + " \"" + word + "\"" + did_you_mean(word, words_after(group))};
}

/// `name` is where the user has got to, for the hint: a command, a group, or empty.
Result<Exit> run_command(const Command& command, Args args, Line& line, Console& console) {
  Arguments arguments;
  const Action action = command.bind(arguments);
  line.declare(arguments);
  TRY_VOID(parse(arguments, args));
  if (line.help) {
    console.out << command_help(command);
    return Exit::kDone;
  }
  if (line.version) {
    console.out << version_text();
    return Exit::kDone;
  }
  set_thread_count(static_cast<std::size_t>(line.global.threads));
  return action(Session{console, line.global});
}

/// Walks from the first word to the command. `name` follows, so that the caller can tell where on
/// the way a usage error happened.
Result<Exit> dispatch(Args args, Console& console, std::string& name) {
  Line line;
  std::vector<std::string> rest(args.begin(), args.end());
  for (;;) {
    Arguments leading;
    line.declare(leading);
    TRY(rest, parse_leading(leading, rest));
    if (line.version) {
      console.out << version_text();
      return Exit::kDone;
    }
    if (line.help) {
      console.out << (name.empty() ? overview() : group_help(name));
      return Exit::kDone;
    }
    if (rest.empty()) return fail(Errc::kUsage, "missing command");
    const std::string next = name.empty() ? rest.front() : name + " " + rest.front();
    const Args after = Args(rest).subspan(1);
    if (const Command* command = find_command(next)) {
      name = next;
      return run_command(*command, after, line, console);
    }
    if (find_group(next) == nullptr) return fail(unknown_command(name, rest.front()));
    name = next;
    rest.assign(after.begin(), after.end());
  }
}

Exit report(const Error& error, const std::string& name, Console& console) {
  console.log << "cuetrace: " << clean_utf8(error.message()) << '\n';
  if (error.code() == Errc::kUsage) {
    console.log << "Try 'cuetrace " << name << (name.empty() ? "" : " ") << "--help'.\n";
  }
  return exit_for(error.code());
}

}  // namespace

Exit run(Args args, Console& console) {
  std::string name;
  const Result<Exit> exit = guarded([&] { return dispatch(args, console, name); });
  if (!exit) return report(exit.error(), name, console);
  if (!console.out.flush()) {
    const Error lost(Errc::kUnavailable, "standard output: cannot write; is the disk full?");
    return report(lost, name, console);
  }
  return *exit;
}

}  // namespace engine::cli
