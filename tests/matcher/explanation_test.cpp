#include "matcher/explanation.h"

#include "engine/core/fingerprint_record.h"
#include "matcher/alignment.h"
#include "matcher/index.h"
#include "matcher/matcher.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

using engine::FingerprintedMedia;
using engine::Match;
using engine::TrackId;
using synthetic::frames_of;

class ExplanationTest : public IndexFixture {
 protected:
  Explanation explain(const synthetic::PeakMap& peaks, unsigned seconds,
                      const ExplanationScope& scope = {}) {
    video_ = synthetic::media_of(peaks, frames_of(seconds)).fingerprint;
    return *explanation_of(video_, index_, matcher_, scope);
  }

  Matcher matcher_{index_};
  engine::Fingerprint video_;
};

/// A minute of noise in which 20 s of `track` play from 0:20 on.
synthetic::PeakMap noise_with(const FingerprintedMedia& track, unsigned kept_percent) {
  auto video = synthetic::random_peaks(50, frames_of(60));
  synthetic::play(track, frames_of(10), frames_of(30), 625, kept_percent, video);
  return video;
}

TEST_F(ExplanationTest, HoldsTheMatchesThatTheMatcherMakes) {
  const auto one = synthetic::make_track(1, 60);
  const auto two = synthetic::make_track(2, 60);
  add(one);
  add(two);
  synthetic::PeakMap video;
  synthetic::play(one, 0, frames_of(30), 0, 80, video);
  synthetic::play(two, frames_of(5), frames_of(30), frames_of(10), 80, video);
  const Explanation explanation = explain(video, 60);
  std::vector<Match> explained;
  for (const Case& claim : explanation.claims) explained.push_back(*claim.match);
  EXPECT_EQ(explained, *matcher_.match(video_));
  EXPECT_EQ(explained.size(), 2U);
}

TEST_F(ExplanationTest, AddsUpToTheFiguresOfTheClaim) {
  const auto track = synthetic::make_track(1, 60);
  add(track);
  const Explanation explanation = explain(noise_with(track, 50), 60);
  ASSERT_EQ(explanation.claims.size(), 1U);
  const Case& claim = explanation.claims[0];
  float score = 0;
  PeakCount peaks;
  for (const PeriodEvidence& period : claim.evidence.periods) {
    if (!period.inside) continue;
    score += period.ratio;
    peaks.expected += period.peaks.expected;
    peaks.found += period.peaks.found;
  }
  const engine::MatchEvidence& figures = claim.match->evidence;
  EXPECT_EQ(std::lround(score * 1000), figures.score_milli);
  EXPECT_EQ(std::lround(claim.evidence.score * 1000), figures.score_milli);
  EXPECT_EQ(peaks.expected, figures.peaks_expected);
  EXPECT_EQ(peaks.found, figures.peaks_found);
  EXPECT_EQ(std::lround(claim.evidence.peaks.by_chance * 1000), figures.chance_milli);
  EXPECT_EQ(claim.evidence.seen.size(), static_cast<std::size_t>(figures.peaks_expected));
  EXPECT_GE(claim.evidence.deviations, kClaimDeviations);
  EXPECT_TRUE(claim.proposal.agreement.is_enough(claim.proposal.playing));
  EXPECT_FALSE(claim.refusal);
}

TEST_F(ExplanationTest, SaysWhichRuleATrackThatIsHardlyThereDidNotPass) {
  const auto track = synthetic::make_track(1, 60);
  add(track);
  std::size_t refused_ones = 0;
  // Of less and less of it hashes still agree.
  for (std::uint32_t frames = 120; frames > 0; frames -= 10) {
    auto video = synthetic::random_peaks(50, frames_of(60));
    synthetic::play(track, frames_of(10), frames_of(10) + frames, 625, 100, video);
    const Explanation explanation = explain(video, 60);
    if (!explanation.claims.empty()) continue;
    for (const Case& refused : explanation.refused) {
      ++refused_ones;
      EXPECT_EQ(refused.track, id_of(track));
      EXPECT_FALSE(refused.match);
      ASSERT_TRUE(refused.refusal) << frames;
      EXPECT_LT(refused.refusal->figure, refused.refusal->needed) << frames;
      if (refused.refusal->rule == Rule::kScore) {
        EXPECT_EQ(refused.refusal->figure, refused.evidence.score);
      }
    }
  }
  EXPECT_GT(refused_ones, 0U);
}

TEST_F(ExplanationTest, NamesTheClaimThatExplainsARefusedTrack) {
  const auto full = synthetic::make_track(1, 40);
  synthetic::PeakMap stripped;
  synthetic::play(full, 0, frames_of(40), 0, 70, stripped);
  const auto instrumental = synthetic::media_of(stripped, frames_of(40));
  add(full);
  add(instrumental);
  synthetic::PeakMap video;
  synthetic::play(full, 0, frames_of(30), 0, 95, video);
  const Explanation explanation = explain(video, 40);
  ASSERT_EQ(explanation.claims.size(), 1U);
  EXPECT_EQ(explanation.claims[0].track, id_of(full));
  ASSERT_EQ(explanation.refused.size(), 1U);
  const Case& refused = explanation.refused[0];
  EXPECT_EQ(refused.track, id_of(instrumental));
  EXPECT_EQ(refused.beside, std::vector<TrackId>{id_of(full)});
  ASSERT_TRUE(refused.score_alone);
  EXPECT_GT(*refused.score_alone, kSecondClaimScore);
  EXPECT_LT(refused.evidence.score, kSecondClaimScore);
  EXPECT_TRUE(std::any_of(
      refused.evidence.seen.begin(), refused.evidence.seen.end(),
      [](const SeenPeak& peak) { return peak.outcome == Alignment::Outcome::kExplained; }));
}

TEST_F(ExplanationTest, CountsTheVotesOfATrackThatWasNeverProposed) {
  const auto heard = synthetic::make_track(1, 60);
  const auto absent = synthetic::make_track(2, 60);
  add(heard);
  add(absent);
  const Explanation explanation =
      explain(noise_with(heard, 80), 60, {.track = id_of(absent), .refused_most = 3});
  EXPECT_TRUE(explanation.claims.empty());
  EXPECT_TRUE(explanation.refused.empty());
  ASSERT_EQ(explanation.votes.size(), kQuestions.size());
  for (const TrackVotes& votes : explanation.votes) {
    EXPECT_FALSE(votes.proposed);
    if (votes.best) {
      EXPECT_FALSE(votes.best->agreement.is_enough(votes.best->playing));
    }
  }
}

TEST_F(ExplanationTest, OfOneTrackLeavesOutTheOthers) {
  const auto one = synthetic::make_track(1, 60);
  const auto two = synthetic::make_track(2, 60);
  add(one);
  add(two);
  synthetic::PeakMap video;
  synthetic::play(one, 0, frames_of(20), 0, 80, video);
  synthetic::play(two, 0, frames_of(20), frames_of(30), 80, video);
  const Explanation explanation = explain(video, 60, {.track = id_of(two), .refused_most = 3});
  ASSERT_EQ(explanation.claims.size(), 1U);
  EXPECT_EQ(explanation.claims[0].track, id_of(two));
  ASSERT_FALSE(explanation.votes.empty());
  EXPECT_TRUE(explanation.votes[0].proposed);
  EXPECT_GE(explanation.votes[0].best->agreement.votes,
            explanation.claims[0].proposal.agreement.votes);
}

TEST_F(ExplanationTest, TellsWhatEachQuestionWasAskedAbout) {
  const auto track = synthetic::make_track(1, 60);
  add(track);
  const Explanation explanation = explain(noise_with(track, 90), 60);
  ASSERT_EQ(explanation.questions.size(), kQuestions.size());
  EXPECT_EQ(explanation.questions[0].asked, video_.duration);
  EXPECT_LT(explanation.questions[1].asked, video_.duration);
  EXPECT_GE(explanation.questions[0].candidates, explanation.questions[0].verified);
}

TEST_F(ExplanationTest, OfATrackThatIsNotThereIsAnError) {
  const auto video = synthetic::make_track(1, 20).fingerprint;
  const auto explanation =
      explanation_of(video, index_, matcher_, {.track = TrackId{{0x12}}, .refused_most = 3});
  ASSERT_FALSE(explanation);
  EXPECT_EQ(explanation.error().code(), engine::Errc::kNotFound);
}

}  // namespace
}  // namespace matcher
