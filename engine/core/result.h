// Expected failures travel as values. This header is the only place that names the library behind
// them, so moving to std::expected (C++23) is an edit of this file alone.
#pragma once

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace engine {

/// What a caller can do about a failure. People read the message; code reads this.
/// The names of the codes (error_name) appear in JSON output and never change.
enum class Errc {
  kUsage,              ///< The command line or request is malformed.
  kNotFound,           ///< The named thing does not exist.
  kNotPermitted,       ///< The operating system refused access.
  kInvalidInput,       ///< The file or feed is wrong; a retry cannot help.
  kNoAudio,            ///< Media without an audio stream (or without the one asked for).
  kTruncated,          ///< Media that ends before the length it declares.
  kTooShort,           ///< Less sound than a track needs.
  kSilent,             ///< Nothing but silence where sound is needed.
  kCorrupt,            ///< Stored bytes broke a checksum or an invariant.
  kUnsupported,        ///< Well formed, but not something this build can read.
  kNewerFormat,        ///< Written by a newer cuetrace.
  kNoWorkspace,        ///< A reading command found no workspace.
  kLocked,             ///< Another process is writing to the workspace.
  kUnavailable,        ///< A device or the file system failed; a retry may help.
  kRemoteUnreachable,  ///< A URL or peer did not answer.
  kInterrupted,        ///< The user asked to stop.
};

/// The stable spelling of a code: "not_found", "invalid_input", ...
std::string_view error_name(Errc code);
/// The inverse; empty for a spelling that is none.
std::optional<Errc> error_named(std::string_view name);

class [[nodiscard]] Error {
 public:
  Error(Errc code, std::string message) : code_(code), message_(std::move(message)) {}

  Errc code() const { return code_; }
  /// One line, outermost thing first: "a.mp4: no audio stream; ...". Names the way out.
  const std::string& message() const { return message_; }

  /// Prefixes the thing that was being worked on: "a.mp4" gives "a.mp4: no audio stream".
  Error during(std::string_view thing) && {
    message_.insert(0, std::string(thing) + ": ");
    return std::move(*this);
  }

 private:
  Errc code_;
  std::string message_;
};

template <class T>
using Result = tl::expected<T, Error>;

inline auto fail(Errc code, std::string message) {
  return tl::make_unexpected(Error(code, std::move(message)));
}

inline auto fail(Error error) { return tl::make_unexpected(std::move(error)); }

}  // namespace engine

#define CUETRACE_CONCAT_INNER(a, b) a##b
#define CUETRACE_CONCAT(a, b) CUETRACE_CONCAT_INNER(a, b)

/// TRY_VOID(writer.flush()); leaves the function with the error, if there is one.
#define TRY_VOID(...)                                          \
  do {                                                         \
    if (auto try_step = (__VA_ARGS__); !try_step) {            \
      return tl::make_unexpected(std::move(try_step).error()); \
    }                                                          \
  } while (false)

/// TRY(auto reader, AudioReader::open(path)); declares `reader`, or leaves with the error.
#define TRY(target, ...) CUETRACE_TRY(CUETRACE_CONCAT(try_step_, __LINE__), target, __VA_ARGS__)
#define CUETRACE_TRY(step, target, ...)                           \
  auto step = (__VA_ARGS__);                                      \
  if (!step) return tl::make_unexpected(std::move(step).error()); \
  target = *std::move(step)
