#include "engine/run/service/answers.h"

#include "engine/core/text.h"
#include "reports/licence_audit.h"

#include <algorithm>
#include <filesystem>
#include <map>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

std::string file_name(const std::string& location) {
  const std::size_t slash = location.find_last_of('/');
  return slash == std::string::npos || slash + 1 == location.size() ? location
                                                                    : location.substr(slash + 1);
}

std::string decision_json(const ledger::UseDecision* decision) {
  if (decision == nullptr) return "null";
  return JsonText::object()
      .add("verdict",
           text_json(decision->verdict == ledger::Verdict::kNone ? std::string_view("none")
                                                                 : to_string(decision->verdict)))
      .add("note", text_json(decision->note))
      .add("at", text_json(decision->decided_at))
      .text();
}

std::string evidence_json(const MatchEvidence& evidence) {
  return JsonText::object()
      .add("peaks_expected", std::to_string(evidence.peaks_expected))
      .add("peaks_found", std::to_string(evidence.peaks_found))
      .add("peaks_by_chance", run::decimal(evidence.chance_milli, 3))
      .add("score", run::decimal(evidence.score_milli, 3))
      .text();
}

/// Looks recordings and decisions up once, however many uses ask for them.
class UseWriter {
 public:
  explicit UseWriter(const UseTelling& telling) : telling_(telling) {}

  Result<std::string> write(const ledger::RecordedUse& use) {
    TRY(const catalogue::Recording recording, recording_of(use.match.track));
    TRY(const auto* const decisions, decisions_on(use.video->id));
    const Match& match = use.match;
    JsonText json = JsonText::object();
    json.add("id", text_json(use.id))
        .add("video", video_of(*use.video))
        .add("track_id", text_json(to_string(match.track)))
        .add("recording", recording_json(recording))
        .add("start_ms", std::to_string(to_ms(match.in_video.start)))
        .add("end_ms", std::to_string(to_ms(match.in_video.end)))
        .add("track_start_ms", std::to_string(to_ms(match.in_track.start)))
        .add("track_end_ms", std::to_string(to_ms(match.in_track.end)))
        .add("speed", run::from_ppm(match.speed_ppm))
        .add("pitch_cents", std::to_string(match.pitch_cents))
        .add("level_db", run::decimal(match.level_tenth_db, 1))
        .add("confidence", run::from_ppm(match.confidence_ppm))
        .add("method", text_json(to_string(match.method)))
        .add("review", match.confident() ? "false" : "true")
        .add("decision", decision_json(ledger::decision_for(match, *decisions)))
        .add("evidence", evidence_json(match.evidence));
    TRY(const std::string alternatives, alternatives_of(match));
    json.add("alternatives", alternatives);
    add_standing(use, json);
    return json.text();
  }

 private:
  Result<catalogue::Recording> recording_of(const TrackId& track) {
    auto known = recordings_.find(track);
    if (known == recordings_.end()) {
      TRY(auto recording, telling_.records.catalogue().find(track));
      if (!recording) recording.emplace().track = track;
      known = recordings_.emplace(track, *std::move(recording)).first;
    }
    return known->second;
  }

  Result<const std::vector<ledger::UseDecision>*> decisions_on(const VideoId& video) {
    auto known = decisions_.find(video);
    if (known == decisions_.end()) {
      TRY(auto decisions, ledger::decisions_on(video, telling_.records.ledger().amendments()));
      known = decisions_.emplace(video, std::move(decisions)).first;
    }
    return &known->second;
  }

  std::string video_of(const VideoFacts& video) const {
    std::string name = video.title.empty() ? file_name(video.location) : video.title;
    if (telling_.standing != nullptr) {
      const auto record = telling_.standing->uses.videos.find(video.id);
      if (record != telling_.standing->uses.videos.end() && !record->second.programme.empty()) {
        name = record->second.programme;
      }
    }
    return JsonText::object()
        .add("id", text_json(to_string(video.id)))
        .add("name", text_json(name))
        .add("location", text_json(video.location))
        .text();
  }

  Result<std::string> alternatives_of(const Match& match) {
    JsonText list = JsonText::array();
    for (const MatchAlternative& other : match.alternatives) {
      TRY(const catalogue::Recording recording, recording_of(other.track));
      if (!is_of_party(recording, telling_.party)) continue;
      list.add(JsonText::object()
                   .add("track_id", text_json(to_string(other.track)))
                   .add("title", text_json(recording.title))
                   .add("version", text_json(recording.version))
                   .add("confidence", run::from_ppm(other.confidence_ppm))
                   .text());
    }
    return list.text();
  }

  void add_standing(const ledger::RecordedUse& use, JsonText& json) const {
    const licences::Verdict* const verdict =
        telling_.standing == nullptr || !telling_.standing->judged
            ? nullptr
            : telling_.standing->verdict_on(use.id);
    if (verdict == nullptr) {
      json.add("standing", "null")
          .add("state", "null")
          .add("licence_id", "null")
          .add("reasons", "[]");
      return;
    }
    json.add("standing", text_json(to_string(reports::standing_of(verdict->state()))))
        .add("state", text_json(to_string(verdict->state())))
        .add("licence_id", text_or_null(verdict->overall.licence_id))
        .add("reasons", texts_json(verdict->overall.reasons));
  }

  const UseTelling& telling_;
  std::map<TrackId, catalogue::Recording> recordings_;
  std::map<VideoId, std::vector<ledger::UseDecision>> decisions_;
};

/// Uses of a video that are a violation, or unlicensed.
std::size_t open_uses(const VideoId& video, const StandingLedger& standing) {
  const auto found = std::ranges::lower_bound(standing.open_uses, video, {},
                                              &std::pair<VideoId, std::size_t>::first);
  return found == standing.open_uses.end() || found->first != video ? 0 : found->second;
}

}  // namespace

HttpResponse json_answer(std::string body, unsigned status) {
  HttpResponse response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

HttpResponse no_content() {
  HttpResponse response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

HttpResponse accepted_answer(const Job& job) {
  HttpResponse response = json_answer(job_json(job), 202);
  return response.with("Location", "/v1/jobs/" + job.id);
}

HttpResponse page_answer(const JsonText& items, const std::string& next) {
  return json_answer(
      JsonText::object().add("items", items.text()).add("next", text_or_null(next)).text());
}

Result<PlacesOfPage> page_of_list(const Call& call, std::size_t size) {
  TRY(const std::int64_t cursor, call.cursor());
  PlacesOfPage page;
  page.first = std::min(size, static_cast<std::size_t>(cursor));
  page.end = std::min(size, page.first + call.page_length());
  if (page.end < size) page.next = std::to_string(page.end);
  return page;
}

std::string text_or_null(const std::string& text) {
  return text.empty() ? "null" : text_json(text);
}

bool same_name(std::string_view a, std::string_view b) {
  return to_lower_ascii(a) == to_lower_ascii(b);
}

bool is_of_party(const catalogue::Recording& recording, const std::string& party) {
  if (party.empty()) return true;
  return std::ranges::any_of(recording.work.contributions, [&](const auto& one) {
    return one.party.ipi == party || same_name(one.party.name, party);
  });
}

std::string name_of(const ledger::ListedVideo& video) {
  if (!video.programme.empty()) return video.programme;
  return video.facts.title.empty() ? file_name(video.facts.location) : video.facts.title;
}

JsonText video_object(const ledger::ListedVideo& video, const StandingLedger* standing) {
  std::error_code ignored;
  JsonText json = JsonText::object();
  json.add("id", text_json(to_string(video.facts.id)))
      .add("location", text_json(video.facts.location))
      .add("name", text_json(name_of(video)))
      .add("title", text_json(video.facts.title))
      .add("duration_ms", std::to_string(to_ms(video.facts.duration)))
      .add("complete", video.complete ? "true" : "false")
      .add("error", text_or_null(video.error))
      .add("note", text_or_null(video.note))
      .add("scanned_at", text_json(video.posted_at))
      .add("uses", std::to_string(video.uses))
      .add("review", std::to_string(video.review))
      .add("music_ms", std::to_string(to_ms(video.music)))
      .add("violations", standing == nullptr || !standing->judged
                             ? "null"
                             : std::to_string(open_uses(video.facts.id, *standing)))
      .add("has_media",
           std::filesystem::is_regular_file(video.facts.location, ignored) ? "true" : "false");
  return json;
}

std::string video_json(const ledger::ListedVideo& video, const StandingLedger* standing) {
  return video_object(video, standing).text();
}

Result<std::vector<std::string>> uses_json(const std::vector<ledger::RecordedUse>& uses,
                                           const UseTelling& telling) {
  UseWriter writer(telling);
  std::vector<std::string> texts;
  for (const ledger::RecordedUse& use : uses) {
    TRY(std::string text, writer.write(use));
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string recording_json(const catalogue::Recording& recording) {
  std::error_code ignored;
  return JsonText::object()
      .add("id", text_json(recording.id))
      .add("title", text_json(recording.title))
      .add("version", text_json(recording.version))
      .add("artist", text_json(recording.artist))
      .add("composers", texts_json(catalogue::writer_names(recording.work)))
      .add("isrc", text_json(recording.isrc))
      .add("work_id", text_json(recording.work.id))
      .add("work_title", text_json(recording.work.title))
      .add("duration_ms", std::to_string(to_ms(recording.duration)))
      .add("has_media",
           std::filesystem::is_regular_file(recording.path, ignored) ? "true" : "false")
      .text();
}

std::string offers_json(const std::vector<licences::Suggestion>& offers) {
  JsonText list = JsonText::array();
  for (const licences::Suggestion& one : offers) {
    list.add(JsonText::object()
                 .add("name", text_json(one.offer))
                 .add("fee", text_json(to_string(one.fee)))
                 .add("reckoned", text_json(one.reckoned))
                 .add("provided", texts_json(one.provided))
                 .text());
  }
  return list.text();
}

std::string job_json(const Job& job) {
  const bool runs = job.state == JobState::kRunning;
  JsonText json = JsonText::object();
  json.add("id", text_json(job.id))
      .add("kind", text_json(to_string(job.request.kind)))
      .add("state", text_json(to_string(job.state)))
      .add("name", text_json(job.request.name))
      .add("progress", !runs ? "null"
                             : JsonText::object()
                                   .add("done_ms", std::to_string(job.done_ms))
                                   .add("all_ms", std::to_string(job.all_ms))
                                   .text())
      .add("result", job.result.empty() ? "null" : job.result)
      .add("error", text_or_null(job.error))
      .add("asked_by", text_json(job.asked_by))
      .add("made_at", text_json(job.made_at))
      .add("started_at", text_or_null(job.started_at))
      .add("ended_at", text_or_null(job.ended_at))
      .add("attempts", std::to_string(job.attempts));
  return json.text();
}

std::string event_json(const ledger::Event& event) {
  return JsonText::object()
      .add("sequence", std::to_string(event.sequence))
      .add("kind", text_json(event.kind))
      .add("at", text_json(event.at))
      .add("video_id", event.video ? text_json(to_string(*event.video)) : "null")
      .add("track_id", event.track ? text_json(to_string(*event.track)) : "null")
      .add("data", event.data)
      .text();
}

std::string token_json(const Token& token) {
  return JsonText::object()
      .add("id", text_json(token.id))
      .add("name", text_json(token.name))
      .add("scopes", text_json(to_string(token.scopes)))
      .add("made_at", text_json(token.made_at))
      .add("expires_at", text_or_null(token.expires_at))
      .add("revoked_at", text_or_null(token.revoked_at))
      .text();
}

}  // namespace engine::service
