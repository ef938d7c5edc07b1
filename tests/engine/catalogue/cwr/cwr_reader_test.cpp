#include "engine/catalogue/cwr/cwr_reader.h"

#include "engine/catalogue/shares.h"
#include "tests/engine/catalogue/fed_in_pieces.h"

#include <random>

namespace engine::catalogue::cwr {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Reading {
  std::vector<Recording> recordings;
  std::vector<Acknowledgement> answers;
  std::vector<std::string> problems;
  std::string layout;
  std::string failure;
};

Reading read(std::string_view text, const std::vector<std::size_t>& cuts = {},
             const std::string& name = "c.V21") {
  Reading reading;
  CwrReader reader(
      {.name = name},
      {.header = [&](const SourceHeader& header) { reading.layout = header.layout; },
       .row = [&](const ImportRow& row) -> Result<void> {
         reading.recordings.push_back(row.recording);
         return {};
       },
       .acknowledged = [&](Acknowledgement told, const auto&) -> Result<void> {
         reading.answers.push_back(std::move(told));
         return {};
       },
       .rejected = [&](const SourceRow&,
                       const Error& why) { reading.problems.push_back(why.message()); },
       .problem = [&](const Error& why) { reading.problems.push_back(why.message()); }});
  const auto summary = fed_in_pieces(reader, text, cuts);
  if (!summary) reading.failure = summary.error().message();
  return reading;
}

/// A record of the first transaction: its type and what stands from a position on.
struct At {
  std::size_t position;
  std::string text;
};
std::string record(const std::string& type, int number, const std::vector<At>& fields) {
  std::string digits = std::to_string(number);
  digits.insert(0, 8 - digits.size(), '0');
  std::string line = type + "00000000" + digits;
  for (const At& field : fields) {
    if (line.size() < field.position - 1 + field.text.size()) {
      line.resize(field.position - 1 + field.text.size(), ' ');
    }
    line.replace(field.position - 1, field.text.size(), field.text);
  }
  return line + "\r\n";
}

const std::string kHead =
    "HDRPB014107338HOUSE MUSIC                                  01.102026112115143320261121\r\n"
    "GRHNWR0000102.100000000000\r\n";
const std::string kTail = "GRT000010000000100000014\r\nTRL000010000000100000016\r\n";

/// A library work, published, with a writer of somebody else.
std::string sample() {
  return kHead +
         record("NWR", 0,
                {{20, "COLD DAY"},
                 {82, "W1"},
                 {96, "T0345246801"},
                 {107, "20200131"},
                 {127, "POP"},
                 {130, "000205"},
                 {136, "Y"},
                 {143, "ORI"}}) +
         record("SPU", 1,
                {{20, "01"},
                 {22, "P1"},
                 {31, "HOUSE MUSIC"},
                 {77, "E "},
                 {88, "00014107338"},
                 {113, "052"},
                 {116, "02500"},
                 {121, "044"},
                 {124, "05000"},
                 {132, "05000"}}) +
         record("SPT", 2, {{20, "P1"}, {35, "025000500005000"}, {50, "I2136N001"}}) +
         record("SPT", 3, {{20, "P1"}, {35, "000000000000000"}, {50, "E0840N002"}}) +
         record("SWR", 4,
                {{20, "A1"},
                 {29, "AUTHOR"},
                 {74, "ANN"},
                 {105, "CA"},
                 {116, "00052210040"},
                 {127, "052"},
                 {130, "02500"}}) +
         record("SWT", 5, {{20, "A1"}, {29, "025000000000000"}, {44, "I2136N001"}}) +
         record("PWR", 6, {{20, "P1"}, {29, "HOUSE MUSIC"}, {74, "SA1"}, {102, "A1"}}) +
         record("OWR", 7,
                {{20, "B1"},
                 {29, "OTHER"},
                 {74, "BOB"},
                 {105, "C "},
                 {130, "05000"},
                 {138, "05000"},
                 {146, "05000"}}) +
         record("ALT", 8, {{20, "JOUR FROID"}, {80, "AT"}, {82, "FR"}}) +
         record("PER", 9, {{20, "THE BAND"}}) +
         record("REC", 10,
                {{20, "20210305"},
                 {88, "000205"},
                 {99, "DAYS"},
                 {159, "LABEL"},
                 {250, "USSKG1912345"}}) +
         record("ORN", 11, {{20, "LIB"}, {83, "DL001"}, {98, "0007"}, {102, "DEEP LIB"}}) + kTail;
}

TEST(CwrReader, ReadsAWorkWithAllItsRecords) {
  const Reading reading = read(sample());
  EXPECT_EQ(reading.failure, "");
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.layout, "cwr21");
  ASSERT_EQ(reading.recordings.size(), 1U);
  const Recording& one = reading.recordings[0];
  EXPECT_EQ(one.title, "COLD DAY");
  EXPECT_EQ(one.isrc, "USSKG1912345");
  EXPECT_EQ(one.duration, MediaTime{125'000'000});
  EXPECT_EQ(one.release_date, "2021-03-05");
  EXPECT_EQ(one.library, "DEEP LIB");
  EXPECT_EQ(one.album_code, "DL001");
  EXPECT_EQ(one.cut, "7");
  const Work& work = one.work;
  EXPECT_EQ(work.id, "W1");
  EXPECT_EQ(work.iswc, "T0345246801");
  EXPECT_EQ(work.details.at("copyright_date"), "2020-01-31");
  EXPECT_EQ(work.details.at("category"), "POP");
  EXPECT_EQ(work.details.at("cwr_record_001"), "PERTHE BAND");
  EXPECT_THAT(work.titles, ElementsAre(WorkTitle{"JOUR FROID", "AT", "FR"}));
  ASSERT_EQ(work.contributions.size(), 3U);
  EXPECT_EQ(work.contributions[0].party.name, "ANN AUTHOR");
  EXPECT_EQ(work.contributions[0].party.family_name, "AUTHOR");
  EXPECT_EQ(work.contributions[0].share_bp, 3'333);
  EXPECT_TRUE(work.contributions[0].controlled);
  EXPECT_FALSE(work.contributions[1].controlled);
  const Contribution& house = work.contributions[2];
  EXPECT_EQ(house.writers, (std::vector<PublishedWriter>{{0, "SA1", ""}}));
  EXPECT_EQ(house.party.mechanical_society, "044");
  const auto collected = [&](const char* place) {
    return shares_of(work, {.kind = ShareKind::kCollection, .territory = place}).total_ppm;
  };
  EXPECT_EQ(collected("DE"), 1'000'000);
  EXPECT_EQ(collected("US"), 750'000);
}

TEST(CwrReader, ReadsTheSameHoweverTheBytesAreCut) {
  const std::string text = sample();
  const Reading whole = read(text);
  std::mt19937 random(6);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::size_t> cuts(random() % 6);
    for (std::size_t& cut : cuts) cut = random() % (text.size() + 1);
    std::sort(cuts.begin(), cuts.end());
    const Reading cut = read(text, cuts);
    ASSERT_EQ(cut.recordings, whole.recordings);
    ASSERT_EQ(cut.problems, whole.problems);
  }
}

TEST(CwrReader, LosesNoMoreThanTheRecordThatIsWrong) {
  std::string text = sample();
  text.replace(text.find("SPT0000000000000002P1"), 21, "SPT0000000000000002P9");
  text.replace(text.find("OWR"), 3, "QQQ");
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems,
              ElementsAre(HasSubstr("c.V21:5: RR: SPT: no publisher has the number 'P9'"),
                          HasSubstr("c.V21:10: RR: QQQ: 'QQQ' is no record of a work")));
  ASSERT_EQ(reading.recordings.size(), 1U);
  EXPECT_EQ(reading.recordings[0].work.contributions.size(), 2U);
}

TEST(CwrReader, TellsOfFieldsThatItCannotRead) {
  std::string text = sample();
  text.replace(text.find("I2136"), 5, "I9999");
  text.replace(text.find("02500", text.find("SWR")), 5, "2x500");
  EXPECT_THAT(read(text).problems,
              ElementsAre(HasSubstr("FR: SPT: '9999' is no territory"),
                          HasSubstr("FR: SWR: '2x500' at position 130 is no share")));
}

TEST(CwrReader, LeavesOutAWorkThatHasNoNumberAndGoesOn) {
  const std::string nameless = record("NWR", 0, {{20, "NO NUMBER"}});
  std::string text = sample();
  text.insert(kHead.size(), nameless);
  const Reading reading = read(text);
  EXPECT_EQ(reading.recordings.size(), 1U);
  EXPECT_THAT(reading.problems.at(0), HasSubstr("c.V21:3: TR: submitter work number: empty"));
}

TEST(CwrReader, TellsOfCountsThatDoNotFit) {
  std::string text = sample();
  text.replace(text.find("GRT0000100000001"), 16, "GRT0000100000002");
  EXPECT_THAT(read(text).problems,
              ElementsAre(HasSubstr("GR: GRT: says 00000002 transactions, and there are 1")));
  text = sample();
  text.erase(text.find("TRL"));
  EXPECT_THAT(read(text).problems, ElementsAre(HasSubstr("ER: TRL: missing")));
}

TEST(CwrReader, RefusesWhatIsNoCwr) {
  EXPECT_THAT(read("title\nA\n").failure, HasSubstr("'tit' where a CWR file has HDR"));
  EXPECT_THAT(read("").failure, HasSubstr("empty"));
  EXPECT_THAT(read("HDR" + std::string(9'000, 'x')).failure, HasSubstr("longer than any record"));
}

const std::string kAnswerHead = "HDRSO000000052PRS\r\nGRHACK0000102.100000000000\r\n";

std::string answer(const std::string& work_id, const std::string& status) {
  return record("ACK", 0,
                {{20, "20261121101500"},
                 {34, "0000100000000NWR"},
                 {50, "COLD DAY"},
                 {110, work_id},
                 {130, "250310HN"},
                 {150, "20261122" + status}});
}

TEST(CwrReader, ReadsWhatASocietyAnswers) {
  const std::string text = kAnswerHead + answer("W1", "AS") +
                           record("MSG", 1, {{20, "F00000000NWRF005DATE WAS NOT VALID"}}) +
                           record("NWR", 2, {{20, "COLD DAY"}, {82, "W1"}, {96, "T0345246801"}}) +
                           record("SWR", 3, {{20, "A1"}, {29, "AUTHOR"}}) +
                           "GRT000010000000100000006\r\nTRL000010000000100000008\r\n";
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_THAT(reading.recordings, IsEmpty()) << "what is repeated registers nothing";
  EXPECT_THAT(reading.answers, ElementsAre(Acknowledgement{.work_id = "W1",
                                                           .title = "COLD DAY",
                                                           .society = "052",
                                                           .status = "AS",
                                                           .number = "250310HN",
                                                           .iswc = "T0345246801",
                                                           .messages = {"DATE WAS NOT VALID"}}));
}

TEST(CwrReader, ReadsANoticeOfAnIswc) {
  const std::string text = kAnswerHead +
                           record("ISW", 0, {{20, "COLD DAY"}, {82, "W1"}, {96, "T0345246801"}}) +
                           record("SWR", 1, {{20, "A1"}, {29, "AUTHOR"}}) +
                           "GRT000010000000100000004\r\nTRL000010000000100000006\r\n";
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.answers.size(), 1U);
  EXPECT_EQ(reading.answers[0].work_id, "W1");
  EXPECT_EQ(reading.answers[0].iswc, "T0345246801");
}

TEST(CwrReader, TellsARegistrationBehindAnAnswerFromOneThatIsRepeated) {
  const std::string text = kAnswerHead + answer("W1", "RA") +
                           record("REV", 0, {{20, "OTHER"}, {82, "W2"}}) +
                           "GRT000010000000200000004\r\nTRL000010000000200000006\r\n";
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems, IsEmpty());
  EXPECT_EQ(reading.answers.size(), 1U);
  ASSERT_EQ(reading.recordings.size(), 1U);
  EXPECT_EQ(reading.recordings[0].work.id, "W2");
}

TEST(CwrReader, LeavesOutAnAnswerThatNamesNoWorkOrNoSociety) {
  const std::string tail = "GRT000010000000100000003\r\nTRL000010000000100000005\r\n";
  EXPECT_THAT(read(kAnswerHead + answer("", "AS") + tail).problems,
              ElementsAre(HasSubstr("c.V21:3: TR: submitter work number: empty")));
  const std::string head = "HDRPB014107338HOUSE\r\nGRHACK0000102.100000000000\r\n";
  EXPECT_THAT(read(head + answer("W1", "AS") + tail).problems,
              ElementsAre(HasSubstr("the file's sender is no society")));
}

TEST(CwrReader, MeasuresRecordsInCharacters) {
  std::string name;
  for (int i = 0; i < 400; ++i) name += "\xE5\xAE\xB6";  // More than 1,000 bytes.
  const std::string text = kHead + record("NWR", 0, {{20, "X"}, {82, "W1"}}) +
                           record("NWN", 1, {{20, "A1       " + name}}) +
                           "GRT000010000000100000004\r\nTRL000010000000100000006\r\n";
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems, IsEmpty());
  ASSERT_EQ(reading.recordings.size(), 1U);
  EXPECT_EQ(reading.recordings[0].work.details.at("cwr_record_001"), "NWNA1       " + name);
}

TEST(CwrReader, LeavesOutAgreements) {
  const std::string text = "HDRPB014107338HOUSE\r\nGRHAGR0000102.100000000000\r\n" +
                           record("AGR", 0, {}) + record("TER", 1, {}) +
                           "GRT000010000000100000004\r\nTRL000010000000100000006\r\n";
  EXPECT_THAT(read(text).problems, ElementsAre(HasSubstr("TR: AGR: not a registration")));
}

TEST(CwrReader, TellsThePlacesOfAPublisherInSeveralChainsApart) {
  const std::string text =
      kHead + record("NWR", 0, {{20, "X"}, {82, "W1"}}) +
      record("SPU", 1, {{20, "01"}, {22, "P1"}, {31, "CROWN"}, {77, "E "}, {116, "02500"}}) +
      record("SPT", 2, {{20, "P1"}, {35, "02500"}, {50, "I2136N001"}}) +
      record("SPU", 3, {{20, "02"}, {22, "P2"}, {31, "LIBERTY"}, {77, "E "}, {116, "02500"}}) +
      record("SPU", 4, {{20, "02"}, {22, "P1"}, {31, "CROWN"}, {77, "SE"}}) +
      record("SPT", 5, {{20, "P1"}, {35, "02500"}, {50, "I2136N001"}}) +
      record("SWR", 6, {{20, "A1"}, {29, "AUTHOR"}, {105, "CA"}, {130, "05000"}}) +
      record("SWT", 7, {{20, "A1"}, {29, "05000"}, {44, "I2136N001"}}) +
      record("PWR", 8, {{20, "P1"}, {29, "CROWN"}, {102, "A1"}, {111, "01"}}) +
      record("PWR", 9, {{20, "P2"}, {29, "LIBERTY"}, {102, "A1"}, {111, "02"}}) +
      "GRT000010000000100000012\r\nTRL000010000000100000014\r\n";
  const Reading reading = read(text);
  EXPECT_THAT(reading.problems, IsEmpty());
  const Work& work = reading.recordings.at(0).work;
  ASSERT_EQ(work.contributions.size(), 4U);
  EXPECT_EQ(work.contributions[1].terms.size(), 2U);
  EXPECT_EQ(work.contributions[3].terms.size(), 2U) << "collects in the second chain too";
  EXPECT_EQ(work.contributions[1].writers.size(), 1U);
  EXPECT_TRUE(work.contributions[3].writers.empty());
  EXPECT_EQ(shares_of(work, {.kind = ShareKind::kCollection}).total_ppm, 1'000'000);
}

TEST(CwrReader, IsChosenByContentAndName) {
  EXPECT_TRUE(looks_like_cwr(kHead, "anything"));
  EXPECT_TRUE(looks_like_cwr("", "CW260001ABC_000.V22"));
  EXPECT_FALSE(looks_like_cwr("HDR,title\n", "c.csv"));
}

TEST(CwrReader, ReadsNamesOfOtherLettersAtTheirPlaces) {
  for (const char* name : {"M\xC3\x9CLLER", "M\xDCLLER"}) {
    std::string line = record("OWR", 1, {{20, "B1"}, {105, "C "}, {130, "10000"}});
    std::string field = name;
    field.resize(field.size() + (45 - 6), ' ');
    line.replace(28, 45, field);
    const Reading reading = read(kHead + record("NWR", 0, {{20, "X"}, {82, "W1"}}) + line +
                                 "GRT000010000000100000004\r\nTRL000010000000100000006\r\n");
    ASSERT_EQ(reading.recordings.size(), 1U);
    const Contribution& one = reading.recordings[0].work.contributions.at(0);
    EXPECT_EQ(one.party.name, "M\xC3\x9CLLER");
    EXPECT_EQ(one.role, "C");
    EXPECT_EQ(one.share_bp, 10'000);
  }
}

}  // namespace
}  // namespace engine::catalogue::cwr
