#include "engine/core/utc.h"
#include "engine/ledger/video_facts.h"
#include "engine/run/asked_report.h"
#include "engine/run/service/answers.h"
#include "engine/run/service/handlers.h"
#include "engine/run/service/music_check.h"
#include "engine/run/service/problem.h"
#include "engine/run/service/service.h"
#include "engine/run/stated_facts.h"
#include "ingest/ingest.h"
#include "reports/licence_audit.h"

#include <algorithm>

namespace engine::service {
namespace {

using run::JsonText;
using run::text_json;

/// What is said of the publication to be, in the words of the fields of a video.
Result<ledger::Publication> publication_of(const Call& call) {
  run::VideoRow row;
  for (const char* const name : {"channel", "platform", "territory", "media", "published_at",
                                 "audience", "uploader", "license_key"}) {
    if (const auto value = call.text(name)) row.fields.emplace_back(name, *value);
  }
  run::StatedFacts stated = run::stated_facts(row);
  if (!stated.problems.empty()) return fail(Errc::kUsage, stated.problems.front());
  if (!stated.values.contains("published_at")) stated.values["published_at"] = utc_now();
  TRY(ledger::VideoMetadata metadata, ledger::metadata_of(stated.values));
  return std::move(metadata.publication);
}

std::string checked_json(const CheckedUse& one, bool judged) {
  const Match& match = one.use.match;
  JsonText json = JsonText::object();
  json.add("track_id", text_json(to_string(match.track)))
      .add("recording", recording_json(*one.use.recording))
      .add("start_ms", std::to_string(to_ms(match.in_video.start)))
      .add("end_ms", std::to_string(to_ms(match.in_video.end)))
      .add("track_start_ms", std::to_string(to_ms(match.in_track.start)))
      .add("track_end_ms", std::to_string(to_ms(match.in_track.end)))
      .add("confidence", run::from_ppm(match.confidence_ppm))
      .add("review", match.confident() ? "false" : "true")
      .add("standing",
           judged ? text_json(to_string(reports::standing_of(one.verdict.state()))) : "null")
      .add("state", judged ? text_json(to_string(one.verdict.state())) : "null")
      .add("licence_id", judged ? text_or_null(one.verdict.overall.licence_id) : "null")
      .add("reasons", judged ? texts_json(one.verdict.overall.reasons) : "[]")
      .add("offers", offers_json(one.offers));
  return json.text();
}

}  // namespace

Result<HttpResponse> post_check(const Call& call) {
  if (!call.request.body_file || call.request.body_bytes == 0) {
    return fail(Errc::kUsage, "the body is empty; send a fingerprint (`cuetrace fingerprint`)");
  }
  TRY(const ledger::Publication publication, publication_of(call));
  TRY(const licences::OfferBook offers, run::offers_of(call.service.rate_card));
  TRY(const FingerprintedMedia media,
      ingest::fingerprint_media({call.request.body_file->string(), std::nullopt}));
  TRY(const CheckedMedia checked, call.service.check.check(media, publication, offers));
  JsonText uses = JsonText::array();
  bool clear = true;
  for (const CheckedUse& one : checked.uses) {
    uses.add(checked_json(one, checked.judged));
    clear = clear && checked.judged && licences::is_licensed(one.verdict.state());
  }
  return json_answer(JsonText::object()
                         .add("duration_ms", std::to_string(to_ms(media.fingerprint.duration)))
                         .add("clear", clear ? "true" : "false")
                         .add("judged", checked.judged ? "true" : "false")
                         .add("uses", uses.text())
                         .text());
}

}  // namespace engine::service
