#include "engine/core/text.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/event_watch.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/service.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

constexpr std::size_t kEventsAtOnce = 200;

/// One reader of the feed: where it is, and what it may see.
class EventReader {
 public:
  EventReader(const Service& service, std::int64_t after, std::set<std::string> kinds,
              std::string party)
      : service_(service), after_(after), kinds_(std::move(kinds)), party_(std::move(party)) {}

  bool ready() const { return service_.events.newest() > after_; }

  /// What cannot be read now is tried again: nothing is passed over.
  std::string next() {
    auto records = service_.records.take();
    if (!records) return {};
    const auto events = (*records)->ledger().events().after(after_, kEventsAtOnce);
    if (!events) return {};
    std::string text;
    for (const ledger::Event& event : *events) {
      if (sees(event, **records)) {
        text += "id: " + std::to_string(event.sequence) + "\nevent: " + event.kind +
                "\ndata: " + event_json(event) + "\n\n";
      }
      after_ = event.sequence;
    }
    // A reader who sees none of many is told how far it has come, so that it need not come again.
    if (text.empty() && !events->empty()) text = ": " + std::to_string(after_) + "\n\n";
    return text;
  }

 private:
  bool sees(const ledger::Event& event, run::Records& records) {
    if (!kinds_.empty() && !kinds_.contains(event.kind)) return false;
    if (party_.empty()) return true;
    if (!event.track || !event.kind.starts_with("use.")) return false;
    auto known = own_.find(*event.track);
    if (known == own_.end()) {
      const auto recording = records.catalogue().find(*event.track);
      const bool own = recording && *recording && is_of_party(**recording, party_);
      known = own_.emplace(*event.track, own).first;
    }
    return known->second;
  }

  const Service& service_;
  std::int64_t after_;
  std::set<std::string> kinds_;
  std::string party_;
  std::map<TrackId, bool> own_;
};

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || rest != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

Result<HttpResponse> stream_events(const Call& call) {
  std::int64_t after = call.service.events.newest();
  if (const auto asked = call.text("after")) after = number_of(*asked).value_or(after);
  if (const std::string& last = call.request.header("last-event-id"); !last.empty()) {
    const auto number = number_of(last);
    if (!number) return fail(Errc::kUsage, "Last-Event-ID: \"" + last + "\" is none of ours");
    after = *number;
  }
  std::set<std::string> kinds;
  if (const auto words = call.text("kinds")) {
    for (const std::string& word : split(*words, ',')) kinds.insert(word);
  }
  const auto reader =
      std::make_shared<EventReader>(call.service, after, std::move(kinds), call.composer());
  HttpResponse response;
  response.content_type = "text/event-stream";
  response.with("Cache-Control", "no-store").with("X-Accel-Buffering", "no");
  response.events = std::make_shared<EventStream>();
  response.events->ready = [reader] { return reader->ready(); };
  response.events->next = [reader] { return reader->next(); };
  return response;
}

}  // namespace engine::service
