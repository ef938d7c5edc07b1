#include "engine/run/explain/explanation_json.h"

#include "engine/run/explain/words.h"
#include "engine/run/json_text.h"
#include "engine/run/track_label.h"
#include "matcher/alignment.h"
#include "matcher/matcher.h"
#include "matcher/played_segment.h"

#include <cmath>

namespace engine::explain {
namespace {

using matcher::Case;
using run::JsonText;
using run::text_json;

/// To thousandths.
std::string number(double value) { return run::decimal(std::llround(value * 1000), 3); }
std::string number(float value) { return number(static_cast<double>(value)); }
std::string number(std::int64_t value) { return std::to_string(value); }
std::string count(std::size_t value) { return std::to_string(value); }

JsonText& add_span(JsonText& object, std::string_view prefix, const MediaSpan& span) {
  return object.add(std::string(prefix) + "start_ms", number(to_ms(span.start)))
      .add(std::string(prefix) + "end_ms", number(to_ms(span.end)));
}

JsonText& add_playing(JsonText& object, const matcher::Playing& playing) {
  return object.add("speed", run::from_ppm(playing.speed_ppm()))
      .add("pitch_cents", number(std::int64_t{playing.pitch_cents()}));
}

JsonText& add_peaks(JsonText& object, const matcher::PeakCount& peaks) {
  return object.add("expected", number(std::int64_t{peaks.expected}))
      .add("found", number(std::int64_t{peaks.found}))
      .add("by_chance", number(peaks.by_chance));
}

std::string_view question_word(matcher::QuestionKind kind) {
  switch (kind) {
    case matcher::QuestionKind::kFirst: return "first";
    case matcher::QuestionKind::kFaint: return "faint";
    case matcher::QuestionKind::kThorough: return "thorough";
    case matcher::QuestionKind::kPlayed: return "played";
    case matcher::QuestionKind::kPlayedThorough: return "played_thorough";
  }
  return {};
}

std::string proposal_json(const matcher::Proposal& proposal) {
  JsonText object = JsonText::object();
  object.add("question", text_json(question_word(proposal.question)))
      .add("votes", count(proposal.agreement.votes))
      .add("hashes", count(proposal.agreement.hits))
      .add("at_ms", number(to_ms(proposal.at)))
      .add("track_begins_at_ms", number(to_ms(proposal.track_start)))
      .add("method", text_json(to_string(proposal.method)));
  return add_playing(object, proposal.playing).text();
}

std::string evidence_json(const matcher::EvidenceDetail& evidence) {
  JsonText bands = JsonText::array();
  for (const matcher::BandEvidence& band : evidence.bands) {
    JsonText object = JsonText::object();
    object.add("channel", text_json(band.channel == 0 ? "mid" : "side"))
        .add("low_hz", number(std::int64_t{band.low_hz}))
        .add("high_hz", number(std::int64_t{band.high_hz}));
    bands.add(add_peaks(object, band.peaks).text());
  }
  JsonText periods = JsonText::array();
  for (const matcher::PeriodEvidence& period : evidence.periods) {
    JsonText object = JsonText::object();
    add_span(object, "", period.in_video).add("ratio", number(period.ratio));
    periods.add(
        add_peaks(object, period.peaks).add("inside", period.inside ? "true" : "false").text());
  }
  JsonText wrong = JsonText::array();
  for (const float score : evidence.wrong_scores) wrong.add(number(score));
  JsonText object = JsonText::object();
  object.add("score", number(evidence.score)).add("deviations", number(evidence.deviations));
  return add_peaks(object, evidence.peaks)
      .add("times_chance", number(evidence.peaks.times_chance()))
      .add("bands", bands.text())
      .add("periods", periods.text())
      .add("wrong_scores", wrong.text())
      .text();
}

std::string decision_json(const Case& one, const ExplainedVideo& video) {
  JsonText object = JsonText::object();
  object.add("outcome", text_json(one.refusal ? "refused" : one.doubt ? "review" : "claimed"));
  if (one.refusal) {
    object.add("rule", text_json(rule_name(one.refusal->rule)))
        .add("figure", number(one.refusal->figure))
        .add("needed", number(one.refusal->needed));
  }
  if (one.doubt) object.add("doubt", text_json(doubt_name(one.doubt->kind)));
  return object.add("text", text_json(decision_text(one, video))).text();
}

std::string case_json(const Case& one, const ExplainedVideo& video) {
  const auto label = video.labels.find(one.track);
  JsonText beside = JsonText::array();
  for (const TrackId& other : one.beside) beside.add(text_json(to_string(other)));
  JsonText object = JsonText::object();
  object.add("track_id", text_json(to_string(one.track)))
      .add("title", text_json(video.title(one.track)))
      .add("track_path", text_json(label == video.labels.end() ? "" : label->second.path));
  add_span(object, "", one.in_video);
  add_span(object, "track_", one.in_track);
  add_playing(object, one.playing)
      .add("decision", decision_json(one, video))
      .add("proposal", proposal_json(one.proposal))
      .add("also_proposed", count(one.also_proposed))
      .add("beside", beside.text());
  if (one.score_alone) object.add("score_alone", number(*one.score_alone));
  if (one.match) {
    object.add("confidence", run::from_ppm(one.match->confidence_ppm));
    const std::string usage = video.usage_id(one);
    if (!usage.empty()) object.add("usage_id", text_json(usage));
  }
  return object.add("evidence", evidence_json(one.evidence)).text();
}

std::string cases_json(const std::vector<Case>& cases, const ExplainedVideo& video) {
  JsonText list = JsonText::array();
  for (const Case& one : cases) list.add(case_json(one, video));
  return list.text();
}

std::string rules_json() {
  return JsonText::object()
      .add("votes", count(matcher::Agreement::kFewestVotes))
      .add("more_votes_when_played", count(matcher::Agreement::kMoreWhenPlayed))
      .add("hashes_of_one_vote", count(matcher::Agreement::kFewestHits))
      .add("score", number(matcher::kClaimScore))
      .add("played_score", number(matcher::kPlayedClaimScore))
      .add("second_score", number(matcher::kSecondClaimScore))
      .add("deviations", number(matcher::kClaimDeviations))
      .add("times_chance", number(matcher::kClaimTimesChance))
      .text();
}

std::string questions_json(const matcher::Explanation& explanation) {
  JsonText list = JsonText::array();
  for (const matcher::AskedQuestion& question : explanation.questions) {
    list.add(JsonText::object()
                 .add("question", text_json(question_word(question.kind)))
                 .add("asked_ms", number(to_ms(question.asked)))
                 .add("candidates", count(question.candidates))
                 .add("verified", count(question.verified))
                 .add("found", count(question.claims))
                 .text());
  }
  return list.text();
}

/// What was asked about one track.
std::string track_json(const ExplainedVideo& video) {
  JsonText votes = JsonText::array();
  for (const matcher::TrackVotes& one : video.explanation.votes) {
    JsonText object = JsonText::object();
    object.add("question", text_json(question_word(one.question)))
        .add("proposed", one.proposed ? "true" : "false")
        .add("best", one.best ? proposal_json(*one.best) : "null");
    if (one.best_unasked) object.add("best_unasked", proposal_json(*one.best_unasked));
    votes.add(object.add("text", text_json(votes_text(one))).text());
  }
  const bool proposed = !video.explanation.claims.empty() || !video.explanation.refused.empty();
  JsonText object = JsonText::object();
  object.add("track_id", text_json(to_string(*video.track)))
      .add("title", text_json(video.title(*video.track)));
  if (!proposed) object.add("decision", text_json(votes_decision_text(video)));
  return object.add("votes", votes.text()).text();
}

}  // namespace

std::string explanation_json(const ExplainedVideo& video) {
  JsonText object = JsonText::object();
  object.add("schema", text_json("cuetrace.explain/1")).add("video", text_json(video.name));
  if (video.id) object.add("video_id", text_json(to_string(*video.id)));
  object.add("duration_ms", number(to_ms(video.duration)))
      .add("from_archive", video.from_archive ? "true" : "false")
      .add("matcher_version", number(std::int64_t{matcher::kMatcherVersion}))
      .add("rules", rules_json())
      .add("questions", questions_json(video.explanation));
  if (video.track) object.add("track", track_json(video));
  return object.add("claims", cases_json(video.explanation.claims, video))
      .add("refused", cases_json(video.explanation.refused, video))
      .text();
}

}  // namespace engine::explain
