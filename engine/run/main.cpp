#include "engine/core/interrupt.h"
#include "engine/run/cli/run.h"

#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::size_t columns_of(int terminal) {
  winsize size{};
  constexpr std::size_t kUsual = 80;
  return ioctl(terminal, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

engine::cli::Console process_console() {
  engine::cli::Console console{std::cout, std::cerr, std::cin};
  const char* const term = std::getenv("TERM");
  const bool has_cursor = term != nullptr && std::string_view(term) != "dumb";
  console.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  console.log_is_terminal = has_cursor && isatty(STDERR_FILENO) == 1;
  console.log_columns = columns_of(STDERR_FILENO);
  console.out_columns = columns_of(STDOUT_FILENO);
  std::setlocale(LC_CTYPE, "");
  console.out_is_utf8 = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
  std::setlocale(LC_CTYPE, "C");  // Nothing else of the program depends on where it runs.
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
