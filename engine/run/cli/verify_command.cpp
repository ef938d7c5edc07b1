#include "engine/run/cli/verify_command.h"

#include "engine/core/text.h"
#include "engine/run/json_text.h"
#include "engine/run/track_label.h"
#include "engine/run/verification.h"
#include "engine/run/workspace.h"
#include "matcher/matcher.h"
#include "reports/table.h"

#include <functional>
#include <ostream>

namespace engine::cli {
namespace {

struct VerifyOptions {
  std::string cue;
  bool json = false;
};

void declare(VerifyOptions& options, Arguments& arguments) {
  arguments.positional("CUE", "usage id, or its first digits, as reports and scan --jsonl have it",
                       options.cue);
  arguments.flag("--json", "print one JSON object", options.json);
}

/// One figure of a claim: its name in JSON, and its exact value.
struct Figure {
  std::string_view name;
  std::function<std::string(const Match&)> of;
};

std::string alternatives(const Match& match) {
  std::string text;
  for (const MatchAlternative& other : match.alternatives) {
    text += (text.empty() ? "" : " ") + to_string(other.track) + ":" +
            std::to_string(other.confidence_ppm);
  }
  return text;
}

/// All that a Match holds, as it is stored.
const std::vector<Figure>& figures() {
  const auto whole = [](auto value) { return std::to_string(value); };
  static const std::vector<Figure> kFigures{
      {"track_id", [](const Match& m) { return to_string(m.track); }},
      {"start_us", [=](const Match& m) { return whole(m.in_video.start.count()); }},
      {"end_us", [=](const Match& m) { return whole(m.in_video.end.count()); }},
      {"track_start_us", [=](const Match& m) { return whole(m.in_track.start.count()); }},
      {"track_end_us", [=](const Match& m) { return whole(m.in_track.end.count()); }},
      {"speed_ppm", [=](const Match& m) { return whole(m.speed_ppm); }},
      {"pitch_cents", [=](const Match& m) { return whole(m.pitch_cents); }},
      {"level_tenth_db", [=](const Match& m) { return whole(m.level_tenth_db); }},
      {"confidence_ppm", [=](const Match& m) { return whole(m.confidence_ppm); }},
      {"method", [](const Match& m) { return std::string(to_string(m.method)); }},
      {"peaks_expected", [=](const Match& m) { return whole(m.evidence.peaks_expected); }},
      {"peaks_found", [=](const Match& m) { return whole(m.evidence.peaks_found); }},
      {"chance_milli", [=](const Match& m) { return whole(m.evidence.chance_milli); }},
      {"score_milli", [=](const Match& m) { return whole(m.evidence.score_milli); }},
      {"alternatives", alternatives}};
  return kFigures;
}

std::string circumstances_text(const run::Verification& verification) {
  const std::string today = std::to_string(matcher::kMatcherVersion);
  switch (verification.circumstances) {
    case run::Circumstances::kSame: return "the same tracks, and matcher " + today + ", as then";
    case run::Circumstances::kOtherMatcher:
      return "the same tracks; matcher " + std::to_string(verification.stored_matcher) +
             " then, matcher " + today + " now";
    case run::Circumstances::kOtherCatalogue:
      return "other tracks in the catalogue than then, or another version of cuetrace; matcher " +
             today + " now";
  }
  return {};
}

std::string verdict_text(const run::Verification& verification) {
  if (verification.is_same()) return "the same: every figure, bit for bit";
  if (verification.track_gone) {
    return "not claimed any more: the index has no sound of this track; `cuetrace catalog add` "
           "puts "
           "it back";
  }
  const std::string what = verification.today ? "differs" : "not claimed any more";
  switch (verification.circumstances) {
    case run::Circumstances::kSame:
      return what +
             ", though nothing it is made of has changed: the ledger or the archive was "
             "altered, or cuetrace has a fault; please report it";
    case run::Circumstances::kOtherMatcher:
      return what + ": this matcher is another; `cuetrace scan` records what it finds";
    case run::Circumstances::kOtherCatalogue:
      return what +
             ": it was made under other circumstances; `cuetrace scan` records what is "
             "found now";
  }
  return {};
}

std::string verification_text(const run::Verification& verification) {
  const ledger::KnownUse& stored = verification.stored;
  const std::string& title = stored.use.recording->title;
  std::string text = "Usage     " + stored.use.id + (stored.current ? "" : " (history)") +
                     "\nVideo     " + clean_utf8(stored.use.video->location) + "\nTrack     " +
                     clean_utf8(title.empty() ? to_string(stored.use.match.track) : title) +
                     "\nRecorded  " + stored.posted_at + "\nComputed  now, with " +
                     circumstances_text(verification) + "\nVerdict   " +
                     verdict_text(verification) + "\n\n";
  reports::Table table({{"Figure"}, {"Recorded", true}, {"Computed", true}, {""}});
  for (const Figure& figure : figures()) {
    const std::string then = figure.of(stored.use.match);
    const std::string now = verification.today ? figure.of(*verification.today) : "";
    table.add({std::string(figure.name), then, now, then == now ? "" : "differs"});
  }
  return text + table.text();
}

std::string verification_json(const run::Verification& verification) {
  using run::JsonText;
  using run::text_json;
  const ledger::KnownUse& stored = verification.stored;
  JsonText list = JsonText::array();
  for (const Figure& figure : figures()) {
    const std::string then = figure.of(stored.use.match);
    const std::string now = verification.today ? figure.of(*verification.today) : "";
    list.add(JsonText::object()
                 .add("figure", text_json(figure.name))
                 .add("recorded", text_json(then))
                 .add("computed", verification.today ? text_json(now) : "null")
                 .add("same", then == now ? "true" : "false")
                 .text());
  }
  return JsonText::object()
      .add("schema", text_json("cuetrace.verify/1"))
      .add("usage_id", text_json(stored.use.id))
      .add("video", text_json(stored.use.video->location))
      .add("current", stored.current ? "true" : "false")
      .add("same", verification.is_same() ? "true" : "false")
      .add("matcher_version", std::to_string(matcher::kMatcherVersion))
      .add("circumstances", text_json(circumstances_text(verification)))
      .add("verdict", text_json(verdict_text(verification)))
      .add("figures", list.text())
      .text();
}

Result<Exit> run_verify(const VerifyOptions& options, const Session& session) {
  TRY(run::Records records, run::Records::open_for_reading(session.global.workspace));
  TRY(const matcher::Index index, records.index());
  TRY(const run::Verification verification, run::verify_use(options.cue, records, index));
  session.console.out << (options.json ? verification_json(verification) + "\n"
                                       : verification_text(verification));
  return verification.is_same() ? Exit::kDone : Exit::kFindings;
}

}  // namespace

const Command kVerifyCommand{
    .name = "verify",
    .summary = "compute a claim on record again, and compare every figure",
    .details =
        "Matches the video's archived fingerprint again and sets what comes out against what is\n"
        "on record, to the last bit. Ends with 0 when all is the same and with 4 when anything\n"
        "differs, saying what, and what else has changed since. Nothing is recorded.",
    .examples =
        "cuetrace verify 5d41402abc4b\n"
        "cuetrace report usage --format csv | cut -d, -f1",
    .bind = bind<VerifyOptions, declare, run_verify>,
};

}  // namespace engine::cli
