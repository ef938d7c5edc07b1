// One subcommand: a name, a line of help, what it takes and what it does. No base class, and no
// registration behind the scenes: kCommands in commands.cpp is the whole list.
#pragma once

#include "engine/core/result.h"
#include "engine/run/cli/arguments.h"
#include "engine/run/cli/console.h"
#include "engine/run/cli/exit.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace engine::cli {

enum class ProgressMode { kAuto, kAlways, kNever };

/// Options that every command takes, before or after its name.
struct GlobalOptions {
  std::optional<std::string> workspace;  ///< --workspace; see engine/run/workspace.h for the rest.
  int threads = 0;                       ///< 0 means one per core; already in force.
  bool quiet = false;                    ///< Nothing on `log` but errors.
  ProgressMode progress = ProgressMode::kAuto;
};

/// What a command runs with.
struct Session {
  Console& console;
  const GlobalOptions& global;
};

/// Runs a command whose arguments have been parsed. A failure is reported by the caller, once.
using Action = std::function<Result<Exit>(const Session&)>;

struct Command {
  std::string_view name;      ///< "scan", or two words: "catalog add".
  std::string_view summary;   ///< One line, no full stop.
  std::string_view details;   ///< Paragraphs for its own help; may be empty.
  std::string_view examples;  ///< One command line per line.
  /// Declares the arguments and returns what to do once they are parsed. Opens no files.
  Action (*bind)(Arguments& arguments);
};

/// Makes `bind` from a plain options struct, `void kDeclare(Options&, Arguments&)` and
/// `Result<Exit> kRun(const Options&, const Session&)`.
template <class Options, void (*kDeclare)(Options&, Arguments&),
          Result<Exit> (*kRun)(const Options&, const Session&)>
Action bind(Arguments& arguments) {
  const auto options = std::make_shared<Options>();  // Arguments and Action both refer to it.
  kDeclare(*options, arguments);
  return [options](const Session& session) { return kRun(*options, session); };
}

}  // namespace engine::cli
