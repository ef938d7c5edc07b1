#include "engine/run/live/live_event.h"

#include "engine/core/utc.h"
#include "engine/run/json_text.h"
#include "engine/run/workspace.h"

namespace engine::run {
namespace {

void add_data(const LiveEvent& event, JsonText& json) {
  json.add("source", text_json(event.source)).add("title", text_json(event.title));
  if (!event.reason.empty()) json.add("reason", text_json(event.reason));
  if (!event.cue) return;
  const ToldCue& cue = *event.cue;
  json.add("cue", text_json(cue.id))
      .add("track_title", text_json(cue.label.title))
      .add("composer", text_json(cue.label.composer))
      .add("started_at", text_json(to_text(cue.started_at)))
      .add("heard_until", text_json(to_text(cue.heard_until)))
      .add("start_ms", std::to_string(to_ms(cue.match.in_video.start)))
      .add("end_ms", std::to_string(to_ms(cue.match.in_video.end)))
      .add("confidence", from_ppm(cue.match.confidence_ppm))
      .add("review", cue.match.confident() ? "false" : "true");
  if (cue.usage_id) json.add("usage_id", text_json(*cue.usage_id));
  if (cue.withdrawn) json.add("withdrawn", "true");
}

}  // namespace

WallTime wall_now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

std::string to_text(WallTime time) {
  const auto ms = std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
  std::string text = utc_text(time);
  text.pop_back();  // The Z.
  return text + "." + std::to_string(1000 + ms % 1000).substr(1) + "Z";
}

std::string_view to_string(LiveEventKind kind) {
  switch (kind) {
    case LiveEventKind::kStarted: return "live.started";
    case LiveEventKind::kCueOpened: return "live.cue_opened";
    case LiveEventKind::kCueExtended: return "live.cue_extended";
    case LiveEventKind::kCueClosed: return "live.cue_closed";
    case LiveEventKind::kLost: return "live.lost";
    case LiveEventKind::kResumed: return "live.resumed";
    case LiveEventKind::kEnded: return "live.ended";
  }
  return {};
}

std::string live_event_data(const LiveEvent& event) {
  JsonText json = JsonText::object();
  add_data(event, json);
  return json.text();
}

Result<void> append_to_ledger(const LiveEvent& event, Workspace& workspace) {
  ledger::Event told;
  told.kind = to_string(event.kind);
  if (event.cue) {
    told.video = event.cue->video;
    told.track = event.cue->match.track;
  }
  told.at = utc_now();
  told.data = live_event_data(event);
  return workspace.ledger().events().append(told);
}

std::string live_event_json(const LiveEvent& event) {
  JsonText json = JsonText::object();
  json.add("schema", text_json("cuetrace.live/1"))
      .add("type", text_json(to_string(event.kind)))
      .add("at", text_json(to_text(event.at)));
  if (event.cue) {
    json.add("video_id", text_json(to_string(event.cue->video)))
        .add("track_id", text_json(to_string(event.cue->match.track)));
  }
  add_data(event, json);
  return json.text();
}

}  // namespace engine::run
