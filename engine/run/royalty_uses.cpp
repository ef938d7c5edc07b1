#include "engine/run/royalty_uses.h"

#include "engine/catalogue/territories.h"
#include "engine/core/numbering.h"
#include "engine/licences/judge.h"
#include "engine/run/usage_records.h"
#include "reports/cue_correction.h"
#include "reports/licence_circumstances.h"
#include "reports/usage_axes.h"

#include <map>
#include <utility>

namespace engine::run {
namespace {

using reports::IndexedUse;
using reports::IndexedVideo;
using reports::UseIndex;
using royalties::PlayedLicence;
using royalties::PlayedTrack;
using royalties::PlayedVideo;

/// The one place of publication; the world where there are several, or none that is known.
std::string territory_of(const std::vector<std::string>& territories) {
  if (territories.size() != 1) return std::string(catalogue::kWorld);
  std::string code = catalogue::territory_code(territories.front());
  return code.empty() ? std::string(catalogue::kWorld) : code;
}

PlayedVideo played(const IndexedVideo& video) {
  const ledger::Publication& publication = video.record.publication;
  return {.id = to_string(video.facts.id),
          .channel = publication.channel,
          .platform = publication.platform,
          .territory = territory_of(publication.territories),
          .media = publication.media,
          .day = reports::day_of(video.record).day,
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

/// States that do not come from licences: what is open, and what nothing is claimed for.
bool holds_without_licences(licences::State state) {
  return state == licences::State::kDisputed || state == licences::State::kConflict ||
         state == licences::State::kWhitelisted;
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

/// Takes the uses of a period out of all of them.
class Playing {
 public:
  Playing(const UseIndex& index, const Corrections& corrections)
      : index_(index), corrections_(corrections) {}

  void add(const IndexedUse& use, const licences::Ruling& ruling) {
    royalties::Use one{.id = to_string(use.id)};
    const auto video = videos_.take(use.video);
    if (video.is_new) uses_.videos.push_back(played(index_.video_of(use)));
    one.video = video.number;
    const auto track = tracks_.take(use.recording);
    if (track.is_new) {
      const catalogue::Recording& recording = index_.recording_of(use);
      uses_.tracks.push_back(PlayedTrack{recording.id, recording.version, recording.work});
    }
    one.track = track.number;
    one.length = use.in_video.length();
    add_axes(use, one);
    one.state = ruling.state;
    if (ruling.covering != nullptr) {
      const auto licence = licences_.take(ruling.covering->id);
      if (licence.is_new) uses_.licences.push_back(played_under(*ruling.covering));
      one.licence = licence.number;
    }
    uses_.uses.push_back(std::move(one));
  }

  royalties::Uses take() && { return std::move(uses_); }

 private:
  /// The function and the perception of a use, where people have said any.
  void add_axes(const IndexedUse& use, royalties::Use& one) const {
    const auto of_video = corrections_.find(index_.video_of(use).facts.id);
    if (of_video == corrections_.end()) return;
    const auto& track = index_.recording_of(use).track;
    for (const reports::CueCorrection& correction : of_video->second) {
      if (!track || correction.track_id != to_string(*track)) continue;
      if (!share_half(correction.found, use.in_video)) continue;
      if (correction.function) one.function = reports::word(*correction.function);
      if (correction.perception) one.perception = reports::word(*correction.perception);
    }
  }

  const UseIndex& index_;
  const Corrections& corrections_;
  royalties::Uses uses_;
  Numbering<std::uint32_t> videos_;
  Numbering<std::uint32_t> tracks_;
  Numbering<std::string> licences_;
};

}  // namespace

Result<royalties::Uses> played_uses(Records& records, const royalties::BookPeriod& period,
                                    licences::Instant as_of) {
  TRY(const UseIndex index, indexed_uses(records));
  TRY(auto known, records.licences().all());
  const bool without_licences = known.empty();
  TRY(const auto judge, licences::Judge::make(std::move(known), {.as_of = as_of}));
  // Uses count against what is licensed for a number of videos, so all of the ledger's are judged.
  const auto rulings = judge.rule(reports::circumstances_of(index));
  TRY(const Corrections corrections, all_corrections(records.ledger()));
  Playing playing(index, corrections);
  const reports::Period days{period.first(), period.last()};
  for (std::size_t i = 0; i < index.uses.size(); ++i) {
    if (!counts_in(days, index, index.uses[i])) continue;
    playing.add(index.uses[i], rulings[i]);
  }
  royalties::Uses uses = std::move(playing).take();
  if (!without_licences) return uses;
  for (royalties::Use& one : uses.uses) {
    if (!holds_without_licences(*one.state)) one.state.reset();
  }
  return uses;
}

}  // namespace engine::run
