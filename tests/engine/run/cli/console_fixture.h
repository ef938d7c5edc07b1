// A console made of strings, and a front door to run commands through it.
#pragma once

#include "engine/run/cli/command.h"
#include "engine/run/cli/run.h"

#include <sstream>
#include <string>
#include <vector>

namespace engine::cli {

struct TestConsole {
  std::ostringstream out;
  std::ostringstream log;
  std::istringstream input;
  Console console{out, log, input};
};

struct Ran {
  Exit exit;
  std::string out;
  std::string log;
};

inline Ran run_line(const std::vector<std::string>& args) {
  TestConsole test;
  const Exit exit = run(args, test.console);
  return {exit, test.out.str(), test.log.str()};
}

}  // namespace engine::cli
