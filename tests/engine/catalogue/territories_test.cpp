#include "engine/catalogue/territories.h"

namespace engine::catalogue {
namespace {

TEST(Territories, AreFoundByNumberCodeAndName) {
  EXPECT_EQ(territory_code("2136"), kWorld);
  EXPECT_EQ(territory_code("world"), kWorld);
  EXPECT_EQ(territory_code("de"), "0276");
  EXPECT_EQ(territory_code("276"), "0276");
  EXPECT_EQ(territory_code("European Union"), "2123");
  for (const char* text : {"", "9999", "QQ", "Atlantis"}) EXPECT_EQ(territory_code(text), "");
}

TEST(Territories, LieInTheirGroups) {
  EXPECT_TRUE(lies_in("0276", "2136"));
  EXPECT_TRUE(lies_in("0276", "2120")) << "Germany lies in Europe, on its continent";
  EXPECT_TRUE(lies_in("2131", "2122")) << "and so does Scandinavia";
  EXPECT_TRUE(lies_in("0276", "0276"));
  EXPECT_FALSE(lies_in("0276", "2101"));
  EXPECT_FALSE(lies_in("2120", "0276"));
  EXPECT_FALSE(lies_in("0630", "0840")) << "Puerto Rico is not the United States";
  EXPECT_FALSE(lies_in("0826", "2123"));
}

TEST(Territories, AreShownAsPeopleWriteThem) {
  EXPECT_EQ(territory_name("0276"), "DE");
  EXPECT_EQ(territory_name("2136"), "World");
  EXPECT_EQ(territory_name("XX"), "XX");
}

}  // namespace
}  // namespace engine::catalogue
