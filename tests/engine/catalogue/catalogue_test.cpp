#include "engine/catalogue/catalogue.h"

#include "engine/catalogue/catalogue_schema.h"
#include "tests/support/temp_dir.h"

namespace engine::catalogue {
namespace {

using storage::Access;
using storage::Database;
using storage::Row;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TrackId track(std::uint8_t first_byte) { return TrackId{{first_byte}}; }

Contribution writer(std::string name, std::optional<std::int32_t> share_bp = std::nullopt) {
  return {.kind = ContributionKind::kWriter,
          .party = {.name = std::move(name), .ipi = "00012345678", .society = "PRS"},
          .role = "CA",
          .share_bp = share_bp};
}

Contribution publisher(std::string name) {
  return {.kind = ContributionKind::kPublisher,
          .party = {.name = std::move(name), .ipi = "", .society = "GEMA"},
          .role = "",
          .share_bp = 10'000};
}

/// Everything that can be said of one recording.
Recording full_recording() {
  Recording recording;
  recording.id = "R1";
  recording.track = track(1);
  recording.path = "/music/a.wav";
  recording.duration = MediaTime{61'234'567};
  recording.title = "Cold Day";
  recording.artist = "Ada";
  recording.album = "Days";
  recording.isrc = "USS1Z9900001";
  recording.version = "instrumental";
  recording.parent_id = "R0";
  recording.library = "Library";
  recording.album_code = "LIB001";
  recording.cut = "7";
  recording.label = "Label";
  recording.bpm = "120";
  recording.key = "Am";
  recording.moods = "cold|calm";
  recording.instruments = "piano";
  recording.uses = "drama|news";
  recording.genres = "pop";
  recording.keywords = "cold|day";
  recording.tempo = "fast";
  recording.description = "A day.";
  recording.lyrics = "La la";
  recording.vocals = "no";
  recording.release_date = "2026-10-31";
  recording.ean = "4006381333931";
  recording.catalogue_number = "CAT 1";
  recording.version_title = "Without voice";
  recording.work = {.id = "W1",
                    .title = "Cold Day (work)",
                    .iswc = "T0345246801",
                    .contributions = {writer("Ada", 6'667), writer("Bo", 3'333), publisher("Pub")}};
  return recording;
}

MediaFacts facts(std::map<std::string, std::string> tags) {
  MediaFacts facts;
  facts.location = "/music/a song.ogg";
  facts.tags = std::move(tags);
  return facts;
}

class CatalogueTest : public testing::Test {
 protected:
  PutOutcome put(const Recording& recording) {
    const auto outcome = catalogue_.put(recording);
    EXPECT_TRUE(outcome) << outcome.error().message();
    return *outcome;
  }

  Recording find(const TrackId& id) {
    const auto found = catalogue_.find(id);
    EXPECT_TRUE(found && *found);
    return **found;
  }

  std::vector<std::string> ids_of(const std::string& text) {
    const auto found = catalogue_.find_any(text);
    EXPECT_TRUE(found) << found.error().message();
    std::vector<std::string> ids;
    for (const Recording& recording : *found) ids.push_back(recording.id);
    return ids;
  }

  /// The first column of every row.
  std::vector<std::string> query(std::string_view sql) {
    std::vector<std::string> rows;
    const auto asked = database_.each(sql, {}, [&](const Row& row) -> Result<void> {
      rows.push_back(row.text(0));
      return {};
    });
    EXPECT_TRUE(asked) << asked.error().message();
    return rows;
  }

  support::TempDir folder_;
  Database database_ = *Database::open(folder_ / "ledger.db", Access::kWrite);
  Catalogue catalogue_ = *Catalogue::open(database_);
};

TEST_F(CatalogueTest, GivesBackEverythingThatWasPut) {
  EXPECT_EQ(put(full_recording()), PutOutcome::kNew);
  EXPECT_EQ(find(track(1)), full_recording());
}

TEST_F(CatalogueTest, FindsNothingWhereNothingWasPut) {
  const auto found = catalogue_.find(track(9));
  ASSERT_TRUE(found);
  EXPECT_FALSE(*found);
}

TEST_F(CatalogueTest, TellsWhetherARecordingChanged) {
  put(full_recording());
  EXPECT_EQ(put(full_recording()), PutOutcome::kUnchanged);
  Recording other = full_recording();
  other.work.contributions[0].share_bp = 5'000;
  other.work.contributions[1].share_bp = 5'000;
  EXPECT_EQ(put(other), PutOutcome::kChanged);
  EXPECT_EQ(find(track(1)), other);
}

TEST_F(CatalogueTest, KeepsWhatAnotherPutLeavesEmpty) {
  put(full_recording());
  Recording words;
  words.id = "R1";
  words.title = "New Title";
  words.version.clear();
  EXPECT_EQ(put(words), PutOutcome::kChanged);
  Recording expected = full_recording();
  expected.title = "New Title";
  EXPECT_EQ(find(track(1)), expected);
}

TEST_F(CatalogueTest, ReplacesWritersAsAWholeAndKeepsPublishers) {
  put(full_recording());
  Recording words;
  words.id = "R1";
  words.version.clear();
  words.work.contributions = {writer("Cy", 10'000)};
  put(words);
  EXPECT_THAT(find(track(1)).work.contributions,
              ElementsAre(writer("Cy", 10'000), publisher("Pub")));
}

TEST_F(CatalogueTest, ForgetsPartiesThatNothingNames) {
  put(full_recording());
  Recording words = full_recording();
  words.work.contributions = {writer("Cy", 10'000), publisher("Pub")};
  put(words);
  EXPECT_THAT(query("SELECT name FROM party ORDER BY name"), ElementsAre("Cy", "Pub"));
}

TEST_F(CatalogueTest, TakesEqualPartiesForOne) {
  put(full_recording());
  Recording second = full_recording();
  second.id = "R2";
  second.track = track(2);
  second.work.id = "W2";
  put(second);
  EXPECT_THAT(query("SELECT name FROM party ORDER BY name"), ElementsAre("Ada", "Bo", "Pub"));
}

TEST_F(CatalogueTest, SharesAWorkBetweenItsVersions) {
  put(full_recording());
  Recording version;
  version.id = "R2";
  version.track = track(2);
  version.title = "Cold Day (full)";
  version.work.id = "W1";
  put(version);
  EXPECT_EQ(find(track(2)).work, full_recording().work);
}

TEST_F(CatalogueTest, MakesARecordingOfTags) {
  const auto outcome = catalogue_.put_track(track(3),
                                            facts({{"title", " Song "},
                                                   {"artist", "X"},
                                                   {"album", "Y"},
                                                   {"composer", "Ada; Bo|Cy"},
                                                   {"isrc", "us-s1z-99-00001"}}),
                                            MediaTime{5'000'000});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, PutOutcome::kNew);
  const Recording recording = find(track(3));
  EXPECT_EQ(recording.id, to_string(track(3)));
  EXPECT_EQ(recording.title, "Song");
  EXPECT_EQ(recording.artist, "X");
  EXPECT_EQ(recording.album, "Y");
  EXPECT_EQ(recording.isrc, "USS1Z9900001");
  EXPECT_EQ(recording.version, "full");
  EXPECT_EQ(recording.path, "/music/a song.ogg");
  EXPECT_EQ(recording.duration, MediaTime{5'000'000});
  EXPECT_EQ(recording.work.id, "work:" + to_string(track(3)));
  EXPECT_THAT(writer_names(recording.work), ElementsAre("Ada", "Bo", "Cy"));
  EXPECT_FALSE(recording.work.contributions[0].share_bp);
}

TEST_F(CatalogueTest, TakesTheFileNameForAMissingTitle) {
  ASSERT_TRUE(catalogue_.put_track(track(3), facts({{"title", "  "}}), MediaTime{1}));
  EXPECT_EQ(find(track(3)).title, "a song");
}

TEST_F(CatalogueTest, CleansHostileTags) {
  ASSERT_TRUE(catalogue_.put_track(
      track(3), facts({{"title", "A\x1b[31mB\xFF'; DROP TABLE work;--"}, {"isrc", "not one"}}),
      MediaTime{1}));
  EXPECT_EQ(find(track(3)).title, "A [31mB\xEF\xBF\xBD'; DROP TABLE work;--");
  EXPECT_EQ(find(track(3)).isrc, "not one");
}

TEST_F(CatalogueTest, KeepsTheRecordingThatATrackHas) {
  put(full_recording());
  const auto outcome = catalogue_.put_track(track(1), facts({{"title", "Tag"}}), MediaTime{1});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, PutOutcome::kUnchanged);
  EXPECT_EQ(find(track(1)), full_recording());
}

TEST_F(CatalogueTest, MergesWhatTagsSaidIntoTheCustomersRecording) {
  ASSERT_TRUE(catalogue_.put_track(
      track(1), facts({{"title", "Tag"}, {"artist", "X"}, {"composer", "Tag Composer"}}),
      MediaTime{5}));
  Recording words;
  words.id = "R1";
  words.track = track(1);
  words.title = "Title";
  words.work.id = "W1";
  EXPECT_EQ(put(words), PutOutcome::kChanged);
  const Recording merged = find(track(1));
  EXPECT_EQ(merged.id, "R1");
  EXPECT_EQ(merged.title, "Title");
  EXPECT_EQ(merged.artist, "X");
  EXPECT_EQ(merged.duration, MediaTime{5});
  EXPECT_EQ(merged.work.id, "W1");
  EXPECT_THAT(writer_names(merged.work), ElementsAre("Tag Composer"));
  EXPECT_THAT(query("SELECT recording_id FROM recording"), ElementsAre("R1"));
  EXPECT_THAT(query("SELECT work_id FROM work"), ElementsAre("W1"));
  EXPECT_EQ(put(words), PutOutcome::kUnchanged);
}

TEST_F(CatalogueTest, KeepsTheCustomersIdWhenARowNamesNone) {
  put(full_recording());
  Recording words;
  words.track = track(1);
  words.title = "Title";
  words.version.clear();
  EXPECT_EQ(put(words), PutOutcome::kChanged);
  EXPECT_EQ(find(track(1)).id, "R1");
}

TEST_F(CatalogueTest, GivesARecordingThatWaitedItsAudio) {
  Recording words;
  words.title = "Waiting";
  words.label = "Label";
  EXPECT_EQ(put(words), PutOutcome::kNew);
  EXPECT_EQ(put(words), PutOutcome::kUnchanged);
  words.track = track(4);
  EXPECT_EQ(put(words), PutOutcome::kChanged);
  EXPECT_EQ(find(track(4)).id, to_string(track(4)));
  EXPECT_THAT(query("SELECT recording_id FROM recording"), ElementsAre(to_string(track(4))));
  EXPECT_THAT(query("SELECT work_id FROM work"), ElementsAre("work:" + to_string(track(4))));
}

TEST_F(CatalogueTest, RefusesOneTrackForTwoRecordings) {
  put(full_recording());
  Recording second = full_recording();
  second.id = "R2";
  const auto outcome = catalogue_.put(second);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code(), Errc::kInvalidInput);
  EXPECT_THAT(outcome.error().message(), HasSubstr("R2: has the same sound as recording R1"));
  EXPECT_EQ(find(track(1)), full_recording());
}

TEST_F(CatalogueTest, RefusesOtherAudioForARecordingThatHasSome) {
  put(full_recording());
  Recording other = full_recording();
  other.track = track(2);
  const auto outcome = catalogue_.put(other);
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message(), HasSubstr("R1: has other audio already"));
}

TEST_F(CatalogueTest, FindsByTrackPrefixIdIsrcAndPath) {
  put(full_recording());
  for (const std::string& text : {to_string(track(1)), std::string("010000"), std::string("R1"),
                                  std::string("us-s1z-99-00001"), std::string("/music/a.wav")}) {
    EXPECT_THAT(ids_of(text), ElementsAre("R1")) << text;
  }
  for (const char* text : {"", "01000", "020000", "r1", "a.wav", "%"}) {
    EXPECT_THAT(ids_of(text), IsEmpty()) << text;
  }
}

TEST_F(CatalogueTest, FindsSeveralWhenTheTextFitsSeveral) {
  Recording second = full_recording();
  second.id = "R2";
  second.track = track(2);
  put(second);
  put(full_recording());
  EXPECT_THAT(ids_of("USS1Z9900001"), ElementsAre("R1", "R2"));
}

TEST_F(CatalogueTest, ListsByTitleThenId) {
  for (const auto& [id, title] :
       std::vector<std::pair<std::string, std::string>>{{"3", "b"}, {"2", "a"}, {"1", "b"}}) {
    Recording recording;
    recording.id = id;
    recording.title = title;
    put(recording);
  }
  const auto listed = catalogue_.list();
  ASSERT_TRUE(listed);
  std::vector<std::string> ids;
  for (const Recording& recording : *listed) ids.push_back(recording.id);
  EXPECT_THAT(ids, ElementsAre("2", "1", "3"));
}

TEST_F(CatalogueTest, RemovesForGoodWithWorkAndParties) {
  put(full_recording());
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kForGood));
  EXPECT_FALSE(*catalogue_.find(track(1)));
  for (const char* table : {"recording", "work", "contribution", "party"}) {
    EXPECT_THAT(query(std::string("SELECT count(*) FROM ") + table), ElementsAre("0")) << table;
  }
}

TEST_F(CatalogueTest, LeavesTheWorkThatAnotherVersionNeeds) {
  put(full_recording());
  Recording version = full_recording();
  version.id = "R2";
  version.track = track(2);
  put(version);
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kForGood));
  EXPECT_EQ(find(track(2)), version);
}

TEST_F(CatalogueTest, KeepsARemovedRecordingForHistoryAlone) {
  put(full_recording());
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kKeepForHistory));
  EXPECT_EQ(find(track(1)), full_recording());
  EXPECT_THAT(*catalogue_.list(), IsEmpty());
  EXPECT_THAT(*catalogue_.tracks(), IsEmpty());
  EXPECT_THAT(ids_of("R1"), IsEmpty());
  EXPECT_THAT(query("SELECT removed FROM recording_v"), ElementsAre("1"));
}

TEST_F(CatalogueTest, RefusesToRemoveWhatIsNotThere) {
  for (int round = 0; round < 2; ++round) {
    const auto removed = catalogue_.remove(track(1), Removal::kKeepForHistory);
    ASSERT_FALSE(removed);
    EXPECT_EQ(removed.error().code(), Errc::kNotFound);
    if (round > 0) break;
    put(full_recording());
    ASSERT_TRUE(catalogue_.remove(track(1), Removal::kKeepForHistory));
  }
}

TEST_F(CatalogueTest, BringsARemovedTrackBackWithWhatTheCustomerSaid) {
  put(full_recording());
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kKeepForHistory));
  const auto outcome = catalogue_.put_track(track(1), facts({{"title", "Tag"}}), MediaTime{1});
  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, PutOutcome::kNew);
  Recording expected = full_recording();
  expected.path = "/music/a song.ogg";
  EXPECT_EQ(find(track(1)), expected);
  EXPECT_THAT(*catalogue_.tracks(), ElementsAre(track(1)));
}

TEST_F(CatalogueTest, DoesNotBringARemovedTrackBackByWordsAlone) {
  put(full_recording());
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kKeepForHistory));
  Recording words = full_recording();
  words.track.reset();
  words.title = "New Title";
  EXPECT_EQ(put(words), PutOutcome::kChanged);
  EXPECT_THAT(*catalogue_.tracks(), IsEmpty());
  EXPECT_EQ(find(track(1)).title, "New Title");
}

TEST_F(CatalogueTest, KeepsHistoryWhenARemovedRecordingGetsNewAudio) {
  put(full_recording());
  ASSERT_TRUE(catalogue_.remove(track(1), Removal::kKeepForHistory));
  Recording remastered = full_recording();
  remastered.track = track(2);
  EXPECT_EQ(put(remastered), PutOutcome::kNew);
  EXPECT_EQ(find(track(2)), remastered);
  EXPECT_EQ(find(track(1)).title, "Cold Day");
  EXPECT_THAT(*catalogue_.tracks(), ElementsAre(track(2)));
}

TEST_F(CatalogueTest, KeepsNothingOfATransactionThatIsNotCommitted) {
  {
    auto transaction = storage::Transaction::begin(database_);
    ASSERT_TRUE(transaction);
    put(full_recording());
  }
  EXPECT_THAT(*catalogue_.list(), IsEmpty());
}

TEST_F(CatalogueTest, ShowsEveryRecordingInItsView) {
  put(full_recording());
  Recording plain;
  plain.id = "R2";
  plain.title = "Plain";
  put(plain);
  EXPECT_THAT(
      query("SELECT recording_id || ' ' || coalesce(track_id, '-') || ' ' || title || ' ' || "
            "version || ' ' || composers || ' ' || publishers || ' ' || work_title || ' ' || "
            "duration_ms || ' ' || removed FROM recording_v ORDER BY recording_id"),
      ElementsAre(
          "R1 " + to_string(track(1)) + " Cold Day instrumental Ada|Bo Pub Cold Day (work) 61235 0",
          "R2 - Plain full   Plain 0 0"));
}

TEST_F(CatalogueTest, HasTheColumnsInItsViewThatAreDocumented) {
  EXPECT_THAT(query("SELECT name FROM pragma_table_info('recording_v')"),
              ElementsAre("recording_id", "track_id", "title", "version", "artist", "album",
                          "composers", "publishers", "isrc", "work_id", "work_title", "iswc",
                          "path", "duration_ms", "parent_id", "library", "album_code", "cut",
                          "label", "bpm", "key", "moods", "instruments", "uses", "removed",
                          "genres", "keywords", "tempo", "description", "lyrics", "vocals",
                          "release_date", "ean", "catalogue_number", "version_title", "since"));
}

TEST_F(CatalogueTest, ReadsWhatAnotherConnectionWrote) {
  put(full_recording());
  auto second = Database::open(folder_ / "ledger.db", Access::kRead);
  ASSERT_TRUE(second);
  const auto reader = Catalogue::open(*second);
  ASSERT_TRUE(reader) << reader.error().message();
  EXPECT_THAT(*reader->list(), ElementsAre(full_recording()));
}

}  // namespace
}  // namespace engine::catalogue
