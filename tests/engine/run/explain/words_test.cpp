#include "engine/run/explain/words.h"

#include "matcher/alignment.h"
#include "matcher/played_segment.h"

#include <gtest/gtest.h>

namespace engine::explain {
namespace {

using matcher::Case;
using matcher::Refusal;
using matcher::Rule;

constexpr TrackId kMorning{{1}};
constexpr TrackId kLate{{2}};

ExplainedVideo video_of_two_tracks() {
  ExplainedVideo video;
  video.labels[kMorning] = {"/morning.wav", "Morning", "full", ""};
  video.labels[kLate] = {"/late.wav", "Late", "full", ""};
  return video;
}

std::string words(const Refusal& refusal, const std::vector<TrackId>& beside = {}) {
  Case one;
  one.track = kMorning;
  one.refusal = refusal;
  one.beside = beside;
  return decision_text(one, video_of_two_tracks());
}

TEST(Decision, NamesTheRuleAndItsFigures) {
  EXPECT_EQ(words({Rule::kScore, 41.24F, 52}), "refused: score 41.2 of the 52 that a claim needs");
  EXPECT_EQ(words({Rule::kPlayedScore, 60, 64}),
            "refused: score 60.0 of the 64 that a track played otherwise needs");
  EXPECT_EQ(words({Rule::kLength, 25, 62}),
            "refused: the evidence lasts 0.4 s of the 1.0 s that a claim needs");
  EXPECT_EQ(words({Rule::kTimesChance, 2.14F, 2.3F}),
            "refused: peaks are found 2.14 times as often as by chance, of the 2.3 times that a "
            "claim needs");
}

TEST(Decision, NamesWhatExplainsTheSound) {
  EXPECT_EQ(words({Rule::kSecondScore, 12, 80}, {kLate}),
            "refused: explained by \"Late\"; in what that leaves, score 12.0 of the 80 that a "
            "second claim needs");
  EXPECT_EQ(words({Rule::kSecondScore, 12, 80}, {kMorning, kMorning}),
            "refused: explained by this track, playing from another place of it; in what that "
            "leaves, score 12.0 of the 80 that a second claim needs");
}

TEST(Decision, OfAClaimSaysByHowMuchItPassed) {
  Case one;
  one.track = kMorning;
  one.evidence.score = 180.2F;
  EXPECT_EQ(decision_text(one, video_of_two_tracks()),
            "claimed: score 180.2 of the 52 that a claim needs, and every other rule is passed");
  one.doubt = matcher::Doubt{matcher::DoubtKind::kShort, 100, 125};
  EXPECT_EQ(decision_text(one, video_of_two_tracks()),
            "for review: score 180.2 of the 52 that a claim needs, but it lasts 1.6 s of the 2.0 s "
            "that a sure claim needs");
}

TEST(Decision, NeedsMoreOfATrackPlayedOtherwiseAndBesideAClaim) {
  Case one;
  EXPECT_EQ(score_needed(one), matcher::kClaimScore);
  one.proposal.playing = {0.96, 1 / 0.96};
  EXPECT_EQ(score_needed(one), matcher::kPlayedClaimScore);
  one.beside = {kLate};
  EXPECT_EQ(score_needed(one), matcher::kSecondClaimScore);
}

TEST(VotesDecision, SaysHowMuchAgreed) {
  ExplainedVideo video = video_of_two_tracks();
  video.track = kMorning;
  video.explanation.votes.resize(2);
  EXPECT_EQ(votes_decision_text(video), "no candidate: no hash of the track is in the video");
  matcher::Proposal place;
  place.agreement = {1, 2};
  place.at = MediaTime{12'032'000};
  video.explanation.votes[1].best = place;
  EXPECT_EQ(votes_decision_text(video),
            "no candidate: 1 vote of 2 at the best place, 0:00:12.032");
  video.explanation.votes[1].best->agreement = {5, 9};
  EXPECT_EQ(votes_decision_text(video),
            "no candidate: other tracks had more than its 5 votes at 0:00:12.032");
  video.explanation.votes[1].best->agreement = {1, 3};
  EXPECT_EQ(votes_decision_text(video),
            "no candidate: other tracks had more than its 1 vote, of 3 hashes, at 0:00:12.032");
}

TEST(Playing, IsToldInPercentAndCents) {
  EXPECT_EQ(playing_text({}), "as it is");
  EXPECT_EQ(playing_text({1 / 1.04, 1.04}), "4.0 % faster, 68 cents higher");
  EXPECT_EQ(playing_text({1.08, 1}), "7.4 % slower");
  EXPECT_EQ(playing_text({1, 1 / 1.0595}), "100 cents lower");
}

TEST(Words, AreThereForEveryRuleQuestionAndDoubt) {
  for (int i = 0; i <= static_cast<int>(Rule::kSecondShare); ++i) {
    EXPECT_FALSE(rule_name(static_cast<Rule>(i)).empty()) << i;
    EXPECT_GT(words({static_cast<Rule>(i), 1, 2}).size(), std::string("refused: ").size()) << i;
  }
  for (const matcher::QuestionKind kind : matcher::kQuestions) {
    EXPECT_FALSE(question_name(kind).empty());
  }
  for (int i = 0; i <= static_cast<int>(matcher::DoubtKind::kNearChance); ++i) {
    EXPECT_FALSE(doubt_name(static_cast<matcher::DoubtKind>(i)).empty()) << i;
  }
}

}  // namespace
}  // namespace engine::explain
