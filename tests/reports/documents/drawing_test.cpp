#include "reports/documents/drawing.h"

#include "reports/documents/panel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reports::documents {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Drawing one_of_each() {
  Drawing drawing{100, 50, {}};
  drawing.add(Box{{0, 0}, 100, 50, {"#ffffff"}});
  drawing.add(Line{{{1, 2}, {3.25, 4}}, {"#0072b2"}, 2, true});
  drawing.add(Dots{{{5, 6}, {7.06, 8}}, {"#e69f00", 0.5}, 3});
  drawing.add(Text{{10, 20}, "Title", 12, {"#222222"}, Anchor::kMiddle, true});
  return drawing;
}

TEST(Svg, HasAnElementForEachShape) {
  EXPECT_EQ(svg_of(one_of_each()),
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50\" "
            "viewBox=\"0 0 100 50\" font-family=\"DejaVu Sans, Verdana, sans-serif\" "
            "fill=\"none\">\n"
            "<rect x=\"0\" y=\"0\" width=\"100\" height=\"50\" fill=\"#ffffff\"/>\n"
            "<polyline points=\"1,2 3.3,4\" stroke=\"#0072b2\" stroke-width=\"2\" "
            "stroke-dasharray=\"4 3\"/>\n"
            "<path d=\"M5 6h0M7.1 8h0\" stroke=\"#e69f00\" stroke-opacity=\"0.50\" "
            "stroke-width=\"3\" stroke-linecap=\"round\"/>\n"
            "<text x=\"10\" y=\"20\" font-size=\"12\" fill=\"#222222\" text-anchor=\"middle\" "
            "font-weight=\"bold\">Title</text>\n"
            "</svg>\n");
}

TEST(Svg, LetsNoTitleBecomeMarkup) {
  Drawing drawing{10, 10, {}};
  drawing.add(Text{{0, 0}, "<script>\"R&B\"</script>\x01\xFF", 12, {"#222222"}});
  const std::string svg = svg_of(drawing);
  EXPECT_THAT(svg, HasSubstr(">&lt;script&gt;&quot;R&amp;B&quot;&lt;/script&gt; \xEF\xBF\xBD<"));
}

TEST(Svg, LeavesOutDotsThatAreNone) {
  Drawing drawing{10, 10, {}};
  drawing.add(Dots{{}, {"#222222"}});
  EXPECT_THAT(svg_of(drawing), Not(HasSubstr("path")));
}

TEST(Png, IsAPictureOfTwoPixelsAPoint) {
  const auto png = png_of(one_of_each());
  ASSERT_TRUE(png) << png.error().message();
  ASSERT_GT(png->size(), 24U);
  EXPECT_EQ(png->substr(0, 8), "\x89PNG\r\n\x1A\n");
  const auto big_endian = [&](std::size_t at) {
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
      value = value << 8 | static_cast<unsigned char>((*png)[at + i]);
    return value;
  };
  EXPECT_EQ(big_endian(16), 200U);
  EXPECT_EQ(big_endian(20), 100U);
}

TEST(Scale, PutsValuesBetweenItsEnds) {
  const Scale linear{10, 30};
  EXPECT_DOUBLE_EQ(linear.share(15), 0.25);
  EXPECT_DOUBLE_EQ(linear.share(99), 1);
  const Scale octaves{100, 1600, true};
  EXPECT_DOUBLE_EQ(octaves.share(400), 0.5);
  EXPECT_DOUBLE_EQ(octaves.share(0), 0);
}

TEST(Ticks, AreRoundAndWithinTheScale) {
  EXPECT_THAT(ticks({0, 10}, 5), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(ticks({-7, 12}, 4), ElementsAre(-5, 0, 5, 10));
  EXPECT_THAT(ticks({0.3, 1.1}, 4), ElementsAre(testing::DoubleEq(0.4), testing::DoubleEq(0.6),
                                                testing::DoubleEq(0.8), testing::DoubleEq(1)));
}

TEST(Ticks, AreLabelledWithAsManyPlacesAsTheyNeed) {
  EXPECT_EQ(labelled({0, 50}).back().label, "50");
  EXPECT_EQ(labelled({0, 0.5}).back().label, "0.5");
  EXPECT_EQ(labelled({0, 0.25, 0.5})[1].label, "0.3");
}

}  // namespace
}  // namespace reports::documents
