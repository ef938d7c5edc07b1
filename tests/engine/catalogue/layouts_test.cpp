#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/layouts/layout_file.h"
#include "engine/catalogue/shares.h"

namespace engine::catalogue {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Reading {
  std::vector<Recording> recordings;
  std::vector<std::string> problems;
  std::string layout;
};

Reading read(const std::string& text, const Layout* layout = nullptr) {
  Reading reading;
  CatalogueReader reader(
      {.name = "c", .media_root = "/media", .layout = layout},
      {.header = [&](const SourceHeader& header) { reading.layout = header.layout; },
       .row = [&](const ImportRow& row) -> Result<void> {
         reading.recordings.push_back(row.recording);
         return {};
       },
       .rejected = [&](const SourceRow&,
                       const Error& why) { reading.problems.push_back(why.message()); },
       .problem = [&](const Error& why) { reading.problems.push_back(why.message()); }});
  const auto fed = reader.feed(text);
  const auto summary = fed ? reader.finish() : Result<ImportSummary>(fail(fed.error()));
  if (!summary) reading.problems.push_back(summary.error().message());
  return reading;
}

TEST(Layouts, OfHarvestMediaGiveVersionsWritersAndShares) {
  const Reading reading = read(
      "LIBRARY: Name\tALBUM: Code\tALBUM: Title\tTRACK: Title\tTRACK: Number\tTRACK: Is Main\t"
      "TRACK: Main Track Number\tTRACK: Version\tTRACK: Duration\tTRACK: Genre\t"
      "WRITER:1: First Name\tWRITER:1: Middle Name\tWRITER:1: Last Name\tWRITER:1: Capacity\t"
      "WRITER:1: Society\tWRITER:1: IPI\tWRITER:1: Owner Performance Share %\t"
      "WRITER:1: Owner Mechanical Share %\tPUBLISHER:1: Name\tPUBLISHER:1: Society\t"
      "PUBLISHER:1: Owner Performance Share %\tPUBLISHER:1: Owner Mechanical Share %\tCODE: ISRC\n"
      "Deep Lib\tDL001\tDays\tCold Day\t1\tY\t\tFull\t2.05\tPop, Rock\tAnn\tB.\tAuthor\tCA\tPRS\t"
      "14107338\t50\t0\tHouse\tPRS\t50\t100\tUSSKG1912345\n"
      "Deep Lib\tDL001\tDays\tCold Day "
      "Inst\t2\tN\t1\tInstrumental\t2.05\tPop\tAnn\tB.\tAuthor\tCA\t"
      "PRS\t14107338\t50\t0\tHouse\tPRS\t50\t100\t\n");
  EXPECT_EQ(reading.layout, "harvest");
  EXPECT_THAT(reading.problems, ElementsAre(HasSubstr("track: is main: no column")));
  ASSERT_EQ(reading.recordings.size(), 2U);
  const Recording& main = reading.recordings[0];
  EXPECT_EQ(main.id, "DL001-1");
  EXPECT_EQ(main.work.id, "DL001-1");
  EXPECT_EQ(main.version, "full");
  EXPECT_EQ(main.duration, MediaTime{125'000'000});
  EXPECT_EQ(main.genres, "Pop|Rock");
  const Contribution& ann = main.work.contributions.at(0);
  EXPECT_EQ(ann.party.name, "Ann B. Author");
  EXPECT_EQ(ann.party.family_name, "Author");
  EXPECT_EQ(ann.share_bp, 10'000) << "half of the whole is all that writers have";
  EXPECT_EQ(shares_of(main.work, {.right = Right::kMechanical}).shares.at(0).contribution, 1U);
  const Recording& version = reading.recordings[1];
  EXPECT_EQ(version.parent_id, "DL001-1");
  EXPECT_EQ(version.work.id, "DL001-1");
  EXPECT_EQ(version.version, "instrumental");
}

TEST(Layouts, OfSourceAudioGiveMixesAndCollection) {
  const Reading reading = read(
      "SourceAudio ID,Title,Album,Master ID,Version,Composer,Mood,Has Vocal,Writer 1 First Name,"
      "Writer 1 Last Name,Writer 1 Ownership Share,Writer 1 Publisher,Publisher 1 Company,"
      "Publisher 1 Ownership Share,Publisher 1 Collection Share Percentage,"
      "Publisher 1 Collection Share Territory\n"
      "77,Cold Day,Days,77,Main,x,\"calm, cold\",No,Ann,Author,100,House,House,100,100,World\n"
      "78,Cold Day 30,Days,77,30 sec,x,calm,No,Ann,Author,100,House,House,100,100,World\n");
  EXPECT_EQ(reading.layout, "sourceaudio");
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.recordings.size(), 2U);
  const Recording& main = reading.recordings[0];
  EXPECT_EQ(main.parent_id, "");
  EXPECT_EQ(main.moods, "calm|cold");
  EXPECT_EQ(main.vocals, "no");
  ASSERT_EQ(main.work.contributions.size(), 2U);
  EXPECT_EQ(main.work.contributions[1].writers.at(0).writer, 0U);
  EXPECT_EQ(shares_of(main.work, {}).total_ppm, 1'000'000) << "100 % each are halved";
  EXPECT_EQ(reading.recordings[1].parent_id, "77");
  EXPECT_EQ(reading.recordings[1].version, "edit");
}

TEST(Layouts, OfDjangoMusicPublisherGiveEveryRecordingOfAWork) {
  const Reading reading = read(
      "Work ID,Work Title,ISWC,Alt Title 1,Writer 1 Last,Writer 1 First,Writer 1 PRO,Writer 1 Role,"
      "Writer 1 Manuscript Share,Writer 1 PR Share,Writer 1 MR Share,Writer 1 SR Share,"
      "Writer 1 Controlled,Writer 1 SAAN,Writer 1 Publisher Name,Writer 1 Publisher PR Share,"
      "Writer 1 Publisher MR Share,Writer 1 Publisher SR Share,Recording 1 ID,"
      "Recording 1 Recording Title,Recording 1 Duration,Recording 2 Recording Title,"
      "Recording 2 ISRC,Reference 1 CMO,Reference 1 ID\n"
      "W1,Cold Day,T-034.524.680-1,Colder,Author,Ann,10 - ASCAP,CA,100%,50%,0%,0%,Y,SA1,House,50%,"
      "100%,100%,R1,Cold Day,3:05,Cold Day (edit),USSKG1912345,52 - PRS,123\n"
      "W2,Warm Day,,,Other,Bob,,C,100%,100%,100%,100%,,,,,,,,,,,,,\n");
  EXPECT_EQ(reading.layout, "django-music-publisher");
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.recordings.size(), 3U);
  const Recording& first = reading.recordings[0];
  EXPECT_EQ(first.id, "R1");
  EXPECT_EQ(first.duration, MediaTime{185'000'000});
  EXPECT_EQ(first.work.titles.at(0).title, "Colder");
  EXPECT_EQ(first.work.numbers.at(0).number, "123");
  ASSERT_EQ(first.work.contributions.size(), 2U);
  EXPECT_TRUE(first.work.contributions[0].controlled);
  EXPECT_EQ(first.work.contributions[1].writers.at(0).submitter_agreement, "SA1");
  EXPECT_EQ(reading.recordings[1].title, "Cold Day (edit)");
  EXPECT_EQ(reading.recordings[1].work, first.work);
  EXPECT_EQ(reading.recordings[2].title, "Warm Day") << "a work without recordings is waiting";
}

TEST(Layouts, OfDjangoMusicPublisherTakeFractionsCodesAndUnknownWriters) {
  const Reading reading = read(
      "Work ID,Work Title,Writer 1 Last,Writer 1 PRO,Writer 1 Role,Writer 1 Share,"
      "Writer 1 Controlled,Writer 2 Last,Writer 2 Role,Writer 2 Share,Writer 2 Controlled,"
      "Recording 1 ISRC,Recording 2 ISRC\n\n"
      "X1,Cold,Smith,10 \xE2\x80\x93 ASCAP,CA \xE2\x80\x93 Composer&Lyricist,0.6667,General,,CA,"
      "33.33%,No,JM-K40-14-00003,JM-K40-14-00004\n");
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.recordings.size(), 2U);
  EXPECT_EQ(reading.recordings[0].title, "Cold");
  const auto& parties = reading.recordings[0].work.contributions;
  ASSERT_EQ(parties.size(), 2U);
  EXPECT_EQ(parties[0].role, "CA");
  EXPECT_EQ(parties[0].share_bp, 6'667);
  EXPECT_TRUE(parties[0].controlled);
  EXPECT_EQ(parties[1].party.name, "(unknown)");
  EXPECT_EQ(parties[1].details.at("unknown"), "Y");
}

TEST(Layouts, NameTheColumnAsTheFileHasIt) {
  EXPECT_THAT(
      read("SourceAudio ID,Title,Album,Writer 1 Last Name,Writer 1 Ownership Share\n7,A,B,Ann,x\n")
          .problems,
      ElementsAre(HasSubstr("c:2: Writer 1 Ownership Share: 'x' is no share")));
}

TEST(Layouts, RefuseSharesThatAddUpToNeither) {
  EXPECT_THAT(
      read("title,writer_1_name,writer_1_pr_share,publisher_1_name,publisher_1_pr_share\n"
           "A,Ann,75,House,75\n")
          .problems,
      ElementsAre(HasSubstr("writers have 75, publishers 75; together they must have 100")));
}

TEST(Layouts, MayBeACustomersOwn) {
  constexpr std::string_view kToml = R"(
name = "acme"
ids_of_cuts = true
[columns]
"Track Name" = "title"
"Composer {n}" = "writer_{n}_name"
"Disc" = "album_code"
"No" = "cut"
"Length" = { column = "duration", form = "minutes.seconds" }
"Feel" = { column = "moods", separators = ",;" }
"Mix" = { column = "version", words = { "Main" = "full", "Sting" = "stinger" } }
"Out" = { column = "release_date", form = "day-first" }
)";
  const auto layout = layout_of_text(kToml, "acme.toml");
  ASSERT_TRUE(layout) << layout.error().message();
  const Reading reading = read(
      "Track Name;Composer 1;Composer 2;Disc;No;Length;Feel;Mix;Out\n"
      "Cold;Ann;Bob;D1;7;3.05;calm, cold;STING;1.2.2026\n",
      &*layout);
  EXPECT_THAT(reading.problems, IsEmpty());
  const Recording& one = reading.recordings.at(0);
  EXPECT_EQ(one.id, "D1-7");
  EXPECT_EQ(one.duration, MediaTime{185'000'000});
  EXPECT_EQ(one.moods, "calm|cold");
  EXPECT_EQ(one.version, "stinger");
  EXPECT_EQ(one.release_date, "2026-02-01");
  EXPECT_THAT(writer_names(one.work), ElementsAre("Ann", "Bob"));
}

TEST(Layouts, OfAMappingFileAreToldWhatIsWrongWithThem) {
  const auto problem = [](std::string_view text, const char* name = "m.toml") {
    const auto layout = layout_of_text(text, name);
    return layout ? std::string() : layout.error().message();
  };
  EXPECT_EQ(problem(R"({"columns": {"Name": "title"}})", "m.json"), "");
  EXPECT_THAT(problem("x = "), HasSubstr("m.toml: 1: no TOML"));
  EXPECT_THAT(problem("{", "m.json"), HasSubstr("m.json: 1: no JSON"));
  EXPECT_THAT(problem("# \xC3\xA9\n[c\xEF\xBB\xBFx]"), HasSubstr("m.toml: 2: no TOML"));
  EXPECT_THAT(problem("m = 5505\"555!>)112\xCF\xBBp\"\n"), HasSubstr("m.toml: 1: no TOML"));
  EXPECT_THAT(problem("m = \"a\nb = \xCF\xBB\""), HasSubstr("m.toml: 1: no TOML"));
  EXPECT_EQ(problem("\xEF\xBB\xBF[columns] # \xC3\xA9\n\"Titr\xC3\xA9 \\\" {n}\" = \"title\""), "");
  EXPECT_THAT(problem("a = [\n 'x\xC3\xA9', \"\"\"y \"\n\xC3\xA9\"\"\"\"] # \"\nb.'c' = {d = ''}"),
              HasSubstr("columns: there is no such table"))
      << "all of this is TOML";
  EXPECT_THAT(problem("a = 1"), HasSubstr("columns: there is no such table"));
  EXPECT_THAT(problem("[columns]\nA = \"colour\""), HasSubstr("no column \"colour\""));
  EXPECT_THAT(problem("[columns]\nA = \"~7E \xC3\xA9\""), HasSubstr("no column \"~7E \xC3\xA9\""));
  EXPECT_THAT(problem("[columns]\nA = { form = \"x\" }"), HasSubstr("no form \"x\""));
  EXPECT_THAT(problem("[columns]\nA = { words = {} }"), HasSubstr("says no column"));
  EXPECT_THAT(problem("[columns]\nA = 5"), HasSubstr("not a text"));
}

}  // namespace
}  // namespace engine::catalogue
