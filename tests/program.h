// The real program, run as users run it: for what can only be seen from outside a process, such as
// its death.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace support {

/// A running `cuetrace`. Its streams go to files in `folder`, which must outlive it.
class Program {
 public:
  /// Throws std::runtime_error when it cannot be started, as everything here does.
  Program(const std::filesystem::path& folder, const std::vector<std::string>& args);
  ~Program();  ///< Kills what still runs.
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// True when it has ended before `time` was over.
  bool ends_within(std::chrono::microseconds time);
  void signal(int number);

  struct Ended {
    int exit_code = 0;  ///< 128 + N when signal N ended it.
    std::string out;
    std::string log;
  };
  Ended wait();

  /// What it has printed so far.
  std::string out() const;

 private:
  std::filesystem::path folder_;
  pid_t pid_ = -1;
  int pidfd_ = -1;
};

/// Runs it from start to end.
Program::Ended run_program(const std::filesystem::path& folder,
                           const std::vector<std::string>& args);

}  // namespace support
