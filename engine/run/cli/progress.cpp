#include "engine/run/cli/progress.h"

#include "engine/core/text.h"

#include <algorithm>
#include <ostream>

namespace engine::cli {
namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);
constexpr std::size_t kBarColumns = 20;

bool wants_drawing(const Session& session) {
  switch (session.global.progress) {
    case ProgressMode::kAlways: return true;
    case ProgressMode::kNever: return false;
    case ProgressMode::kAuto: break;
  }
  return session.console.log_is_terminal && !session.global.quiet;
}

/// The last `columns` code points of `text`: the end of a path tells more than its start.
std::string tail(std::string text, std::size_t columns) {
  while (display_width(text) > columns) {
    std::size_t bytes = 1;
    while (bytes < text.size() && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) ++bytes;
    text.erase(0, bytes);
  }
  return text;
}

}  // namespace

Progress::Progress(const Session& session, std::size_t total, Clock clock)
    : log_(session.console.log),
      columns_(session.console.log_columns),
      total_(total),
      drawing_(wants_drawing(session)),
      clock_(std::move(clock)),
      start_(clock_()) {}

Progress::~Progress() {
  const std::lock_guard lock(mutex_);
  erase();
}

void Progress::advance(const std::string& item, MediaTime decoded, MediaTime declared) {
  if (!drawing_) return;
  const std::lock_guard lock(mutex_);
  at_work_[item] = {decoded, declared};
  newest_ = item;
  redraw(false);
}

void Progress::finish(const std::string& item) {
  if (!drawing_) return;
  const std::lock_guard lock(mutex_);
  if (const auto found = at_work_.find(item); found != at_work_.end()) {
    done_media_ += found->second.decoded;
    at_work_.erase(found);
  }
  ++done_;
  redraw(false);
}

void Progress::aside(const std::function<void()>& print) {
  const std::lock_guard lock(mutex_);
  const bool was_on_screen = on_screen_;
  erase();
  print();
  if (was_on_screen) redraw(true);
}

void Progress::redraw(bool at_once) {
  const Instant now = clock_();
  if (!at_once && drawn_at_ != Instant{} && now - drawn_at_ < kRedrawEvery) return;
  log_ << '\r' << line(now) << "\x1B[K" << std::flush;  // Clears what an earlier line left over.
  drawn_at_ = now;
  on_screen_ = true;
}

void Progress::erase() {
  if (on_screen_) log_ << "\r\x1B[K" << std::flush;
  on_screen_ = false;
}

double Progress::done_share() const {
  if (total_ == 0) return 1.0;
  double items = static_cast<double>(done_);
  for (const auto& [name, item] : at_work_) {
    if (item.declared <= MediaTime{0}) continue;
    const double share =
        static_cast<double>(item.decoded.count()) / static_cast<double>(item.declared.count());
    items += std::clamp(share, 0.0, 1.0);
  }
  return std::clamp(items / static_cast<double>(total_), 0.0, 1.0);
}

std::string Progress::line(Instant now) const {
  const double share = done_share();
  const auto filled = static_cast<std::size_t>(share * kBarColumns);
  std::string text = "[" + std::string(filled, '#') + std::string(kBarColumns - filled, '-') +
                     "] " + std::to_string(done_) + "/" + std::to_string(total_);

  const auto elapsed = std::chrono::duration_cast<MediaTime>(now - start_);
  MediaTime media = done_media_;
  for (const auto& [name, item] : at_work_) media += item.decoded;
  if (elapsed > MediaTime{0}) {
    text += "  " + std::to_string(media / elapsed) + "x";
    // Before a hundredth is done an estimate would be noise.
    if (share >= 0.01 && share < 1.0) {
      const double left = static_cast<double>(elapsed.count()) * (1.0 - share) / share;
      text += "  ETA " + to_clock(MediaTime{static_cast<std::int64_t>(left)});
    }
  }
  if (newest_.empty() || text.size() + 3 >= columns_) return text.substr(0, columns_ - 1);
  return text + "  " + tail(clean_utf8(newest_), columns_ - 3 - text.size());
}

}  // namespace engine::cli
