#include "engine/core/interrupt.h"
#include "engine/run/cli/run.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

engine::cli::Console process_console() {
  engine::cli::Console console{std::cout, std::cerr, std::cin};
  const char* const term = std::getenv("TERM");
  const bool has_cursor = term != nullptr && std::string_view(term) != "dumb";
  console.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  console.log_is_terminal = has_cursor && isatty(STDERR_FILENO) == 1;
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    console.log_columns = size.ws_col;
  }
  return console;
}

}  // namespace

int main(int argc, char** argv) {
  engine::listen_for_interrupts();
  // Some parents leave SIGPIPE ignored; `cuetrace ... | head` should end as other programs do.
  std::signal(SIGPIPE, SIG_DFL);
  std::ios::sync_with_stdio(false);
  engine::cli::Console console = process_console();
  const std::vector<std::string> args(argv + (argc > 0 ? 1 : 0), argv + argc);
  return static_cast<int>(engine::cli::run(args, console));
}
