#include "engine/catalogue/catalogue_import.h"

#include "engine/catalogue/catalogue.h"
#include "engine/core/csv.h"
#include "engine/core/file.h"
#include "tests/engine/catalogue/fed_in_pieces.h"
#include "tests/support/temp_dir.h"

#include <chrono>
#include <random>

namespace engine::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// What came out of one reading.
struct Reading {
  std::vector<ImportRow> rows;
  std::vector<std::string> problems;
  std::string failure;
  std::string layout;
  ImportSummary summary;
};

/// Reads `text`, cut at the given places, in ascending order.
Reading read(std::string_view text, const std::vector<std::size_t>& cuts = {},
             const std::filesystem::path& media_root = "/media") {
  Reading reading;
  CatalogueReader reader(
      {.name = "c.csv", .media_root = media_root},
      {.header = [&](const SourceHeader& header) { reading.layout = header.layout; },
       .row = [&](ImportRow row) -> Result<void> {
         reading.rows.push_back(std::move(row));
         return {};
       },
       .rejected = [&](const SourceRow&,
                       const Error& why) { reading.problems.push_back(why.message()); },
       .problem = [&](const Error& why) { reading.problems.push_back(why.message()); }});
  const auto summary = fed_in_pieces(reader, text, cuts);
  if (summary) {
    reading.summary = *summary;
  } else {
    reading.failure = summary.error().message();
  }
  return reading;
}

constexpr std::string_view kEveryColumn =
    "Recording_ID,title,work_id,work_title,iswc,isrc,version,parent_id,library,album_code,cut,"
    "label,"
    "bpm,key,moods,instruments,uses,audio,writer_2_name,writer_2_share,writer_1_name,writer_1_role,"
    "writer_1_ipi,writer_1_society,writer_1_share,publisher_1_name,publisher_1_ipi,"
    "publisher_1_society,publisher_1_share\n"
    "R1,\"Day, \"\"Cold\"\"\",W1,Cold,T-1,us-s1z-99-00001,No Melody,R0,Lib,L1,7,Lab,120,Am,"
    "cold | calm|,piano,news,a/b.wav,Bo,33.33,Ada,CA,123,PRS,66.67 %,Pub,456,GEMA,100\n";

TEST(CatalogueImport, ReadsEveryColumn) {
  const Reading reading = read(kEveryColumn);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.rows.size(), 1U) << reading.failure;
  EXPECT_EQ(reading.rows[0].line(), 2U);
  EXPECT_EQ(reading.rows[0].audio, "/media/a/b.wav");
  Recording expected;
  expected.id = "R1";
  expected.title = "Day, \"Cold\"";
  expected.isrc = "us-s1z-99-00001";
  expected.version = "no-melody";
  expected.parent_id = "R0";
  expected.library = "Lib";
  expected.album_code = "L1";
  expected.cut = "7";
  expected.label = "Lab";
  expected.bpm = "120";
  expected.key = "Am";
  expected.moods = "cold|calm";
  expected.instruments = "piano";
  expected.uses = "news";
  expected.work.id = "W1";
  expected.work.title = "Cold";
  expected.work.iswc = "T-1";
  expected.work.contributions = {
      {ContributionKind::kWriter, {"Ada", "123", "PRS"}, "CA", 6'667},
      {ContributionKind::kWriter, {"Bo", "", ""}, "", 3'333},
      {ContributionKind::kPublisher, {"Pub", "456", "GEMA"}, "", 10'000}};
  EXPECT_EQ(reading.rows[0].recording, expected);
}

TEST(CatalogueImport, NeedsOnlyATitle) {
  const Reading reading = read("\xEF\xBB\xBFTITLE\r\nA\r\n");
  ASSERT_EQ(reading.rows.size(), 1U) << reading.failure;
  EXPECT_EQ(reading.rows[0].recording.title, "A");
  EXPECT_EQ(reading.rows[0].recording.version, "");
  EXPECT_TRUE(reading.rows[0].audio.empty());
  EXPECT_EQ(reading.summary, (ImportSummary{.rows = 1, .rejected = 0, .unknown_columns = 0}));
}

TEST(CatalogueImport, TellsOfUnknownColumnsAndKeepsThemOut) {
  const Reading reading = read("composer,title,,writer_0_name,publisher_1_colour\nX,A,y,z,E\n");
  EXPECT_THAT(reading.problems,
              ElementsAre(HasSubstr("c.csv:1: composer: no column of a catalogue, left out"),
                          HasSubstr("c.csv:1: column 3: "), HasSubstr("writer_0_name"),
                          HasSubstr("publisher_1_colour")));
  ASSERT_EQ(reading.rows.size(), 1U);
  EXPECT_THAT(reading.rows[0].recording.work.contributions, IsEmpty());
  EXPECT_EQ(reading.summary.unknown_columns, 4U);
}

TEST(CatalogueImport, RefusesAFileThatIsNoCatalogue) {
  EXPECT_THAT(read("name,artist\nA,B\n").failure, HasSubstr("c.csv:1: title: there is no such"));
  EXPECT_THAT(read("title,Title\nA,B\n").failure,
              HasSubstr("c.csv:1: title: there are two such columns"));
  EXPECT_THAT(read("").failure, HasSubstr("c.csv: empty"));
  EXPECT_THAT(read("\"title\"x\nA\n").failure, HasSubstr("c.csv:1: text after a closing quote"));
  EXPECT_THAT(read(std::string_view("title\nA\0", 8)).failure, HasSubstr("c.csv:2: holds a NUL"));
  EXPECT_THAT(read("title\nA\n\"B\n").failure,
              HasSubstr("c.csv:3: a quoted field is never closed"));
}

TEST(CatalogueImport, HandsNothingOnAfterAFailure) {
  const Reading reading = read("isrc\nA\nB\n");
  EXPECT_THAT(reading.rows, IsEmpty());
  EXPECT_THAT(reading.problems, IsEmpty());
}

TEST(CatalogueImport, LeavesOutARowWithoutATitleAndGoesOn) {
  const Reading reading = read("title,isrc\n ,X\nB,\n");
  EXPECT_THAT(reading.problems, ElementsAre("c.csv:2: title: empty; every recording needs one"));
  ASSERT_EQ(reading.rows.size(), 1U);
  EXPECT_EQ(reading.rows[0].line(), 3U);
  EXPECT_EQ(reading.summary, (ImportSummary{.rows = 1, .rejected = 1, .unknown_columns = 0}));
}

TEST(CatalogueImport, ReadsSemicolonsTabsAndOtherEncodings) {
  EXPECT_EQ(read("title;isrc\nA;B\n").rows.at(0).recording.isrc, "B");
  EXPECT_EQ(read("title\tisrc\r\nA\tB\r\n").rows.at(0).recording.isrc, "B");
  EXPECT_EQ(read("title\nCaf\xE9\n").rows.at(0).recording.title, "Caf\xC3\xA9");
  EXPECT_EQ(
      read(std::string_view("\xFF\xFEt\0i\0t\0l\0e\0\n\0\xE9\0", 16)).rows.at(0).recording.title,
      "\xC3\xA9");
}

TEST(CatalogueImport, LeavesOutARowThatIsNotUtf8InAFileThatIs) {
  const std::string utf8 = "title\n\xC3\xA9\n" + std::string(5'000, 'x') + "\n";
  EXPECT_THAT(read(utf8 + "Caf\xE9\n").problems,
              ElementsAre("c.csv:4: title: not UTF-8; save the file as UTF-8"));
}

TEST(CatalogueImport, MakesOneLineOfACellWithSeveral) {
  const Reading reading = read("title\n\"A\nB\x1b\"\n");
  ASSERT_EQ(reading.rows.size(), 1U);
  EXPECT_EQ(reading.rows[0].recording.title, "A B");
}

TEST(CatalogueImport, WantsSharesThatAddUpTo100) {
  constexpr std::string_view kHeader =
      "title,writer_1_name,writer_1_share,writer_2_name,writer_2_share\n";
  const auto problem = [&](std::string_view row) {
    const Reading reading = read(std::string(kHeader) + std::string(row) + "\n");
    return reading.problems.empty() ? std::string() : reading.problems.front();
  };
  EXPECT_EQ(problem("A,Ada,50,Bo,50.00"), "");
  EXPECT_EQ(problem("A,Ada,,Bo,"), "");
  EXPECT_EQ(problem("A,Ada,100,,"), "");
  EXPECT_EQ(problem("A,Ada,100,Bo,0"), "");
  EXPECT_EQ(problem("A,Ada,33.33,Bo,33.33"),
            "c.csv:2: writer_n_share: they add up to 66.66; they must add up to 100");
  EXPECT_THAT(problem("A,Ada,100,Bo,"), HasSubstr("writer_n_share: some are empty"));
  EXPECT_THAT(problem("A,Ada,100,,0"), HasSubstr("writer_2_name: empty, though"));
  for (const char* share :
       {"x", "33.333", "-1", "100.01", "%", "1e2", "\"33,3\"", "99999999999999999999"}) {
    EXPECT_THAT(problem("A,Ada," + std::string(share) + ",Bo,1"), HasSubstr("writer_1_share: "))
        << share;
  }
}

TEST(CatalogueImport, WantsThePublishersSharesToAddUpByThemselves) {
  EXPECT_THAT(read("title,writer_1_name,writer_1_share,publisher_1_name,publisher_1_share\n"
                   "A,Ada,100,Pub,99.99\n")
                  .problems,
              ElementsAre(HasSubstr("publisher_n_share: they add up to 99.99")));
}

TEST(CatalogueImport, StaysInsideTheMediaRoot) {
  const auto audio = [](const std::string& cell) {
    const Reading reading = read("title,audio\nA,\"" + cell + "\"\n");
    return reading.rows.empty() ? reading.problems.front() : reading.rows[0].audio.string();
  };
  EXPECT_EQ(audio("a/../b.wav"), "/media/b.wav");
  EXPECT_EQ(audio("./b\xC3\xBF.wav"), "/media/b\xC3\xBF.wav");
  EXPECT_THAT(audio("../b.wav"), HasSubstr("c.csv:2: audio: leads out of --media-root"));
  EXPECT_THAT(audio("a/../../b.wav"), HasSubstr("audio: leads out"));
  EXPECT_THAT(audio("/etc/passwd"), HasSubstr("audio: an absolute path"));
}

TEST(CatalogueImport, TakesAbsolutePathsWithoutAMediaRoot) {
  const Reading reading = read("title,audio\nA,/x/../b.wav\nB,c.wav\n", {}, "");
  ASSERT_EQ(reading.rows.size(), 2U);
  EXPECT_EQ(reading.rows[0].audio, "/b.wav");
  EXPECT_EQ(reading.rows[1].audio, std::filesystem::current_path() / "c.wav");
}

TEST(CatalogueImport, RefusesToBeToldTwiceOfOneRecording) {
  EXPECT_THAT(
      read("title,recording_id,audio\nA,R1,\nB,R2,b.wav\nC,R1,\nD,R3,./b.wav\nE,,\nE,,\n").problems,
      ElementsAre(HasSubstr("c.csv:4: recording_id: the same recording is on line 2"),
                  HasSubstr("c.csv:5: audio: the same file is on line 3"),
                  HasSubstr("c.csv:7: recording_id: the same recording is on line 6")));
}

TEST(CatalogueImport, RefusesTwoStoriesOfOneWork) {
  const Reading reading = read(
      "title,work_id,iswc,writer_1_name\nA,W1,,\nB,W1,T-1,Ada\nC,W1,,Ada\nD,W1,,Bo\nE,W1,T-2,\n"
      "F,W2,T-2,Bo\nG,,T-3,Cy\nH,,T-4,Di\n");
  EXPECT_THAT(
      reading.problems,
      ElementsAre(HasSubstr("c.csv:5: work_id: an earlier row gives this work other writers"),
                  HasSubstr("c.csv:6: work_id: an earlier row gives this work other iswc")));
  EXPECT_EQ(reading.rows.size(), 6U);
}

TEST(CatalogueImport, EndsWithTheErrorOfItsListener) {
  std::size_t rows = 0;
  CatalogueReader reader({.name = "c.csv"}, {.row = [&](const ImportRow&) -> Result<void> {
                                               ++rows;
                                               return fail(Errc::kUnavailable, "disk full");
                                             },
                                             .rejected = [](const SourceRow&, const Error&) {},
                                             .problem = [](const Error&) {}});
  const auto fed = reader.feed("title\nA\nB\n");
  ASSERT_FALSE(fed);
  EXPECT_EQ(fed.error().message(), "disk full");
  EXPECT_FALSE(reader.finish());
  EXPECT_EQ(rows, 1U);
}

TEST(CatalogueImport, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string text = std::string(kEveryColumn) + "\"x\"y\r\n" + std::string(28, ',') + "\n";
  const Reading whole = read(text);
  ASSERT_EQ(whole.problems.size(), 2U);
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::size_t> cuts(random() % 6);
    for (std::size_t& cut : cuts) cut = random() % (text.size() + 1);
    std::sort(cuts.begin(), cuts.end());
    const Reading cut = read(text, cuts);
    ASSERT_EQ(cut.problems, whole.problems);
    ASSERT_EQ(cut.rows.size(), 1U);
    ASSERT_EQ(cut.rows[0].recording, whole.rows[0].recording);
    ASSERT_EQ(cut.summary, whole.summary);
  }
}

TEST(CatalogueImport, NamesTheFileThatCannotBeRead) {
  support::TempDir folder;
  const ImportListener deaf{.row = [](const ImportRow&) -> Result<void> { return {}; },
                            .rejected = [](const SourceRow&, const Error&) {},
                            .problem = [](const Error&) {}};
  const auto missing = read_catalogue({.name = (folder / "no.csv").string()}, deaf);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code(), Errc::kNotFound);
  EXPECT_THAT(missing.error().message(), HasSubstr("no.csv: no such file"));
  const auto directory = read_catalogue({.name = folder.path().string()}, deaf);
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().code(), Errc::kInvalidInput);
}

/// A file of 1,000 rows, 100 works, and what importing it into a catalogue comes to.
class WholeImport : public testing::Test {
 protected:
  struct Counts {
    int added = 0;
    int changed = 0;
    int unchanged = 0;
  };

  void write(const std::string& changed_title) {
    std::string text = "recording_id,title,work_id,writer_1_name,writer_1_share\r\n";
    for (int i = 0; i < kRows; ++i) {
      const std::string number = std::to_string(i);
      const std::string work = std::to_string(i % 100);
      text += csv_row(std::vector<std::string>{"R" + number,
                                               i == 7 ? changed_title : "=Title, " + number,
                                               "W" + work, "Writer " + work, "100"});
    }
    ASSERT_TRUE(write_file(folder_ / "c.csv", text));
  }

  Counts import() {
    Counts counts;
    auto database = storage::Database::open(folder_ / "ledger.db", storage::Access::kWrite);
    auto catalogue = Catalogue::open(*database);
    auto transaction = storage::Transaction::begin(*database);
    const auto take = [&](const ImportRow& row) -> Result<void> {
      TRY(const PutOutcome outcome, catalogue->put(row.recording));
      counts.added += outcome == PutOutcome::kNew ? 1 : 0;
      counts.changed += outcome == PutOutcome::kChanged ? 1 : 0;
      counts.unchanged += outcome == PutOutcome::kUnchanged ? 1 : 0;
      return {};
    };
    const auto summary = read_catalogue({.name = (folder_ / "c.csv").string()},
                                        {.row = take,
                                         .rejected = [](const SourceRow&, const Error&) {},
                                         .problem = [](const Error&) {}});
    EXPECT_TRUE(summary) << summary.error().message();
    EXPECT_EQ(summary->rows, static_cast<std::uint64_t>(kRows));
    EXPECT_TRUE(transaction->commit());
    return counts;
  }

  static constexpr int kRows = 1'000;
  support::TempDir folder_;
};

TEST_F(WholeImport, CountsWhatIsNewChangedAndUnchanged) {
  write("first title");
  EXPECT_EQ(import().added, kRows);
  EXPECT_EQ(import().unchanged, kRows);
  write("second title");
  const Counts counts = import();
  EXPECT_EQ(counts.changed, 1);
  EXPECT_EQ(counts.unchanged, kRows - 1);
}

}  // namespace
}  // namespace engine::catalogue
