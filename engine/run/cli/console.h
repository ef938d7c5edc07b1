// Where a command reads and writes. main passes the process's own streams, tests pass strings.
#pragma once

#include <cstddef>
#include <iosfwd>

namespace engine::cli {

struct Console {
  std::ostream& out;             ///< Results only: what a script would parse.
  std::ostream& log;             ///< Progress and complaints.
  std::istream& input;           ///< What "-" stands for.
  bool out_is_terminal = false;  ///< True when a person reads `out` as it comes.
  std::size_t out_columns = 80;  ///< Width of that screen.
  bool out_is_utf8 = true;       ///< False: the locale's letters are ASCII, as far as is known.
  bool log_is_terminal = false;  ///< True when a person watches `log` on a screen with a cursor.
  std::size_t log_columns = 80;  ///< Width of that screen.
};

}  // namespace engine::cli
