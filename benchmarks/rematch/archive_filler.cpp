// archive_filler WORKSPACE COUNT FINGERPRINT...
//
// Puts COUNT videos on record in WORKSPACE, archived and scanned without a finding, as if `scan`
// had seen them: the fingerprints of other videos in stretches, each moved to a pitch and tempo
// where nothing is looked for (benchmarks/scale/synthetic_track.h). Prints the hours they last.
#include "benchmarks/scale/synthetic_track.h"
#include "engine/core/file.h"
#include "engine/core/fingerprint_record.h"
#include "engine/run/video_identity.h"
#include "engine/run/workspace.h"

#include <charconv>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using engine::FingerprintedMedia;
using engine::Result;

constexpr std::uint64_t kSeed = 20261121;

Result<std::vector<FingerprintedMedia>> read_all(std::span<char*> files) {
  std::vector<FingerprintedMedia> all;
  for (const char* file : files) {
    TRY(const std::string record, engine::read_file(file));
    TRY(FingerprintedMedia media, engine::decode_fingerprint(record));
    all.push_back(std::move(media));
  }
  return all;
}

engine::ScanResult scan_of(const FingerprintedMedia& media, std::uint32_t number,
                           const std::string& tracks) {
  const engine::run::VideoSource source =
      engine::run::video_source("/synthetic/" + std::to_string(number) + ".mp4", std::nullopt);
  engine::ScanResult scan;
  scan.video.id = engine::run::video_id_of(source, {});
  scan.video.location = source.location;
  scan.video.duration = media.fingerprint.duration;
  scan.video.size_bytes = 1;
  scan.video.sound_digest = engine::sound_digest(media.fingerprint);
  scan.id = engine::run::scan_id_of(scan.video, tracks);
  return scan;
}

/// Returns the hours.
Result<double> fill(const std::string& folder, std::uint32_t count, std::span<char*> files) {
  TRY(const std::vector<FingerprintedMedia> sources, read_all(files));
  TRY(auto workspace, engine::run::Workspace::open_for_writing(folder));
  TRY_VOID(workspace.note_tracks());
  const std::string tracks = workspace.index().content_digest();
  TRY(auto transaction, workspace.begin());
  double hours = 0;
  for (std::uint32_t number = 0; number < count; ++number) {
    const FingerprintedMedia media = scale::synthetic_track(sources, kSeed, number);
    const engine::ScanResult scan = scan_of(media, number, tracks);
    TRY_VOID(workspace.index().archive(scan.video.id, media));
    TRY_VOID(workspace.ledger().post(scan, "2026-11-21T00:00:00Z"));
    hours += static_cast<double>(media.fingerprint.duration.count()) / 3.6e9;
  }
  TRY_VOID(transaction.commit());
  TRY_VOID(workspace.index().seal());
  return hours;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t count = 0;
  const std::string_view number = argc > 3 ? argv[2] : "";
  const auto read = std::from_chars(number.data(), number.data() + number.size(), count);
  if (argc < 4 || read.ec != std::errc() || read.ptr != number.data() + number.size()) {
    std::cerr << "usage: archive_filler WORKSPACE COUNT FINGERPRINT...\n";
    return 2;
  }
  const Result<double> hours =
      fill(argv[1], count, std::span(argv, static_cast<std::size_t>(argc)).subspan(3));
  if (!hours) {
    std::cerr << "archive_filler: " << hours.error().message() << '\n';
    return 1;
  }
  std::cout << *hours << '\n';
}
