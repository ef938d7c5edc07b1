#include "engine/run/royalty_uses.h"

#include "engine/catalogue/territories.h"
#include "engine/run/licence_records.h"
#include "engine/run/usage_records.h"
#include "reports/cue_correction.h"
#include "reports/licence_circumstances.h"
#include "reports/usage_axes.h"

#include <map>
#include <utility>

namespace engine::run {
namespace {

using royalties::PlayedLicence;
using royalties::PlayedTrack;
using royalties::PlayedVideo;

/// The one place of publication; the world where there are several, or none that is known.
std::string territory_of(const std::vector<std::string>& territories) {
  if (territories.size() != 1) return std::string(catalogue::kWorld);
  std::string code = catalogue::territory_code(territories.front());
  return code.empty() ? std::string(catalogue::kWorld) : code;
}

PlayedVideo played(const VideoId& id, const reports::VideoRecord& record) {
  const ledger::Publication& publication = record.publication;
  return {.id = to_string(id),
          .channel = publication.channel,
          .platform = publication.platform,
          .territory = territory_of(publication.territories),
          .media = publication.media,
          .day = reports::day_of(record).day,
          .plays = reports::audience_of(publication.audience).value_or(0)};
}

using Corrections = std::map<VideoId, std::vector<reports::CueCorrection>>;

/// What people have said of cues, for the functions of uses.
Result<Corrections> all_corrections(ledger::Ledger& ledger) {
  Corrections corrections;
  TRY(const auto values, ledger.amendments().all(ledger::AmendmentKind::kCue));
  for (const auto& [video, of_video] : values) {
    TRY(corrections[video], reports::corrections_of(of_video));
  }
  return corrections;
}

/// The function and the perception of a use, where people have said any.
void add_axes(const reports::Use& use, const Corrections& corrections, royalties::Use& one) {
  const auto of_video = corrections.find(use.video.id);
  if (of_video == corrections.end()) return;
  for (const reports::CueCorrection& correction : of_video->second) {
    if (correction.track_id != to_string(use.match.track)) continue;
    if (!share_half(correction.found, use.match.in_video)) continue;
    if (correction.function) one.function = reports::word(*correction.function);
    if (correction.perception) one.perception = reports::word(*correction.perception);
  }
}

/// States that do not come from licences: what is open, and what nothing is claimed for.
bool holds_without_licences(licences::State state) {
  return state == licences::State::kDisputed || state == licences::State::kConflict ||
         state == licences::State::kWhitelisted;
}

/// Empty where no licence passes.
std::string covering_licence(const licences::Verdict* verdict) {
  return verdict != nullptr && verdict->overall.passes ? verdict->overall.licence_id : "";
}

PlayedLicence played_under(const licences::Licence& licence) {
  PlayedLicence played{.id = licence.id,
                       .tier = licence.tier,
                       .model = std::string(to_string(licence.model)),
                       .licensee = licence.licensee};
  played.exclusive = licence.exclusive;
  const auto currency = Currency::named(licence.currency);
  if (currency && !licence.price.empty()) {
    if (const auto price = parse_price(licence.price, *currency)) played.price = *price;
  }
  return played;
}

/// Places of what many uses share, by its id.
template <class Id, class T>
class Places {
 public:
  template <class Make>
  std::size_t of(const Id& id, std::vector<T>& all, const Make& make) {
    const auto [place, is_new] = places_.try_emplace(id, all.size());
    if (is_new) all.push_back(make());
    return place->second;
  }

 private:
  std::map<Id, std::size_t> places_;
};

}  // namespace

Result<royalties::Uses> played_uses(Records& records, const royalties::BookPeriod& period,
                                    licences::Instant as_of) {
  TRY(reports::ReportedUses report, reported_uses(records, Findings::kUses));
  TRY(const licences::Judge judge, judge_uses(records, {.as_of = as_of}, report));
  TRY(const bool without_licences, records.licences().is_empty());
  keep_period({period.first(), period.last()}, report);
  TRY(const Corrections corrections, all_corrections(records.ledger()));
  royalties::Uses uses;
  Places<VideoId, PlayedVideo> videos;
  Places<TrackId, PlayedTrack> tracks;
  Places<std::string, PlayedLicence> licences;
  for (const reports::Use& use : report.uses) {
    royalties::Use one{.id = use.id};
    one.video = videos.of(use.video.id, uses.videos,
                          [&] { return played(use.video.id, report.record_of(use)); });
    one.track = tracks.of(use.match.track, uses.tracks, [&] {
      return PlayedTrack{use.recording.id, use.recording.version, use.recording.work};
    });
    one.length = use.match.in_video.length();
    add_axes(use, corrections, one);
    const licences::Verdict* const verdict = report.verdict_on(use);
    if (verdict != nullptr && (!without_licences || holds_without_licences(verdict->state()))) {
      one.state = verdict->state();
    }
    const std::string covering = covering_licence(verdict);
    if (const licences::Licence* const licence = judge.find(covering)) {
      one.licence = licences.of(covering, uses.licences, [&] { return played_under(*licence); });
    }
    uses.uses.push_back(std::move(one));
  }
  return uses;
}

}  // namespace engine::run
