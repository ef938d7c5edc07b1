#include "engine/run/cli/completion_command.h"

#include "engine/run/cli/completion.h"

#include <ostream>

namespace engine::cli {
namespace {

enum class Shell { kBash, kZsh, kFish };

struct CompletionOptions {
  Shell shell = Shell::kBash;
};

void declare(CompletionOptions& options, Arguments& arguments) {
  arguments.choice<Shell>("SHELL", "which shell",
                          {{"bash", Shell::kBash}, {"zsh", Shell::kZsh}, {"fish", Shell::kFish}},
                          options.shell);
  arguments.required();
}

Result<Exit> run_completion(const CompletionOptions& options, const Session& session) {
  switch (options.shell) {
    case Shell::kBash: session.console.out << bash_completion(); break;
    case Shell::kZsh: session.console.out << zsh_completion(); break;
    case Shell::kFish: session.console.out << fish_completion(); break;
  }
  return Exit::kDone;
}

}  // namespace

const Command kCompletionCommand{
    .name = "completion",
    .summary = "print the completion script of a shell",
    .details = "",
    .examples =
        "source <(cuetrace completion bash)\n"
        "cuetrace completion fish > ~/.config/fish/completions/cuetrace.fish",
    .bind = bind<CompletionOptions, declare, run_completion>,
};

}  // namespace engine::cli
