// Any bytes as a catalogue, of any layout: the same rows and problems however they are cut, audio
// that stays inside the media root, and shares that add up.
#include "engine/catalogue/catalogue_import.h"
#include "engine/catalogue/layouts/layout_file.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace {

using engine::catalogue::Contribution;
using engine::catalogue::ContributionKind;
using engine::catalogue::ImportRow;

void check(const ImportRow& row) {
  const std::string audio = row.audio.string();
  if (!audio.empty() && !audio.starts_with("/media/")) std::abort();
  if (audio.find("/../") != std::string::npos) std::abort();
  if (row.recording.title.empty()) std::abort();
  for (const auto kind : {ContributionKind::kWriter, ContributionKind::kPublisher}) {
    std::int64_t sum_bp = 0;
    bool known = false;
    for (const Contribution& one : row.recording.work.contributions) {
      if (one.kind != kind || !one.share_bp) continue;
      known = true;
      sum_bp += *one.share_bp;
    }
    // Publishers who say whose they are may have what their writers have.
    const bool linked = std::any_of(row.recording.work.contributions.begin(),
                                    row.recording.work.contributions.end(),
                                    [](const Contribution& one) { return !one.writers.empty(); });
    if (known && sum_bp != 10'000 && !linked) std::abort();
  }
}

/// A customer's, with every form and with words and lists of its own.
const engine::catalogue::Layout& mapped_layout() {
  static const auto kLayout = engine::catalogue::layout_of_text(R"(
name = "acme"
ids_of_cuts = true
works_of_parents = true
[columns]
"Track" = "title"
"Of" = "parent_cut"
"Composer {n}" = "writer_{n}_name"
"Part {n}" = { column = "writer_{n}_pr_share", form = "fraction" }
"Length" = { column = "duration", form = "minutes.seconds" }
"Out" = { column = "release_date", form = "day-first" }
"Mood" = { column = "moods", separators = ",;" }
"Mix" = { column = "version", words = { "Main" = "full", "Sting" = "stinger" } }
)",
                                                                "acme.toml");
  return kLayout.value();
}

/// Cuts `text` into chunks of `step` bytes; 0 leaves it whole. Returns what was heard.
std::string read(std::string_view text, std::size_t step, const engine::catalogue::Layout* layout) {
  std::string heard;
  engine::catalogue::CatalogueReader reader(
      {.name = "c.csv", .media_root = "/media", .layout = layout},
      {.row = [&](const ImportRow& row) -> engine::Result<void> {
         check(row);
         heard += std::to_string(row.line()) + ' ' + row.recording.title + '\n';
         return {};
       },
       .rejected = [&](const engine::catalogue::SourceRow&,
                       const engine::Error& why) { heard += why.message() + '\n'; },
       .problem = [&](const engine::Error& why) { heard += why.message() + '\n'; }});
  engine::Result<void> outcome;
  while (outcome && !text.empty()) {
    const std::string_view chunk = text.substr(0, step == 0 ? text.size() : step);
    outcome = reader.feed(chunk);
    text.remove_prefix(chunk.size());
  }
  if (!outcome) return heard + outcome.error().message();
  const auto summary = reader.finish();
  return heard + (summary ? std::to_string(summary->rows) : summary.error().message());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr std::string_view kHeader =
      "title,audio,recording_id,work_id,writer_1_name,writer_1_share,writer_2_name,writer_2_share,"
      "publisher_1_name,publisher_1_share,moods\n";
  constexpr std::string_view kOfRights =
      "title,writer_1_name,writer_1_pr_share,writer_1_ownership,writer_1_collection,"
      "publisher_1_name,publisher_1_pr_share,publisher_1_writers,duration,work_details,composers\n";
  constexpr std::string_view kHarvest =
      "LIBRARY: Name\tALBUM: Code\tTRACK: Title\tTRACK: Number\tTRACK: Main Track Number\t"
      "WRITER:1: Last Name\tWRITER:1: Owner Performance Share %\tTRACK: Duration\n";
  constexpr std::string_view kPublisher =
      "Work ID,Work Title,Writer 1 Last,Writer 1 Publisher Name,Writer 1 Publisher PR Share,"
      "Recording 1 Recording Title,Recording 2 Duration\n";
  constexpr std::string_view kSourceAudio =
      "SourceAudio ID,Title,Album,Master ID,Version,Duration,Has Vocal,Writer 1 Last Name,"
      "Writer 1 Ownership Share,Writer 1 Publisher,Publisher 1 Company,"
      "Publisher 1 Ownership Share,Publisher 1 Collection Share Percentage,"
      "Publisher 1 Collection Share Territory,Filename\n";
  constexpr std::string_view kMapped =
      "Track;Album_Code;Cut;Of;Composer 1;Part 1;Composer 2;Part 2;Length;Out;Mood;Mix\n";
  // Most inputs are rows below a good header, the others bring their own.
  constexpr std::array kHeaders = {
      kHeader, kOfRights, kHarvest, kPublisher, std::string_view(), kSourceAudio, kMapped};
  const std::string_view header = kHeaders[data[0] % kHeaders.size()];
  const auto* const layout = header == kMapped ? &mapped_layout() : nullptr;
  std::string text(header);
  text.append(data + 1, data + size);
  if (read(text, 1 + data[0] / 2 % 16, layout) != read(text, 0, layout)) std::abort();
  return 0;
}
