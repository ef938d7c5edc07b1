#include "engine/catalogue/identifiers/identifiers.h"

#include <algorithm>

namespace engine::identifiers {
namespace {

using testing::HasSubstr;

struct Vector {
  std::string_view family;
  std::string given;
  std::string text;  ///< The compact form; empty for an id that is invalid.
};

void PrintTo(const Vector& vector, std::ostream* out) {
  *out << vector.family << " " << vector.given;
}

const Family& family_named(std::string_view name) {
  return *std::find_if(families().begin(), families().end(),
                       [&](const Family& one) { return one.name == name; });
}

class IdentifierTest : public testing::TestWithParam<Vector> {};

TEST_P(IdentifierTest, IsReadAndShown) {
  const Vector& vector = GetParam();
  const Family& family = family_named(vector.family);
  const Reading reading = family.read(vector.given);
  if (vector.text.empty()) {
    EXPECT_FALSE(reading.valid());
    EXPECT_FALSE(reading.problem.empty());
    EXPECT_EQ(reading.text, vector.given) << "an invalid id is kept as it was given";
    return;
  }
  EXPECT_EQ(reading, (Reading{vector.text, ""}));
  EXPECT_EQ(family.read(family.display(reading.text)), reading) << "what is shown can be read";
  EXPECT_EQ(family.read("  " + vector.given + "\t"), reading);
}

// The vectors come from registries and published examples; every check digit was computed anew.
INSTANTIATE_TEST_SUITE_P(
    Valid, IdentifierTest,
    testing::Values(Vector{"ISRC", "USSKG1912345", "USSKG1912345"},
                    Vector{"ISRC", "ISRC AA-6Q7-20-00047", "AA6Q72000047"},
                    Vector{"ISRC", "GBEMI0300013", "GBEMI0300013"},
                    Vector{"ISRC", "isrc: us-rh1-09-03879", "USRH10903879"},
                    Vector{"ISWC", "T-034.524.680-1", "T0345246801"},
                    Vector{"ISWC", "T-071.020.439-9", "T0710204399"},
                    Vector{"ISWC", "T-000.000.001-0", "T0000000010"},
                    Vector{"ISWC", "t1234567894", "T1234567894"},
                    Vector{"ISWC", "T-910.924.731-6", "T9109247316"},
                    Vector{"ISWC", "ISWC T-910.008.565-2", "T9100085652"},
                    Vector{"ISWC", "T-927.026.487-4", "T9270264874"},
                    Vector{"IPI name number", "00014107338", "00014107338"},
                    Vector{"IPI name number", "52210040", "00052210040"},
                    Vector{"IPI name number", "00045620792", "00045620792"},
                    Vector{"IPI name number", "00159586128", "00159586128"},
                    Vector{"IPI name number", "00334284961", "00334284961"},
                    Vector{"IPI name number", "87038166", "00087038166"},
                    Vector{"IPI name number", "494.24.88.17", "00494248817"},
                    Vector{"IPI name number", "00000000199", "00000000199"},
                    Vector{"IPI name number", "00000000297", "00000000297"},
                    Vector{"IPI base number", "I-000000229-7", "I-000000229-7"},
                    Vector{"IPI base number", "i1234567893", "I-123456789-3"}));

INSTANTIATE_TEST_SUITE_P(
    ValidOfParties, IdentifierTest,
    testing::Values(
        Vector{"ISNI", "0000 0001 2146 438X", "000000012146438X"},
        Vector{"ISNI", "000000012281955X", "000000012281955X"},
        Vector{"ISNI", "https://isni.org/isni/000000012150090X", "000000012150090X"},
        Vector{"ISNI", "ISNI 0000-0001-2124-423x", "000000012124423X"},
        Vector{"ISAN", "0000-0001-8947-0000-8-0000-0000-D",
               "00000001894700008"
               "00000000D"},
        Vector{"ISAN", "0000-0001-8CFA-0000-I-0000-0000-K",
               "000000018CFA0000I"
               "00000000K"},
        Vector{"ISAN", "0000-0000-D07A-0090-Q-0000-0000-X",
               "00000000D07A0090Q"
               "00000000X"},
        Vector{"ISAN", "ISAN 1881-66C7-3420-6541-Y-9F3A-0245-O",
               "188166C734206541Y"
               "9F3A0245O"},
        Vector{"ISAN", "0000-0001-8CFA-0000", "000000018CFA0000I"},
        Vector{"ISAN", "188166C7342065419F3A0245",
               "188166C734206541Y"
               "9F3A0245O"},
        Vector{"EIDR", "10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"},
        Vector{"EIDR", "https://doi.org/10.5240/ea73-79d7-1b2b-b378-3a73-m",
               "10.5240/EA73-79D7-1B2B-B378-3A73-M"},
        Vector{"EIDR", "F85AE100B0685B8FB1C8T", "10.5240/F85A-E100-B068-5B8F-B1C8-T"},
        Vector{"EIDR", "10.5240/1489-49A2-3956-4B2D-FE16-5", "10.5240/1489-49A2-3956-4B2D-FE16-5"},
        Vector{"DPID", "PA-DPIDA-2013020802-I", "PADPIDA2013020802I"},
        Vector{"DPID", "PADPIDA2007061301U", "PADPIDA2007061301U"},
        Vector{"DPID", "PADPIDA2014111801Y", "PADPIDA2014111801Y"},
        Vector{"DPID", "PADPIDA20070627029", "PADPIDA20070627029"},
        Vector{"GRid", "A1-2425G-ABC1234002-M", "A12425GABC1234002M"},
        Vector{"EAN", "4006381333931", "4006381333931"}));

INSTANTIATE_TEST_SUITE_P(
    Invalid, IdentifierTest,
    testing::Values(Vector{"ISRC", "US-SKG-19-1234", ""}, Vector{"ISRC", "1SSKG1912345", ""},
                    Vector{"ISRC", "USSKG19123456", ""}, Vector{"ISWC", "T-345.246.800-1", ""},
                    Vector{"ISWC", "T-123.456.789-3", ""}, Vector{"ISWC", "T-010.433.992-8", ""},
                    Vector{"ISWC", "0345246801", ""}, Vector{"IPI name number", "00004576012", ""},
                    Vector{"IPI name number", "00119750569", ""},
                    Vector{"IPI name number", "00000000100", ""},
                    Vector{"IPI name number", "123456789012", ""},
                    Vector{"IPI base number", "I-000000393-4", ""},
                    Vector{"IPI base number", "I-001626874-3", ""},
                    Vector{"ISNI", "000000011111955X", ""}, Vector{"ISNI", "0000000000000010", ""},
                    Vector{"ISAN", "0000-0001-8CFA-0000-A-0000-0000-K", ""},
                    Vector{"ISAN", "0000-0001-8CFA-000G", ""},
                    Vector{"EIDR", "10.5240/3C76-C9B7-0A8A-CC05-1C2A-Y", ""},
                    Vector{"DPID", "PADPIDA2014999999Z", ""},
                    Vector{"DPID", "PADPIDA2013020803I", ""},
                    Vector{"GRid", "A12425GABC1234002N", ""}, Vector{"EAN", "4006381333932", ""},
                    Vector{"EAN", "400638133393", ""}));

TEST(Identifiers, TakeNoIsrcFromWhatOnlyLooksLikeOne) {
  for (const char* text :
       {"US-S1Z-99-000011", "USS1Z99O0001", "US_S1Z9900001", "ISRC", "\xC3\x9CSS1Z990001"}) {
    EXPECT_FALSE(read_isrc(text).valid()) << text;
    EXPECT_EQ(read_isrc(text).text, text);
  }
  EXPECT_EQ(read_isrc("ISRC US S1Z 99 00001").text, "USS1Z9900001");
}

TEST(Identifiers, NameTheDigitThatWasExpected) {
  EXPECT_THAT(read_iswc("T-345.246.800-1").problem, HasSubstr("is 1 and should be 3"));
  EXPECT_THAT(read_ipi_name("00004576012").problem, HasSubstr("are 12 and should be 06"));
  EXPECT_THAT(read_ipi_name("00119750569").problem, HasSubstr("should be 68"));
  EXPECT_THAT(read_ipi_base("I-000000393-4").problem, HasSubstr("should be 8"));
  EXPECT_THAT(read_eidr("10.5240/3C76-C9B7-0A8A-CC05-1C2A-Y").problem, HasSubstr("should be 4"));
  EXPECT_THAT(read_dpid("PADPIDA2014999999Z").problem, HasSubstr("should be X"));
}

TEST(Identifiers, TakeNothingAndAllZerosForAbsent) {
  for (const Family& family : families()) EXPECT_TRUE(family.read("  ").absent()) << family.name;
  EXPECT_TRUE(read_ipi_name("00000000000").absent());
}

TEST(Identifiers, ShowWhatTheStandardsShow) {
  EXPECT_EQ(display_isrc("AA6Q72000047"), "ISRC AA-6Q7-20-00047");
  EXPECT_EQ(display_iswc("T0345246801"), "T-034.524.680-1");
  EXPECT_EQ(display_isni("000000012146438X"), "0000 0001 2146 438X");
  EXPECT_EQ(display_isan("000000018CFA0000I00000000K"), "0000-0001-8CFA-0000-I-0000-0000-K");
  EXPECT_EQ(display_dpid("PADPIDA2013020802I"), "PA-DPIDA-2013020802-I");
  EXPECT_EQ(display_grid("A12425GABC1234002M"), "A1-2425G-ABC1234002-M");
}

TEST(Identifiers, ShowWhatIsNoIdAsItIs) {
  for (const Family& family : families()) EXPECT_EQ(family.display("no id"), "no id");
}

}  // namespace
}  // namespace engine::identifiers
