#include "engine/run/explain/explanation_text.h"

#include "engine/core/text.h"
#include "engine/run/explain/words.h"
#include "matcher/alignment.h"
#include "reports/table.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace engine::explain {
namespace {

using matcher::Case;
using matcher::PeriodEvidence;

std::string line(std::string_view name, std::string_view value) {
  constexpr std::size_t kNameColumns = 16;
  std::string text = "  " + std::string(name);
  text.resize(kNameColumns, ' ');
  return text + std::string(value) + "\n";
}

std::string number(float value, unsigned places = 1) {
  return rounded(static_cast<double>(value), places);
}

std::string from_to(const MediaSpan& span) {
  return to_timecode(span.start) + " to " + to_timecode(span.end);
}

/// Half a second as one character: what speaks for the track rises, what speaks against it is a dot
/// below the line.
std::string_view bar(float ratio) {
  constexpr std::array<std::string_view, 8> kBars = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  constexpr float kPerStep = 2;
  if (ratio <= -1) return ".";
  const auto step = static_cast<std::size_t>(std::max(0.0F, ratio) / kPerStep);
  return kBars[std::min(step, kBars.size() - 1)];
}

/// The trace in lines of half a minute, the ends marked by |.
std::string trace_text(const std::vector<PeriodEvidence>& periods) {
  constexpr std::size_t kPerLine = 60;
  std::string text;
  for (std::size_t at = 0; at < periods.size(); at += kPerLine) {
    const std::size_t end = std::min(periods.size(), at + kPerLine);
    text += "    " + to_timecode(periods[at].in_video.start) + "  ";
    for (std::size_t i = at; i < end; ++i) {
      const bool before = i > 0 && periods[i - 1].inside;
      if (periods[i].inside != before) text += "|";
      text += bar(periods[i].ratio);
    }
    if (end == periods.size() && periods.back().inside) text += "|";
    text += "\n";
  }
  return text;
}

std::string indented(const std::string& block) {
  std::string text;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = block.find('\n', at);
    text += "    " + block.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return text;
}

std::string band_table(const Case& one) {
  reports::Table table(
      {{"Peaks"}, {"Expected", true}, {"Found", true}, {"By chance", true}, {"Times", true}});
  const auto add = [&](const std::string& name, const matcher::PeakCount& peaks) {
    table.add({name, std::to_string(peaks.expected), std::to_string(peaks.found),
               number(peaks.by_chance), number(peaks.times_chance())});
  };
  for (const matcher::BandEvidence& band : one.evidence.bands) {
    add(std::string(band.channel == 0 ? "mid  " : "side ") + std::to_string(band.low_hz) + " to " +
            std::to_string(band.high_hz) + " Hz",
        band.peaks);
  }
  add("all", one.evidence.peaks);
  return table.text();
}

std::string proposal_text(const Case& one) {
  const matcher::Proposal& proposal = one.proposal;
  std::string text = counted_votes(proposal) + " at " + to_timecode(proposal.at) + ", question \"" +
                     std::string(question_name(proposal.question)) + "\"" +
                     (proposal.method == MatchMethod::kChromaprint ? " (Chromaprint)" : "");
  if (one.also_proposed > 0) {
    text += "; answers for " + std::to_string(one.also_proposed) + " more places of the track";
  }
  return text;
}

std::string case_text(const Case& one, const ExplainedVideo& video) {
  const auto& evidence = one.evidence;
  std::string text = std::string(outcome_word(one)) + "  " + clean_utf8(video.title(one.track)) +
                     "  " + from_to(one.in_video) + "\n";
  text += line("Decided by", decision_text(one, video));
  text += line("Track", to_string(one.track));
  text += line("Proposed by", proposal_text(one));
  text += line("Played", playing_text(one.playing) + ", " + from_to(one.in_track) + " of it");
  text += line("Score", number(evidence.score) + ", needed " + number(score_needed(one), 0) +
                            (one.score_alone ? "; alone " + number(*one.score_alone) : ""));
  text += line("Deviations",
               number(evidence.deviations) + ", needed " + number(matcher::kClaimDeviations, 0));
  text += line("Times chance", number(evidence.peaks.times_chance()) + ", needed " +
                                   number(matcher::kClaimTimesChance));
  if (one.match) {
    text += line("Confidence", fixed_point(one.match->confidence_ppm / 1000, 1) + " %");
    const std::string usage = video.usage_id(one);
    text += line("On record", usage.empty() ? "no; `cuetrace scan` records it"
                                            : "as " + usage + ", the same bit for bit");
  }
  text += "\n" + indented(band_table(one));
  return text + "\n  Evidence of each half second, for (high) and against (.)\n" +
         trace_text(evidence.periods) + "\n";
}

std::string question_table(const ExplainedVideo& video) {
  reports::Table table({{"Question"},
                        {"Asked about", true},
                        {"Candidates", true},
                        {"Verified", true},
                        {"Found", true}});
  for (const matcher::AskedQuestion& question : video.explanation.questions) {
    table.add({std::string(question_name(question.kind)), to_clock(question.asked),
               std::to_string(question.candidates), std::to_string(question.verified),
               std::to_string(question.claims)});
  }
  return table.text();
}

std::string track_votes_text(const ExplainedVideo& video) {
  std::string text = "Votes for " + clean_utf8(video.title(*video.track)) + "\n";
  for (const matcher::TrackVotes& votes : video.explanation.votes) {
    std::string name = "  " + std::string(question_name(votes.question));
    name.resize(20, ' ');
    text += name + votes_text(votes) + "\n";
  }
  return text + "\n";
}

}  // namespace

std::string explanation_text(const ExplainedVideo& video) {
  const matcher::Explanation& explanation = video.explanation;
  std::string text = clean_utf8(video.name) + "  " + to_clock(video.duration) +
                     (video.from_archive ? "  from the archive\n\n" : "  decoded now\n\n");
  for (const Case& one : explanation.claims) text += case_text(one, video);
  for (const Case& one : explanation.refused) text += case_text(one, video);
  if (explanation.claims.empty() && explanation.refused.empty()) {
    text += video.track ? "Refused  " + clean_utf8(video.title(*video.track)) + "\n" +
                              line("Decided by", votes_decision_text(video)) + "\n"
                        : "Nothing was claimed, and nothing was proposed.\n\n";
  }
  if (video.track) text += track_votes_text(video);
  return text + question_table(video);
}

}  // namespace engine::explain
