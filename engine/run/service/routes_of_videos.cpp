#include "engine/ledger/ledger_pages.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/fact_setting.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/desk.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/media_answer.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "engine/run/service/standing_uses.h"
#include "engine/run/stated_facts.h"
#include "engine/run/usage_records.h"
#include "reports/sheet_on_record.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

std::string facts_json(const ledger::AmendmentValues& values) {
  JsonText facts = JsonText::object();
  for (const ledger::VideoField& field : ledger::video_fields()) {
    const auto found = values.find(std::string(field.name));
    if (found != values.end()) facts.add(field.name, text_json(found->second));
  }
  return facts.text();
}

std::string fields_json() {
  JsonText fields = JsonText::array();
  for (const ledger::VideoField& field : ledger::video_fields()) {
    fields.add(JsonText::object()
                   .add("name", text_json(field.name))
                   .add("about", text_json(field.about))
                   .add("expected", text_json(field.expected))
                   .add("production", ledger::is_of_production(field) ? "true" : "false")
                   .text());
  }
  return fields.text();
}

/// What the body states, field by field; null takes a field back.
run::VideoRow row_of(const std::string& body) {
  run::VideoRow row;
  const auto json = nlohmann::json::parse(body);
  for (const auto& [name, value] : json.items()) {
    row.fields.emplace_back(name, value.is_null() ? std::string() : value.get<std::string>());
  }
  return row;
}

std::optional<HttpResponse> refusal_of(const run::StatedFacts& stated) {
  std::vector<ProblemDetail> faults;
  for (const std::string& name : stated.unknown) {
    faults.push_back({"/body/" + name, "is no field of a video"});
  }
  for (const std::string& problem : stated.problems) {
    faults.push_back({"/body/" + problem.substr(0, problem.find_first_of(": ")), problem});
  }
  if (faults.empty()) return std::nullopt;
  return problem(422, "Not all of this can be said of a video", faults.front().detail, faults);
}

JsonText span_object(const MediaSpan& span) {
  return JsonText::object()
      .add("start_ms", std::to_string(to_ms(span.start)))
      .add("end_ms", std::to_string(to_ms(span.end)));
}

}  // namespace

Result<ledger::ListedVideo> video_named(const Call& call, run::Records& records) {
  const std::string& name = call.named("video");
  const auto id = parse_id<VideoId>(name);
  std::optional<ledger::ListedVideo> video;
  if (id) {
    TRY(video, records.ledger().pages().video(*id, call.composer()));
  }
  if (video && !call.composer().empty()) {
    ledger::PageAsked asked;
    asked.most = 1;
    asked.video = id;
    asked.confident = true;
    asked.party = call.composer();
    TRY(const auto own, records.ledger().pages().uses(asked));
    if (own.items.empty()) video.reset();
  }
  if (!video) return fail(Errc::kNotFound, "there is no video " + name);
  return *std::move(video);
}

Result<HttpResponse> list_videos(const Call& call) {
  TRY(auto records, call.service.records.take());
  ledger::PageAsked asked;
  asked.cursor = call.text_or("cursor", "");
  asked.most = call.page_length();
  asked.words = call.text_or("words", "");
  asked.party = call.composer();
  TRY(const auto page, records->ledger().pages().videos(asked));
  TRY(const auto standing, call.service.uses.now());
  JsonText items = JsonText::array();
  for (const ledger::ListedVideo& video : page.items) {
    items.add(video_json(video, call.composer().empty() ? standing.get() : nullptr));
  }
  return page_answer(items, page.next);
}

Result<HttpResponse> get_video(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const auto standing, call.service.uses.now());
  TRY(const auto values,
      records->ledger().amendments().of(video.facts.id, ledger::AmendmentKind::kFact));
  const bool all = call.composer().empty();
  JsonText json = video_object(video, all ? standing.get() : nullptr);
  json.add("scan_id", text_json(to_string(video.scan)));
  if (all) json.add("facts", facts_json(values)).add("fields", fields_json());
  return json_answer(json.text());
}

Result<HttpResponse> put_facts(const Call& call) {
  const Author author = author_of(call.token);
  const run::StatedFacts stated = run::stated_facts(row_of(call.request.body));
  if (auto refusal = refusal_of(stated)) return *std::move(refusal);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const auto video, video_named(call, workspace.records()));
    TRY(const run::FactsSet set, run::set_facts(video.facts, stated.values, author, workspace));
    TRY(const auto values,
        workspace.ledger().amendments().of(video.facts.id, ledger::AmendmentKind::kFact));
    JsonText warnings = JsonText::array();
    for (const licences::LookAlike& one : set.look_alikes) warnings.add(text_json(one.why));
    return json_answer(JsonText::object()
                           .add("changed", std::to_string(set.changed))
                           .add("warnings", warnings.text())
                           .add("facts", facts_json(values))
                           .text());
  });
}

Result<HttpResponse> list_uses_of_video(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const auto standing, call.service.uses.now());
  TRY(auto uses, records->ledger().findings_in(video.facts.id));
  const std::string& party = call.composer();
  std::erase_if(uses, [&](const ledger::RecordedUse& use) {
    return !is_of_party(*use.recording, party) || (!party.empty() && !use.match.confident());
  });
  TRY(const auto texts, uses_json(uses, {*records, standing.get(), party}));
  JsonText items = JsonText::array();
  for (const std::string& text : texts) items.add(text);
  return page_answer(items, "");
}

Result<HttpResponse> list_unknown_of_video(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const auto places, records->ledger().unknown_clusters().places_in(video.facts.id));
  JsonText items = JsonText::array();
  for (const ledger::UnknownPlace& place : places) {
    items.add(span_object(place.span)
                  .add("cluster", text_json(to_string(place.cluster.id)))
                  .add("name", text_json(place.cluster.name))
                  .text());
  }
  return page_answer(items, "");
}

Result<HttpResponse> get_waveform(const Call& call) {
  constexpr std::size_t kPointsMax = 4000;
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const auto media, call.service.index.archived(video.facts.id));
  if (!media)
    return fail(Errc::kNotFound, "the sound of this video is not archived; scan it again");
  const std::vector<std::uint8_t> levels = run::levels_of(media->fingerprint);
  const std::size_t step = std::max<std::size_t>(1, (levels.size() + kPointsMax - 1) / kPointsMax);
  JsonText peaks = JsonText::array();
  for (std::size_t i = 0; i < levels.size(); i += step) {
    const auto end =
        levels.begin() + static_cast<std::ptrdiff_t>(std::min(i + step, levels.size()));
    peaks.add(
        std::to_string(*std::max_element(levels.begin() + static_cast<std::ptrdiff_t>(i), end)));
  }
  const auto length_us = media->fingerprint.duration.count();
  const auto periods = static_cast<std::int64_t>(std::max<std::size_t>(1, levels.size()));
  return json_answer(
      JsonText::object()
          .add("step_ms", run::decimal(length_us * static_cast<std::int64_t>(step) / periods, 3))
          .add("peaks", peaks.text())
          .text());
}

Result<HttpResponse> get_video_media(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  return media_answer(video.facts.location, call);
}

Result<HttpResponse> list_changes(const Call& call) {
  TRY(auto records, call.service.records.take());
  TRY(const auto video, video_named(call, *records));
  TRY(const auto changes, records->ledger().amendments().history(video.facts.id));
  JsonText items = JsonText::array();
  const auto optional_text = [](const std::optional<std::string>& text) {
    return text ? text_json(*text) : std::string("null");
  };
  for (const ledger::AmendmentChange& one : changes) {
    items.add(JsonText::object()
                  .add("number", std::to_string(one.number))
                  .add("kind", text_json(to_string(one.kind)))
                  .add("subject", text_json(one.subject))
                  .add("before", optional_text(one.before))
                  .add("after", optional_text(one.after))
                  .add("by", text_json(one.by))
                  .add("at", text_json(one.at))
                  .add("undoes", one.undoes ? std::to_string(*one.undoes) : "null")
                  .text());
  }
  return page_answer(items, "");
}

Result<HttpResponse> undo_change(const Call& call) {
  using ledger::AmendmentKind;
  const Author author = author_of(call.token);
  return call.service.desk.write([&](run::Workspace& workspace) -> Result<HttpResponse> {
    TRY(const auto video, video_named(call, workspace.records()));
    auto amendments = workspace.ledger().amendments();
    TRY(const auto taken_back,
        amendments.undo(video.facts.id,
                        {AmendmentKind::kFact, AmendmentKind::kCue, AmendmentKind::kDecision},
                        author));
    const bool of_sheet = std::ranges::any_of(
        taken_back, [](const auto& one) { return one.kind == AmendmentKind::kCue; });
    if (of_sheet) TRY_VOID(reports::check_editable(video.facts, workspace.ledger()));
    return json_answer(
        JsonText::object().add("taken_back", std::to_string(taken_back.size())).text());
  });
}

}  // namespace engine::service
