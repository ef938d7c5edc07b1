#include "tests/program.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" {  // Which the header of glibc 2.36 itself forgets.
#include <sys/pidfd.h>
}

#include <csignal>
#include <ctime>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

extern char** environ;

namespace support {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

pid_t start(const std::filesystem::path& folder, const std::vector<std::string>& args) {
  std::vector<std::string> words{CUETRACE_PROGRAM};
  words.insert(words.end(), args.begin(), args.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);

  posix_spawn_file_actions_t streams;
  posix_spawn_file_actions_init(&streams);
  constexpr int kCreate = O_WRONLY | O_CREAT | O_TRUNC;
  posix_spawn_file_actions_addopen(&streams, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&streams, STDOUT_FILENO, (folder / "out").c_str(), kCreate,
                                   0666);
  posix_spawn_file_actions_addopen(&streams, STDERR_FILENO, (folder / "log").c_str(), kCreate,
                                   0666);
  pid_t pid = -1;
  const int status = ::posix_spawn(&pid, argv[0], &streams, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&streams);
  if (status != 0) throw std::runtime_error("cannot start " CUETRACE_PROGRAM);
  return pid;
}

}  // namespace

Program::Program(const std::filesystem::path& folder, const std::vector<std::string>& args)
    : folder_(folder), pid_(start(folder, args)), pidfd_(::pidfd_open(pid_, 0)) {
  if (pidfd_ < 0) throw std::runtime_error("cannot watch the program");
}

Program::~Program() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  ::close(pidfd_);
}

bool Program::ends_within(std::chrono::microseconds time) {
  constexpr std::int64_t kMicrosecondsPerSecond = 1'000'000;
  const timespec limit{time.count() / kMicrosecondsPerSecond,
                       time.count() % kMicrosecondsPerSecond * 1000};
  pollfd watched{pidfd_, POLLIN, 0};
  return ::ppoll(&watched, 1, &limit, nullptr) == 1;
}

void Program::signal(int number) { ::kill(pid_, number); }

Program::Ended Program::wait() {
  int status = 0;
  if (::waitpid(std::exchange(pid_, -1), &status, 0) < 0) {
    throw std::runtime_error("the program was waited for twice");
  }
  constexpr int kSignalBase = 128;
  const int code = WIFSIGNALED(status) ? kSignalBase + WTERMSIG(status) : WEXITSTATUS(status);
  return {code, out(), read_text(folder_ / "log")};
}

std::string Program::out() const { return read_text(folder_ / "out"); }

Program::Ended run_program(const std::filesystem::path& folder,
                           const std::vector<std::string>& args) {
  return Program(folder, args).wait();
}

}  // namespace support
