// A catalogue that goes out as CWR 2.2 and comes in again has lost nothing that CWR can hold.
#include "engine/catalogue/cwr/cwr_reader.h"
#include "engine/catalogue/cwr/cwr_writer.h"
#include "engine/catalogue/recording_merge.h"
#include "engine/catalogue/shares.h"

#include <random>

namespace engine::catalogue::cwr {
namespace {

using testing::IsEmpty;

/// Works as CWR can hold them: capitals, hundredths of a percent, what you control before the rest.
class WorkMaker {
 public:
  explicit WorkMaker(unsigned seed) : random_(seed) {}

  std::vector<Recording> make(int number) {
    Work work;
    work.id = "W" + std::to_string(number);
    work.title = "WORK " + std::to_string(number);
    if (chance()) work.iswc = "T0345246801";
    make_parties(work);
    fill_side_shares(work);
    for (int i = below(3); i > 0; --i) {
      work.titles.push_back({"OTHER TITLE " + std::to_string(i), "AT", chance() ? "DE" : ""});
    }
    for (int i = below(3); i > 0; --i) work.numbers.push_back({"052", "N" + std::to_string(i)});
    work.details = {{"category", "POP"}, {"recorded", "Y"}, {"version_type", "ORI"}};
    if (chance()) work.details["copyright_date"] = "2020-01-31";
    if (chance()) keep_records(work);
    return recordings_of(work, number);
  }

 private:
  int below(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }
  bool chance() { return below(2) == 1; }

  std::vector<std::int32_t> split_whole(std::size_t parts) {
    std::vector<std::int64_t> weights(parts);
    for (auto& weight : weights) weight = 1 + below(100);
    std::vector<std::int32_t> shares;
    for (const auto units : apportioned(weights, 10'000)) {
      shares.push_back(static_cast<std::int32_t>(units) * 100);
    }
    return shares;
  }

  /// One of each record that has no place in the catalogue, in the order of the specification:
  /// names in other alphabets behind their parties, and behind what they say otherwise.
  static void keep_records(Work& work) {
    const std::string native = "\xD0\x94\xD0\xBE\xD0\xBC \xE5\xAE\xB6";
    std::vector<std::string> records;
    const auto name_parties = [&](ContributionKind kind) {
      for (const Contribution& one : work.contributions) {
        if (one.kind != kind) continue;
        const std::string chain = "0" + std::to_string(one.chain);
        const std::string number = one.party.number + "      ";  // To nine characters.
        const bool writer = kind == ContributionKind::kWriter;
        records.push_back((writer ? "NWN" : "NPN" + chain) + number + native);
      }
    };
    name_parties(ContributionKind::kPublisher);
    name_parties(ContributionKind::kWriter);
    const std::vector<std::string> others = {
        "NAT" + native, "EWTWHOLE WORK",    "NET" + native,
        "NOW" + native, "VERFIRST VERSION", "NVT" + native,
        "NOW" + native, "PERTHE BAND",      "NPR" + native,
        "PERANN",       "NPR" + native,     "ORNTELTHE SHOW",
        "INS001",       "INDALT",           "COMPART",
        "NCT" + native, "ARI052123",        "XRF052N9            WU"};
    records.insert(records.end(), others.begin(), others.end());
    for (std::size_t i = 0; i < records.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      work.details["cwr_record_" + std::string(3 - number.size(), '0') + number] = records[i];
    }
  }

  void make_parties(Work& work) {
    const int controlled = below(3);
    const int others = 1 + below(2);
    const int publishers = controlled > 0 ? 1 + below(2) : 0;
    const auto count = static_cast<std::size_t>(controlled + others + publishers);
    const auto performance = split_whole(count);
    const auto mechanical = split_whole(count);
    for (std::size_t i = 0; i < count; ++i) {
      Contribution one;
      const int place = static_cast<int>(i);
      const bool writer = place < controlled + others;
      one.kind = writer ? ContributionKind::kWriter : ContributionKind::kPublisher;
      one.controlled = !writer || place < controlled;
      one.party.number = "IP" + std::to_string(i);
      one.party.name = writer ? "ANN " + std::string(1, static_cast<char>('A' + i)) + "UTHOR"
                              : "HOUSE " + std::to_string(i);
      if (writer) one.party.family_name = one.party.name.substr(4);
      if (chance()) one.party.ipi = "00014107338";
      if (chance()) one.party.ipi_base = "I-000000229-7";
      if (chance()) one.party.society = "052";
      if (chance()) one.party.mechanical_society = "044";
      one.role = writer ? "CA" : "E";
      one.terms = {{.shares_ppm = {performance[i], mechanical[i], mechanical[i]}}};
      if (one.controlled) add_collection(one, performance[i], mechanical[i]);
      if (!writer) {
        one.chain = static_cast<std::uint32_t>(place - controlled - others + 1);
        for (int w = 0; w < controlled; ++w) {
          one.writers.push_back({static_cast<std::uint32_t>(w), chance() ? "SA1" : "", ""});
        }
        if (chance()) one.details["agreement_type"] = "OS";
      } else if (chance()) {
        one.details["personal_number"] = "000000000017";
      }
      work.contributions.push_back(std::move(one));
    }
  }

  void add_collection(Contribution& one, std::int32_t performance, std::int32_t mechanical) {
    one.terms.push_back(
        {.kind = ShareKind::kCollection, .shares_ppm = {performance, mechanical, mechanical}});
    if (!chance()) return;
    one.terms.push_back({.kind = ShareKind::kCollection, .territory = "0840", .excluded = true});
  }

  std::vector<Recording> recordings_of(const Work& work, int number) {
    std::vector<Recording> recordings;
    const int in_library = below(3);
    for (int i = 1 + below(2) + in_library; i > 0; --i) {
      Recording one;
      one.id = "R" + std::to_string(number) + "-" + std::to_string(recordings.size());
      one.title = "RECORDING " + std::to_string(i);
      if (static_cast<int>(recordings.size()) < in_library) {
        one.library = "DEEP LIB";
        one.album_code = "DL" + std::to_string(number);
        one.cut = std::to_string(i);
      }
      if (chance()) one.isrc = "USSKG1912345";
      if (chance()) one.version_title = "RADIO EDIT";
      if (chance()) one.artist = "THE BAND";
      if (chance()) one.album = "DAYS";
      if (chance()) one.label = "LABEL";
      if (chance()) one.catalogue_number = "CAT1";
      if (chance()) one.ean = "4006381333931";
      if (chance()) one.release_date = "2021-03-05";
      if (chance()) one.duration = MediaTime{(1 + below(4'000)) * 1'000'000LL};
      one.version.clear();
      one.work = work;
      recordings.push_back(std::move(one));
    }
    return recordings;
  }

  std::mt19937 random_;
};

TEST(CwrRoundTrip, LosesNothingThatCwrCanHold) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    WorkMaker maker(seed);
    CwrFrame frame(Version::k22, {.number = "00014107338", .name = "House"},
                   "2026-11-21T15:14:33Z");
    std::vector<Recording> expected;
    std::string text;
    for (int i = 0; i < 10; ++i) {
      const std::vector<Recording> recordings = maker.make(i);
      ASSERT_THAT(lacking(recordings.front().work), IsEmpty());
      text += frame.transaction(recordings.front().work, recordings);
      for (const Recording& one : recordings) expected.push_back(cleaned(one));
    }
    text = frame.header() + text + frame.trailer();
    std::vector<Recording> read;
    std::vector<std::string> problems;
    CwrReader reader(
        {.name = "c.V22"},
        {.row = [&](const ImportRow& row) -> Result<void> {
           read.push_back(cleaned(row.recording));
           return {};
         },
         .rejected = [&](const SourceRow&, const Error& why) { problems.push_back(why.message()); },
         .problem = [&](const Error& why) { problems.push_back(why.message()); }});
    ASSERT_TRUE(reader.feed(text));
    ASSERT_TRUE(reader.finish());
    ASSERT_THAT(problems, IsEmpty()) << "seed " << seed;
    ASSERT_EQ(read.size(), expected.size());
    for (std::size_t i = 0; i < read.size(); ++i) {
      ASSERT_EQ(read[i], expected[i]) << "seed " << seed << ", " << expected[i].id;
    }
  }
}

TEST(CwrWriter, PutsNamesInOtherAlphabetsBehindTheirParties) {
  const std::string native = "\xD0\x94\xD0\xBE\xD0\xBC";
  Work work = WorkMaker(0).make(1).front().work;
  work.details["cwr_record_001"] = "NWNIP0      " + native;
  work.details["cwr_record_002"] = "PERGRO\xC3\x9F     X";
  CwrFrame frame(Version::k22, {.number = "014107338", .name = "House"}, "2026-11-21T15:14:33Z");
  EXPECT_THAT(frame.header(), testing::Not(testing::HasSubstr("UTF-8")));
  const std::string text = frame.transaction(work, {});
  EXPECT_THAT(text,
              testing::ContainsRegex("[SO]WR[^\n]*IP0 [^\n]*\r\nNWN[0-9]*IP0      " + native));
  EXPECT_THAT(text, testing::HasSubstr("GROS     X")) << "columns stay where they are";
  EXPECT_EQ(frame.header().substr(86, 15), "UTF-8          ");
}

TEST(CwrWriter, LetsAnAdministratorCollectForTheOwnerOfItsChain) {
  Work work{.id = "W1", .title = "X", .iswc = {}, .contributions = {}};
  const auto add = [&](ContributionKind kind, const char* role, std::int32_t owned_ppm) {
    Contribution one{.kind = kind, .party = {.name = role}, .role = role, .share_bp = {}};
    one.party.number = role;
    one.controlled = true;
    one.chain = kind == ContributionKind::kPublisher ? 1 : 0;
    one.terms = {{.shares_ppm = {owned_ppm, owned_ppm, owned_ppm}}};
    work.contributions.push_back(one);
  };
  add(ContributionKind::kWriter, "CA", 500'000);
  add(ContributionKind::kPublisher, "E", 500'000);
  add(ContributionKind::kPublisher, "AM", 0);
  const auto collectors = [&] {
    std::string types;
    for (const std::string& line : write_transaction(work, {}, Version::k22, 0)) {
      if (line.starts_with("SPT")) types += line.substr(19, 2) + '|';
    }
    return types;
  };
  EXPECT_EQ(collectors(), "E |") << "nothing is said of who collects";
  ShareTerm all{.kind = ShareKind::kCollection, .shares_ppm = {500'000, 500'000, 500'000}};
  work.contributions[2].terms.push_back(all);
  EXPECT_EQ(collectors(), "AM|");
}

TEST(CwrWriter, WritesTheLengthsAndCountsOfTheSpecification) {
  WorkMaker maker(1);
  CwrFrame frame(Version::k21, {.number = "014107338", .name = "House"}, "2026-11-21T15:14:33Z");
  std::string text = frame.header();
  const auto recordings = maker.make(1);
  text += frame.transaction(recordings.front().work, recordings);
  text += frame.trailer();
  const std::map<std::string, std::size_t> lengths = {
      {"HDR", 101}, {"GRH", 28},  {"NWR", 260}, {"SPU", 183}, {"SPT", 58}, {"SWR", 180},
      {"SWT", 52},  {"PWR", 110}, {"ALT", 83},  {"REC", 266}, {"GRT", 24}, {"TRL", 24}};
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const std::size_t end = text.find("\r\n", at);
    const std::string line = text.substr(at, end - at);
    const auto known = lengths.find(line.substr(0, 3));
    if (known != lengths.end()) {
      EXPECT_EQ(line.size(), known->second) << line;
    }
    at = end + 2;
  }
  std::string counted = std::to_string(count);
  counted.insert(0, 8 - counted.size(), '0');
  EXPECT_TRUE(text.ends_with("TRL0000100000001" + counted + "\r\n"));
}

TEST(CwrWriter, SaysWhatAWorkLacks) {
  Work work;
  work.id = "work:R1";
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("a title")));
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("give work_id")));
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("a writer")));
  work.title = "X";
  work.id = "W1";
  work.id = "\xC2\xB8";  // A cedilla, of which nothing is left in capitals without accents.
  work.title = work.id;
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("a title in letters")));
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("unaccented letters")));
  work.title = "X";
  work.id = "W1";
  Contribution ann;
  ann.party = {.name = "Ann", .ipi = {}, .society = "Unheard Of"};
  work.contributions = {ann};
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("the role of Ann")));
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("society 'Unheard Of'")));
  EXPECT_THAT(lacking(work), testing::Contains(testing::HasSubstr("share of Ann is unknown")));
}

TEST(CwrText, IsWhatTheCharacterSetHolds) {
  EXPECT_EQ(cwr_text("\xC3\x89t\xC3\xA9 \xC3\x9F \xC5\x81\xC3\xB3\x64\xC5\xBA"), "ETE SS LODZ");
  EXPECT_EQ(cwr_text("a\tb"), "A?B");
}

}  // namespace
}  // namespace engine::catalogue::cwr
