#include "engine/core/text.h"
#include "engine/ledger/ledger_pages.h"
#include "engine/run/quality_check.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/media_answer.h"
#include "engine/run/service/service.h"
#include "reports/quality_report.h"

#include <filesystem>

namespace engine::service {
namespace {

using catalogue::Recording;
using run::JsonText;
using run::text_json;

JsonText recording_object(const Recording& recording) {
  std::error_code ignored;
  return JsonText::object()
      .add("id", text_json(recording.id))
      .add("track_id", recording.track ? text_json(to_string(*recording.track)) : "null")
      .add("title", text_json(recording.title))
      .add("version", text_json(recording.version))
      .add("artist", text_json(recording.artist))
      .add("composers", texts_json(catalogue::writer_names(recording.work)))
      .add("isrc", text_json(recording.isrc))
      .add("library", text_json(recording.library))
      .add("label", text_json(recording.label))
      .add("duration_ms", std::to_string(to_ms(recording.duration)))
      .add("work", JsonText::object()
                       .add("id", text_json(recording.work.id))
                       .add("title", text_json(recording.work.title))
                       .add("iswc", text_json(recording.work.iswc))
                       .text())
      .add("has_media",
           std::filesystem::is_regular_file(recording.path, ignored) ? "true" : "false");
}

std::string contributions_json(const Recording& recording) {
  JsonText list = JsonText::array();
  for (const catalogue::Contribution& one : recording.work.contributions) {
    const bool writer = one.kind == catalogue::ContributionKind::kWriter;
    list.add(JsonText::object()
                 .add("name", text_json(one.party.name))
                 .add("ipi", text_json(one.party.ipi))
                 .add("society", text_json(one.party.society))
                 .add("kind", text_json(writer ? "writer" : "publisher"))
                 .add("role", text_json(one.role))
                 .add("share_percent", one.share_bp ? run::decimal(*one.share_bp, 2) : "null")
                 .text());
  }
  return list.text();
}

Result<std::string> family_json(const Recording& recording, const std::string& party,
                                run::Records& records) {
  JsonText list = JsonText::array();
  if (!recording.track) return list.text();
  TRY(const auto kin, records.catalogue().kin(*recording.track));
  for (const Kinship& one : kin) {
    const TrackId other = one.first == *recording.track ? one.second : one.first;
    TRY(const auto known, records.catalogue().find(other));
    if (!known || !is_of_party(*known, party)) continue;
    list.add(JsonText::object()
                 .add("track_id", text_json(to_string(other)))
                 .add("id", text_json(known->id))
                 .add("title", text_json(known->title))
                 .add("version", text_json(known->version))
                 .add("kind", text_json(to_string(one.kind)))
                 .text());
  }
  return list.text();
}

/// Where the caller may see it. Errors: kNotFound.
Result<Recording> recording_named(const Call& call, run::Records& records) {
  const std::string& name = call.named("recording");
  TRY(auto found, records.catalogue().find_any(name));
  std::erase_if(found, [&](const Recording& one) { return !is_of_party(one, call.composer()); });
  if (found.empty()) return fail(Errc::kNotFound, "there is no recording " + name);
  return std::move(found.front());
}

}  // namespace

Result<HttpResponse> list_recordings(const Call& call) {
  TRY(auto records, call.service.records.take());
  catalogue::RecordingFilter filter;
  filter.words = call.text_or("words", "");
  filter.version = call.text_or("version", "");
  filter.missing = call.text_or("missing", "");
  TRY(auto recordings, records->catalogue().list(filter));
  std::erase_if(recordings,
                [&](const Recording& one) { return !is_of_party(one, call.composer()); });
  TRY(const PlacesOfPage page, page_of_list(call, recordings.size()));
  JsonText items = JsonText::array();
  for (std::size_t i = page.first; i < page.end; ++i) {
    items.add(recording_object(recordings[i]).text());
  }
  return page_answer(items, page.next);
}

Result<HttpResponse> get_recording(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const Recording recording, recording_named(call, *records));
  TRY(const std::string family, family_json(recording, call.composer(), *records));
  run::QualityQuestion question;
  question.recording_ids = {recording.id};
  TRY(const auto quality, run::check_quality(*records, question));
  JsonText json = recording_object(recording);
  json.add("contributions", contributions_json(recording))
      .add("family", family)
      .add("quality", reports::quality_json(quality))
      .add("description", text_json(recording.description))
      .add("moods", text_json(recording.moods))
      .add("bpm", text_json(recording.bpm))
      .add("key", text_json(recording.key));
  return json_answer(json.text());
}

Result<HttpResponse> get_recording_media(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const Recording recording, recording_named(call, *records));
  return media_answer(recording.path, call);
}

}  // namespace engine::service
