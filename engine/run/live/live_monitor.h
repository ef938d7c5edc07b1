// One live source, listened to for as long as it lasts: connects, connects again when it is lost,
// tells what plays while it plays, and puts all of it on record.
//
//   run::WorkspaceTurns turns;
//   run::LiveScanner scanner(workspace, turns);                     // One for all monitors.
//   run::LiveMonitor monitor(scanner, {.address = url}, [&](const LiveEvent& event) { ... });
//   const auto why = monitor.run();                                 // On a thread of its own.
#pragma once

#include "engine/core/result.h"
#include "engine/run/live/live_event.h"
#include "engine/run/live/live_scanner.h"
#include "ingest/network_access.h"

#include <chrono>
#include <functional>
#include <optional>
#include <random>
#include <stop_token>
#include <string>

namespace engine::run {

struct LiveOptions {
  /// An http, https, rtmp, rtmps or srt URL; a file, a named pipe, or "-" for standard input.
  std::string address;
  std::string title{};    ///< As people call it; empty: made of the address.
  std::string channel{};  ///< Put on record as the channel of what is recorded; may be empty.
  /// Refuses files, pipes, and addresses of this machine and private networks: for addresses that
  /// strangers name.
  bool public_only = false;
  /// How long a source may be silent before it counts as lost.
  std::chrono::milliseconds silence_max{20'000};
  /// Stops listening after this long; 0 is never.
  std::chrono::milliseconds listen_for{0};
  /// The wait before the first attempt to connect again; it doubles with each that fails, up to
  /// `retry_longest`, and is shortened by chance by up to half.
  std::chrono::milliseconds retry_first{1'000};
  std::chrono::milliseconds retry_longest{60'000};
  /// A recording ends at the first quiet moment after this long, and after `recording_longest`
  /// whatever plays.
  MediaTime recording_length{std::chrono::minutes(15)};
  MediaTime recording_longest{std::chrono::minutes(60)};
};

/// The address without user, password, query and fragment, which may hold secrets; "stdin" for
/// "-". A file is named by its absolute path.
std::string source_name(const std::string& address);

/// Called on the monitor's thread, once what it tells is on record. Events of cues come in the
/// order of the sound.
using LiveListener = std::function<void(const LiveEvent& event)>;

/// Threads: `run` on one, `stop` from any. Lifetime: `scanner` outlives it.
class LiveMonitor {
 public:
  LiveMonitor(LiveScanner& scanner, LiveOptions options, LiveListener listener);

  /// Listens until the source ends, the time is over, `stop` was called or the user interrupts;
  /// then closes what plays and puts it on record. What is recorded are videos, one for each
  /// quarter of an hour or so: at "ADDRESS#TIME", with their fingerprints archived.
  /// Errors: what no second attempt can help (kUnsupported, kNotPermitted, kInvalidInput, kNoAudio,
  /// kNotFound at the first attempt); a workspace that cannot be read or written.
  Result<void> run();

  /// Makes `run` come to its end. Threads: any.
  void stop() { stop_.request_stop(); }

 private:
  struct Connection;
  enum class After { kLost, kEnded };
  Result<After> listen();
  Result<After> hear(Connection& connection);
  Result<void> tell(LiveEventKind kind, const std::string& reason);
  bool wait_to_retry();
  bool over() const;
  std::string why_over() const;

  LiveScanner& scanner_;
  LiveOptions options_;
  LiveListener listener_;
  std::stop_source stop_;
  std::optional<std::chrono::steady_clock::time_point> until_;
  std::minstd_rand chance_;
  int failures_ = 0;      // Attempts in a row.
  bool started_ = false;  // There was sound.
  bool lost_told_ = false;
  bool endless_ = false;  // It was no finite playlist when it was heard.
  std::string ended_;     // Why, once it has.
};

}  // namespace engine::run
