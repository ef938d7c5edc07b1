#include "engine/run/service/music_check.h"

#include "engine/run/known_tracks.h"
#include "reports/licence_circumstances.h"

#include <utility>

namespace engine::service {

MusicCheck::MusicCheck(run::Workspace& workspace, RecordsPool& records, StandingUses& uses)
    : workspace_(workspace), records_(records), uses_(uses), thread_([this] { keep_warm(); }) {}

MusicCheck::~MusicCheck() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

/// Part by part, since nobody can add tracks while one is read.
void MusicCheck::keep_warm() {
  constexpr std::size_t kParts = 256;
  std::unique_lock lock(mutex_);
  while (!ending_) {
    changed_.wait(lock, [&] { return cold_ || ending_; });
    cold_ = false;
    for (std::size_t part = 0; part < kParts && !cold_ && !ending_; ++part) {
      lock.unlock();
      {
        const auto turn = workspace_.turns().match();
        // What cannot be read is said by the check that needs it.
        static_cast<void>(workspace_.index().warm(part, kParts));
      }
      lock.lock();
    }
  }
}

Result<std::shared_ptr<const matcher::Matcher>> MusicCheck::matcher() {
  const std::lock_guard lock(mutex_);
  const std::string tracks = workspace_.index().content_digest();
  if (!matcher_ || tracks_ != tracks) {
    TRY(auto records, records_.take());
    TRY(run::KnownTracks known, run::known_tracks(records->catalogue(), workspace_.index()));
    cold_ = cold_ || matcher_ != nullptr;  // The first finds what was warmed at the start.
    changed_.notify_all();
    matcher_ = std::make_shared<matcher::Matcher>(workspace_.index(), std::move(known.families));
    tracks_ = tracks;
  }
  return matcher_;
}

Result<CheckedMedia> MusicCheck::check(const FingerprintedMedia& media,
                                       const ledger::Publication& publication,
                                       const licences::OfferBook& offers) {
  std::vector<Match> matches;
  {
    const auto turn = workspace_.turns().match();
    TRY(const auto matcher, this->matcher());
    TRY(matches, matcher->match(media.fingerprint));
  }
  TRY(auto records, records_.take());
  TRY(const auto standing, uses_.now());
  reports::ReportedUses report;
  VideoFacts facts;
  facts.duration = media.fingerprint.duration;
  report.videos[facts.id].publication = publication;
  const Shared<VideoFacts> video = facts;
  for (const Match& match : matches) {
    ledger::RecordedUse use;
    use.video = video;
    use.match = match;
    TRY(auto recording, records->catalogue().find(match.track));
    if (!recording) recording.emplace();
    recording->track = match.track;
    use.recording = *std::move(recording);
    report.uses.push_back(std::move(use));
  }
  CheckedMedia checked;
  checked.judged = standing->judged;
  const licences::UsesToJudge circumstances = reports::circumstances_of(report);
  const auto verdicts = standing->judge->judge(circumstances);
  for (std::size_t i = 0; i < report.uses.size(); ++i) {
    CheckedUse& one = checked.uses.emplace_back();
    one.use = std::move(report.uses[i]);
    one.verdict = *verdicts[i];
    if (licences::is_licensed(one.verdict.state())) continue;
    constexpr std::size_t kOffersMost = 3;
    const licences::UseToJudge& asked = circumstances.uses[i];
    one.offers = offers.suggestions(circumstances.music[asked.music],
                                    circumstances.videos[asked.video], asked, kOffersMost);
  }
  return checked;
}

}  // namespace engine::service
