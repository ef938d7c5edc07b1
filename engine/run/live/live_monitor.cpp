#include "engine/run/live/live_monitor.h"

#include "engine/core/interrupt.h"
#include "engine/run/live/live_session.h"
#include "engine/run/media_files.h"
#include "ingest/live_reader.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace engine::run {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// No second attempt helps, unless there was sound before.
bool is_final(const Error& error) {
  constexpr std::array kFinal{Errc::kUnsupported, Errc::kNotPermitted, Errc::kInvalidInput,
                              Errc::kNoAudio, Errc::kNotFound};
  return std::find(kFinal.begin(), kFinal.end(), error.code()) != kFinal.end();
}

/// What came so far has the length of its levels.
MediaTime length_of(const ingest::FingerprintPiece& piece) {
  return static_cast<std::int64_t>(piece.mid.levels.size()) * SoundTape::kPeriod;
}

bool names_url(const std::string& address) { return address.find("://") != address.npos; }

}  // namespace

std::string source_name(const std::string& address) {
  if (address == "-") return "stdin";
  const std::size_t scheme_end = address.find("://");
  if (scheme_end == address.npos) return absolute_path(address);
  const std::size_t host = scheme_end + 3;
  std::string name = address.substr(0, std::min(address.find_first_of("?#", host), address.size()));
  const std::size_t host_end = std::min(name.find('/', host), name.size());
  const std::size_t user_end = name.rfind('@', host_end);
  if (user_end != name.npos && user_end >= host) name.erase(host, user_end + 1 - host);
  return name;
}

namespace {

/// The address that an error names, without what is secret in it.
Error without_secrets(const Error& error, const std::string& address) {
  std::string message = error.message();
  const std::string name = source_name(address);
  for (std::size_t at = 0; (at = message.find(address, at)) != message.npos; at += name.size()) {
    message.replace(at, address.size(), name);
  }
  return {error.code(), std::move(message)};
}

}  // namespace

struct LiveMonitor::Connection {
  ingest::LiveReader reader;
  std::optional<LiveSession> session{};
};

LiveMonitor::LiveMonitor(LiveScanner& scanner, LiveOptions options, LiveListener listener)
    : scanner_(scanner),
      options_(std::move(options)),
      listener_(std::move(listener)),
      chance_(std::random_device()()) {
  if (options_.title.empty()) options_.title = source_name(options_.address);
}

bool LiveMonitor::over() const {
  return interrupted() || stop_.stop_requested() || (until_ && steady_clock::now() >= *until_);
}

std::string LiveMonitor::why_over() const {
  return until_ && steady_clock::now() >= *until_ ? "the time to listen is over" : "stopped";
}

Result<void> LiveMonitor::tell(LiveEventKind kind, const std::string& reason) {
  const LiveEvent event{.kind = kind,
                        .source = source_name(options_.address),
                        .title = options_.title,
                        .at = wall_now(),
                        .reason = reason,
                        .cue = std::nullopt};
  {
    const auto turn = scanner_.turns().record();
    TRY_VOID(append_to_ledger(event, scanner_.workspace()));
  }
  listener_(event);
  return {};
}

Result<void> LiveMonitor::run() {
  if (options_.public_only && !names_url(options_.address)) {
    return fail(Errc::kNotPermitted,
                source_name(options_.address) + ": is no URL, and only those are allowed");
  }
  if (options_.listen_for > milliseconds{0}) until_ = steady_clock::now() + options_.listen_for;
  do {
    TRY(const After after, listen());
    if (after == After::kEnded) break;
  } while (wait_to_retry());
  if (ended_.empty()) ended_ = why_over();
  return tell(LiveEventKind::kEnded, ended_);
}

/// One attempt to connect, and all that is heard then.
Result<LiveMonitor::After> LiveMonitor::listen() {
  const ingest::NetworkAccess access{.silence_max = options_.silence_max,
                                     .live = true,
                                     .public_only = options_.public_only,
                                     .stop = stop_.get_token()};
  auto reader = ingest::LiveReader::open(options_.address, access);
  if (!reader) {
    if (over()) return After::kEnded;
    const Error why = without_secrets(reader.error(), options_.address);
    if (!started_ && is_final(why)) return fail(why);
    ++failures_;
    if (!std::exchange(lost_told_, true)) TRY_VOID(tell(LiveEventKind::kLost, why.message()));
    return After::kLost;
  }
  if (endless_ && reader->finite()) {
    ended_ = "the source has ended";
    return After::kEnded;
  }
  endless_ = !reader->finite();
  Connection connection{*std::move(reader)};
  return hear(connection);
}

Result<LiveMonitor::After> LiveMonitor::hear(Connection& connection) {
  for (;;) {
    auto piece = over() ? Result<std::optional<ingest::FingerprintPiece>>(
                              fail(Errc::kInterrupted, options_.address + ": stopped"))
                        : connection.reader.next();
    if (!piece || !*piece) {
      TRY(const auto rest, connection.reader.finish());
      if (connection.session) {
        TRY_VOID(connection.session->add(rest));
        TRY_VOID(connection.session->finish());
      }
      if (piece) {
        ended_ = "the source has ended";
        return After::kEnded;
      }
      if (over()) return After::kEnded;
      ++failures_;
      lost_told_ = true;
      const Error why = without_secrets(piece.error(), options_.address);
      TRY_VOID(tell(LiveEventKind::kLost, why.message()));
      return After::kLost;
    }
    const ingest::FingerprintPiece& heard = **piece;
    if (!connection.session) {
      const auto kind =
          std::exchange(started_, true) ? LiveEventKind::kResumed : LiveEventKind::kStarted;
      if (kind == LiveEventKind::kStarted || lost_told_) TRY_VOID(tell(kind, {}));
      lost_told_ = false;
      failures_ = 0;
      connection.session.emplace(scanner_, options_, listener_, wall_now() - length_of(heard));
    }
    TRY_VOID(connection.session->add(heard));
    if (!heard.then_break) continue;
    TRY_VOID(connection.session->finish());
    connection.session.reset();
  }
}

/// False when there is no time left.
bool LiveMonitor::wait_to_retry() {
  constexpr int kDoublingsMax = 16;
  const int doublings = std::clamp(failures_ - 1, 0, kDoublingsMax);
  const milliseconds longest =
      std::min(options_.retry_longest, options_.retry_first * (1 << doublings));
  std::uniform_int_distribution<std::int64_t> wait(longest.count() / 2, longest.count());
  const auto until = steady_clock::now() + milliseconds(wait(chance_));
  constexpr int kLookUpMs = 50;
  while (!over() && steady_clock::now() < until) ::poll(nullptr, 0, kLookUpMs);
  return !over();
}

}  // namespace engine::run
