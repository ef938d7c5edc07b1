#include "reports/edit_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace reports {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const engine::FrameRate kPal = engine::frame_rate_named("25").value();

constexpr const char* kEdl =
    "TITLE: REEL ONE\n"
    "FCM: NON-DROP FRAME\n"
    "\n"
    "001  AX       A     C        00:00:00:00 00:00:10:00 10:00:05:00 10:00:15:00\n"
    "* FROM CLIP NAME: Morning Light.wav\n"
    "002  AX       V     C        00:00:00:00 00:00:10:00 10:00:05:00 10:00:15:00\n"
    "* FROM CLIP NAME: A002_C004\n"
    "003  AX       A     D    025 00:00:10:00 00:00:20:00 10:00:17:00 10:00:27:12\n"
    "* FROM CLIP NAME: Morning Light.wav\n"
    "004  BL       A2    C        00:00:00:00 00:00:01:00 10:00:28:00 10:00:29:00\n"
    "005  TAPE7    AA    C        00:00:00:00 00:00:10:00 10:01:00:00 10:01:10:00\r\n";

TEST(Edl, GivesItsMusicByNameAndPlace) {
  const auto list = read_edl(kEdl, kPal);
  ASSERT_TRUE(list) << list.error().message();
  EXPECT_EQ(list->title, "REEL ONE");
  EXPECT_THAT(list->problems, IsEmpty());
  ASSERT_THAT(list->clips, SizeIs(2));
  EXPECT_EQ(list->clips[0].name, "Morning Light");
  EXPECT_EQ(engine::frame_label(list->clips[0].in, kPal), "10:00:05:00");
  EXPECT_EQ(engine::frame_label(list->clips[0].out, kPal), "10:00:27:12");
  EXPECT_EQ(list->clips[1].name, "TAPE7");
}

std::vector<std::string> problems_of(const std::string& events, std::string_view rate = "25") {
  const auto list = read_edl(events, engine::frame_rate_named(rate).value());
  EXPECT_TRUE(list) << list.error().message();
  return list->problems;
}

TEST(Edl, TellsOfEventsThatCannotBe) {
  EXPECT_THAT(problems_of("001 T1 A C 00:00:00:00 00:00:10:00 01:00:00:00 01:00:10:00\n"
                          "002 T2 A C 00:00:00:00 00:00:10:00 01:00:05:00 01:00:15:00\n"),
              ElementsAre("line 2: \"T2\" starts at 01:00:05:00 on A, where \"T1\" plays until "
                          "01:00:10:00"));
  EXPECT_THAT(problems_of("001 T1 A C 00:00:00:00 00:00:10:00 01:00:00:30 01:00:10:00\n"),
              ElementsAre(HasSubstr("line 1: 01:00:00:30: at 25 frames go from 00 to 24")));
  EXPECT_THAT(
      problems_of("001 T1 A C 00:00:00:00 00:00:10:00 01:01:00;00 01:01:10;00\n", "29.97df"),
      ElementsAre(HasSubstr("drop frame leaves this label out")));
  EXPECT_THAT(problems_of("001 T1 A C 00:00:00:00 00:00:10:00 01:00:10:00 01:00:00:00\n"),
              ElementsAre(HasSubstr("ends before it starts")));
  EXPECT_THAT(problems_of("FCM: DROP FRAME\n"
                          "001 T1 A C 00:00:00:00 00:00:10:00 01:00:00:00 01:00:10:00\n"),
              ElementsAre(HasSubstr("counts in drop frame, and the rate is 25")));
}

TEST(Edl, ThatIsNoneIsRefused) {
  EXPECT_THAT(read_edl("once upon a time\n", kPal).error().message(), HasSubstr("no EDL"));
  EXPECT_THAT(read_edit_list(kEdl, std::nullopt).error().message(), HasSubstr("--frame-rate"));
}

constexpr const char* kSession =
    "SESSION NAME:\tReel 1 Music\n"
    "SAMPLE RATE:\t48000.000000\n"
    "SESSION START TIMECODE:\t00:59:50:00\n"
    "TIMECODE FORMAT:\t23.976 Frame\n"
    "\n"
    "TRACK NAME:\tMX 1\n"
    "CHANNEL \tEVENT   \tCLIP NAME\tSTART TIME\tEND TIME\tDURATION\tSTATE\n"
    "1       \t1       \tNight Drive.01.L\t01:00:00:00\t01:00:20:00\t00:00:20:00\tUnmuted\n"
    "1       \t2       \t(cross fade)\t01:00:20:00\t01:00:21:00\t00:00:01:00\tUnmuted\n"
    "1       \t3       \tNight Drive-02.L\t01:00:23:00\t01:00:30:00\t00:00:07:00\tUnmuted\n"
    "1       \t4       \tUnused\t01:05:00:00\t01:05:30:00\t00:00:30:00\tMuted\n"
    "2       \t1       \tNight Drive.01.R\t01:00:00:00\t01:00:20:00\t00:00:20:00\tUnmuted\n";

TEST(ProTools, GivesTheClipsThatSound) {
  const auto list = read_edit_list(kSession, std::nullopt);
  ASSERT_TRUE(list) << list.error().message();
  EXPECT_EQ(list->rate.name, "23.976");
  EXPECT_THAT(list->problems, IsEmpty());
  ASSERT_THAT(list->clips, SizeIs(1));
  EXPECT_EQ(list->clips[0].name, "Night Drive");
  EXPECT_EQ(engine::frame_label(list->clips[0].out, list->rate), "01:00:30:00");
  EXPECT_EQ(engine::frame_label(*list->start, list->rate), "00:59:50:00");
}

TEST(ProTools, OfARateThatThereIsNotIsRefused) {
  std::string session = kSession;
  session.replace(session.find("23.976"), 6, "26.000");
  EXPECT_THAT(read_edit_list(session, std::nullopt).error().message(),
              HasSubstr("no frame rate that is known"));
}

TEST(Hypotheses, StandOnTheClockOfTheFile) {
  auto list = read_edl(kEdl, kPal).value();
  const CueSheet sheet = hypotheses_of(list, engine::parse_timecode("10:00:10:00", kPal).value());
  ASSERT_THAT(sheet.cues, SizeIs(1));
  EXPECT_EQ(sheet.cues[0].title, "TAPE7");
  EXPECT_EQ(sheet.cues[0].in_video.start, engine::from_ms(50'000));
  EXPECT_EQ(sheet.cues[0].printed_seconds, 10);
  EXPECT_THAT(list.problems, Contains(HasSubstr("before the programme, 10:00:10:00")));
}

TEST(ClipName, LosesWhatProgramsAddToIt) {
  EXPECT_EQ(clip_name("Theme.01.L"), "Theme");
  EXPECT_EQ(clip_name("Theme-02"), "Theme");
  EXPECT_EQ(clip_name("Theme_L.wav"), "Theme");
  EXPECT_EQ(clip_name("Track 12"), "Track 12");
  EXPECT_EQ(clip_name("1999"), "1999");
}

}  // namespace
}  // namespace reports
