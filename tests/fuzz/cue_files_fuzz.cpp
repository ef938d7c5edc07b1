// Cue sheets and lists of editors that come from strangers: whatever the bytes, what is read makes
// sense, and reading a review's file never fails but with words.
#include "reports/cue_review.h"
#include "reports/edit_list.h"
#include "reports/listed_sheet.h"

#include <cstdlib>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void read_as_edit_list(std::string_view text, const engine::FrameRate& rate) {
  auto list = reports::read_edit_list(text, rate);
  if (!list) return require(!list.error().message().empty());
  engine::FrameNumber last = 0;
  for (const reports::EditClip& clip : list->clips) {
    require(last <= clip.in && clip.in < clip.out);
    last = clip.in;
  }
  reports::hypotheses_of(*list, 100);
}

void read_as_sheet(std::string_view text, const reports::SheetClock& clock) {
  const auto listed = reports::listed_sheet_of_text(text, clock);
  if (!listed) return require(!listed.error().message().empty());
  for (const reports::Cue& cue : listed->sheet.cues) {
    require(cue.printed_seconds >= 0);
    require(cue.in_video.start <= cue.in_video.end || !listed->problems.empty());
    for (const reports::Contributor& one : cue.contributors) {
      require(!one.share_bp || (*one.share_bp >= 0 && *one.share_bp <= 10'000));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto rates = engine::frame_rates();
  const engine::FrameRate rate = rates[data[0] % rates.size()];
  const std::string text(data + 1, data + size);
  read_as_edit_list(text, rate);
  engine::ledger::Production production;
  if (data[0] % 2 == 1) production.frame_rate = rate.name;
  read_as_sheet(text, reports::SheetClock(production));
  const auto rows = reports::read_review(text);
  if (rows) static_cast<void>(reports::amendments_of(*rows, {}, {}));
  return 0;
}
