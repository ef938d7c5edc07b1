// Any bytes as a CWR file: the same works and problems however they are cut; and a work that was
// read can be written, if nothing is lacking, and read again without a complaint.
#include "engine/catalogue/cwr/cwr_reader.h"
#include "engine/catalogue/cwr/cwr_writer.h"

#include <cstdlib>
#include <optional>

namespace {

using engine::catalogue::Acknowledgement;
using engine::catalogue::ImportRow;
using engine::catalogue::Recording;
using engine::catalogue::cwr::CwrFrame;
using engine::catalogue::cwr::Version;

struct Heard {
  std::string text;
  std::vector<Recording> recordings;
  bool complaints = false;
};

/// Cuts `text` into chunks of `step` bytes; 0 leaves it whole.
Heard read(std::string_view text, std::size_t step) {
  Heard heard;
  const auto complain = [&](const engine::Error& why) {
    heard.complaints = true;
    heard.text += why.message() + '\n';
  };
  engine::catalogue::cwr::CwrReader reader(
      {.name = "c.V22"},
      {.row = [&](const ImportRow& row) -> engine::Result<void> {
         heard.text += row.recording.title + '\n';
         heard.recordings.push_back(row.recording);
         return {};
       },
       .acknowledged = [&](const Acknowledgement& told, const auto&) -> engine::Result<void> {
         heard.text += told.society + ' ' + told.number + '\n';
         return {};
       },
       .rejected = [&](const engine::catalogue::SourceRow&,
                       const engine::Error& why) { complain(why); },
       .problem = complain});
  engine::Result<void> outcome;
  while (outcome && !text.empty()) {
    const std::string_view chunk = text.substr(0, step == 0 ? text.size() : step);
    outcome = reader.feed(chunk);
    text.remove_prefix(chunk.size());
  }
  if (!outcome) {
    complain(outcome.error());
  } else if (const auto summary = reader.finish(); !summary) {
    complain(summary.error());
  }
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  const Heard whole = read(text, 0);
  if (read(text, 1 + data[0] % 16).text != whole.text) std::abort();
  for (const Recording& one : whole.recordings) {
    const auto& work = one.work;
    if (!engine::catalogue::cwr::lacking(work).empty()) continue;
    const Version version = data[0] % 2 == 0 ? Version::k21 : Version::k22;
    CwrFrame frame(version, {.number = "014107338", .name = "X"}, "2026-11-21T15:14:33Z");
    std::string file = frame.transaction(work, {one});
    file = frame.header() + file + frame.trailer();
    if (read(file, 0).recordings.empty()) std::abort();
  }
  return 0;
}
