#include "matcher/index.h"

#include "engine/core/fingerprint_record.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/packed_record.h"
#include "matcher/store_key.h"
#include "tests/matcher/index_fixture.h"
#include "tests/matcher/synthetic.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Errc;
using engine::FingerprintedMedia;
using engine::TrackId;

/// What the index finds of the hashes of these tracks.
std::vector<Posting> postings_of(const Index& index,
                                 const std::vector<FingerprintedMedia>& tracks) {
  std::vector<std::uint32_t> asked;
  for (const FingerprintedMedia& track : tracks) {
    for (const HashAt& at : reference_hashes(track.fingerprint)) asked.push_back(at.hash);
  }
  std::sort(asked.begin(), asked.end());
  asked.erase(std::unique(asked.begin(), asked.end()), asked.end());
  std::vector<Posting> postings;
  const auto visit = [&](std::size_t i, std::span<const PostingPlace> places) {
    for (const auto& place : places) postings.push_back({asked[i], place.ordinal, place.frame});
  };
  EXPECT_TRUE(index.state().runs->look_up(asked, UINT32_MAX, visit));
  return postings;
}

class IndexTest : public testing::Test {
 protected:
  Index open(Access access = Access::kWrite) { return opened(folder_.path() / "index", access); }
  support::TempDir folder_;
};

TEST_F(IndexTest, GivesBackWhatWasAddedAfterReopening) {
  const auto media = synthetic::make_track(1, 10);
  {
    Index index = open();
    EXPECT_EQ(*index.add(media), AddOutcome::kAdded);
    ASSERT_TRUE(index.seal());
  }
  const Index index = open(Access::kRead);
  EXPECT_TRUE(index.contains(id_of(media)));
  EXPECT_EQ(*index.track(id_of(media)), *decode_packed(encode_packed(media, kKeptOfTrack)));
}

TEST_F(IndexTest, TheSameSoundAgainIsANoOpWhateverItsTags) {
  auto media = synthetic::make_track(1, 10);
  Index index = open();
  ASSERT_TRUE(index.add(media));
  const auto before = postings_of(index, {media});
  media.facts.tags["title"] = "another name";
  media.facts.location = "/elsewhere";
  EXPECT_EQ(*index.add(media), AddOutcome::kAlreadyThere);
  EXPECT_EQ(postings_of(index, {media}), before);
}

TEST_F(IndexTest, HoldsTheSamePostingsHoweverTheyWereSealed) {
  std::vector<FingerprintedMedia> tracks;
  for (std::uint64_t seed = 0; seed < 9; ++seed) tracks.push_back(synthetic::make_track(seed, 8));
  std::vector<Posting> sealed_each;
  {
    Index index = open();
    for (const auto& track : tracks) {
      ASSERT_TRUE(index.add(track));
      ASSERT_TRUE(index.seal());
    }
    sealed_each = postings_of(index, tracks);
    EXPECT_LT(index.state().runs->sources(), 5U);  // Runs of like size were merged.
  }
  std::filesystem::remove_all(folder_.path() / "index");
  Index index = open();
  for (const auto& track : tracks) ASSERT_TRUE(index.add(track));
  EXPECT_EQ(postings_of(index, tracks), sealed_each);  // Gathered, not sealed.
  ASSERT_TRUE(index.seal());
  EXPECT_EQ(postings_of(index, tracks), sealed_each);
}

TEST_F(IndexTest, ATrackThatWasAddedButNeverSealedIsFoundAfterReopening) {
  const auto track = synthetic::make_track(1, 10);
  std::vector<Posting> postings;
  {
    Index index = open();
    ASSERT_TRUE(index.add(track));
    postings = postings_of(index, {track});
  }
  ASSERT_FALSE(postings.empty());
  EXPECT_EQ(postings_of(open(Access::kRead), {track}), postings);
}

TEST_F(IndexTest, RemovingATrackTakesEveryTraceOfItAndNothingElse) {
  const auto kept = synthetic::make_track(1, 10);
  const auto gone = synthetic::make_track(2, 10);
  Index index = open();
  ASSERT_TRUE(index.add(kept));
  ASSERT_TRUE(index.seal());
  const auto before = postings_of(index, {kept, gone});
  const std::string digest = index.content_digest();
  ASSERT_TRUE(index.add(gone));
  EXPECT_NE(index.content_digest(), digest);

  EXPECT_EQ(*index.remove({id_of(gone), TrackId{}}), 1U);
  EXPECT_EQ(postings_of(index, {kept, gone}), before);
  EXPECT_EQ(index.content_digest(), digest);
  EXPECT_FALSE(index.contains(id_of(gone)));
  EXPECT_EQ(index.track(id_of(gone)).error().code(), Errc::kNotFound);
}

TEST_F(IndexTest, TheDigestOfTheContentDoesNotDependOnTheOrder) {
  const auto a = synthetic::make_track(1, 5);
  const auto b = synthetic::make_track(2, 5);
  std::string forwards;
  {
    Index index = open();
    ASSERT_TRUE(index.add(a));
    ASSERT_TRUE(index.add(b));
    forwards = index.content_digest();
  }
  std::filesystem::remove_all(folder_.path() / "index");
  Index index = open();
  ASSERT_TRUE(index.add(b));
  ASSERT_TRUE(index.add(a));
  EXPECT_EQ(index.content_digest(), forwards);
}

/// Makes of an index what format 1 was: whole records, ordinals alone, postings of another kind.
void turn_into_format_1(const std::filesystem::path& folder, const FingerprintedMedia& track,
                        const engine::VideoId& video) {
  auto store = Store::open(folder, Access::kWrite);
  Batch batch;
  batch.put(Family::kMeta, "format", "1");
  batch.put(Family::kMeta, "runs", "a list of another format");
  batch.put(Family::kPosting, std::string("\0\0\0\1\0\0", 6), "a block of another format");
  batch.put(Family::kOrdinal, id_key(id_of(track)), number_key(0));
  batch.put(Family::kTrack, number_key(0), engine::encode(track));
  batch.put(Family::kArchive, id_key(video), engine::encode(track));
  batch.erase(Family::kArchiveNumber, id_key(video));
  batch.erase(Family::kArchiveVideo, number_key(0));
  batch.erase(Family::kMeta, "archive_runs");
  ASSERT_TRUE(store->commit(std::move(batch)));
}

TEST_F(IndexTest, AnIndexOfAnEarlierFormatIsBuiltAnew) {
  const auto track = synthetic::make_track(1, 10);
  engine::VideoId video;
  video.bytes[3] = 1;
  std::vector<Posting> postings;
  {
    Index index = open();
    ASSERT_TRUE(index.add(track));
    ASSERT_TRUE(index.archive(video, track));
    ASSERT_TRUE(index.seal());
    postings = postings_of(index, {track});
  }
  turn_into_format_1(folder_.path() / "index", track, video);
  EXPECT_THAT(Index::open(folder_.path() / "index", Access::kRead).error().message(),
              testing::HasSubstr("catalog add"));
  for (const Access access : {Access::kWrite, Access::kRead}) {
    const Index index = open(access);
    EXPECT_EQ(postings_of(index, {track}), postings);
    EXPECT_EQ(index.state().frames.at(0), synthetic::frames_of(10));
    EXPECT_EQ(index.state().archive->video_of(0), video);
    EXPECT_EQ(**index.archived(video), track);
  }
}

TEST_F(IndexTest, NumbersATrackAddedAfterARemovalAnew) {
  const auto first = synthetic::make_track(1, 10);
  const auto second = synthetic::make_track(2, 10);
  {
    Index index = open();
    ASSERT_TRUE(index.add(first));
    ASSERT_TRUE(index.remove({id_of(first)}));
  }
  Index index = open();
  ASSERT_TRUE(index.add(second));
  EXPECT_EQ(index.state().ids.at(1), id_of(second));
  EXPECT_EQ(index.state().frames, (std::vector<std::uint32_t>{0, synthetic::frames_of(10)}));
  for (const Posting& posting : postings_of(index, {first, second})) ASSERT_EQ(posting.ordinal, 1U);
}

TEST_F(IndexTest, ASecondWriterIsRefused) {
  const Index first = open();
  const auto second = Index::open(folder_.path() / "index", Access::kWrite);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code(), Errc::kLocked);
}

TEST_F(IndexTest, ReadingWhereThereIsNoIndexSaysHowToMakeOne) {
  const auto index = Index::open(folder_.path() / "nowhere", Access::kRead);
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().code(), Errc::kNoWorkspace);
  EXPECT_THAT(index.error().message(), testing::HasSubstr("catalog add"));
}

TEST_F(IndexTest, AnIndexOfANewerFormatIsRefused) {
  { const Index index = open(); }
  {
    auto store = Store::open(folder_.path() / "index", Access::kWrite);
    Batch batch;
    batch.put(Family::kMeta, "format", "9999");
    ASSERT_TRUE(store->commit(std::move(batch)));
  }
  EXPECT_EQ(Index::open(folder_.path() / "index", Access::kRead).error().code(),
            Errc::kNewerFormat);
}

TEST_F(IndexTest, RefusesWhatCannotBeATrack) {
  Index index = open();
  EXPECT_EQ(index.add(synthetic::make_track(1, 2)).error().code(), Errc::kTooShort);
  EXPECT_EQ(index.add(synthetic::media_of({}, 1000)).error().code(), Errc::kSilent);
  auto cut = synthetic::make_track(1, 10);
  cut.facts.complete = false;
  EXPECT_EQ(index.add(cut).error().code(), Errc::kTruncated);
  EXPECT_TRUE(index.tracks().empty());
}

TEST_F(IndexTest, KeepsTheLatestFingerprintOfAVideo) {
  engine::VideoId video;
  video.bytes[0] = 7;
  Index index = open();
  EXPECT_FALSE(index.archived(video)->has_value());
  ASSERT_TRUE(index.archive(video, synthetic::make_track(1, 5)));
  const auto latest = synthetic::make_track(2, 5);
  ASSERT_TRUE(index.archive(video, latest));
  EXPECT_EQ(**index.archived(video), latest);
}

}  // namespace
}  // namespace matcher
