// Makes a library of real and synthetic tracks, and measures its index.
//
//   scale_library make INDEX TRACKS FILE.ctfp...      adds the files, and synthetic tracks up to
//   TRACKS scale_library measure INDEX FILE.ctfp...          asks for the hashes of strangers made
//   of them
//
// Prints figures as one line of JSON. README.md says what they mean.
#include "benchmarks/scale/index_figures.h"
#include "benchmarks/scale/synthetic_track.h"
#include "engine/core/file.h"
#include "engine/core/fingerprint_record.h"
#include "engine/core/parallel.h"
#include "matcher/index.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace scale {
namespace {

using engine::FingerprintedMedia;
using engine::Result;

constexpr std::uint64_t kLibrarySeed = 1;
constexpr std::uint64_t kStrangerSeed = 2;
constexpr std::uint32_t kStrangers = 100;

Result<std::vector<FingerprintedMedia>> read_all(const std::vector<std::string>& files) {
  std::vector<FingerprintedMedia> all;
  for (const std::string& file : files) {
    TRY(const std::string record, engine::read_file(file));
    auto media = engine::decode_fingerprint(record);
    if (!media) return engine::fail(std::move(media).error().during(file));
    all.push_back(*std::move(media));
  }
  return all;
}

/// Too short or silent for a track: so it is for `catalog add`.
bool is_refusal(const engine::Error& error) {
  return error.code() == engine::Errc::kTooShort || error.code() == engine::Errc::kSilent ||
         error.code() == engine::Errc::kTruncated;
}

/// Adds synthetic tracks, the same ones at every call, until there are `tracks` in all.
Result<void> add_synthetic(std::span<const FingerprintedMedia> sources, std::size_t tracks,
                           matcher::Index& index) {
  std::vector<std::uint32_t> numbers(2 * tracks);
  std::iota(numbers.begin(), numbers.end(), 0U);
  std::size_t there = index.tracks().size();
  std::optional<engine::Error> failed;
  std::atomic<bool> enough = there >= tracks;  // Asked from any thread.
  engine::run_ordered<FingerprintedMedia>(
      std::span<const std::uint32_t>(numbers), 4 * engine::thread_count(), [&] { return !enough; },
      [&](std::uint32_t number) -> Result<FingerprintedMedia> {
        return synthetic_track(sources, kLibrarySeed, number);
      },
      [&](std::uint32_t number, Result<FingerprintedMedia> media) {
        if (enough) return;
        const auto added = media ? index.add(*media) : engine::fail(std::move(media).error());
        if (!added && !is_refusal(added.error())) failed = added.error();
        if (added == matcher::AddOutcome::kAdded) ++there;
        enough = failed || there >= tracks;
        if (number % 1000 == 999) std::fprintf(stderr, "%zu tracks\n", there);
      });
  if (failed) return engine::fail(*failed);
  return {};
}

Result<Figures> make(const std::string& folder, std::uint32_t tracks,
                     std::span<const FingerprintedMedia> real) {
  const auto start = std::chrono::steady_clock::now();
  TRY(matcher::Index index, matcher::Index::open(folder, matcher::Access::kWrite));
  for (const FingerprintedMedia& media : real) {
    const auto added = index.add(media);
    if (!added && !is_refusal(added.error())) return engine::fail(added.error());
  }
  TRY_VOID(add_synthetic(real, tracks, index));
  TRY_VOID(index.seal());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return Figures{{"build_seconds", took.count()}, {"build_peak_resident_mb", peak_resident_mb()}};
}

Result<Figures> measure(const std::string& folder, std::span<const FingerprintedMedia> sources) {
  std::vector<FingerprintedMedia> strangers;
  for (std::uint32_t i = 0; i < kStrangers; ++i) {
    strangers.push_back(synthetic_track(sources, kStrangerSeed, i));
  }
  return index_figures(folder, strangers);
}

Result<Figures> run(const std::vector<std::string>& words) {
  const bool makes = words.size() > 3 && words[0] == "make";
  if (!makes && !(words.size() > 2 && words[0] == "measure")) {
    return engine::fail(engine::Errc::kUsage,
                        "give: make INDEX TRACKS FILE.ctfp... or: measure INDEX FILE.ctfp...");
  }
  const std::vector<std::string> files(words.begin() + (makes ? 3 : 2), words.end());
  TRY(const std::vector<FingerprintedMedia> real, read_all(files));
  if (!makes) return measure(words[1], real);
  return make(words[1], static_cast<std::uint32_t>(std::stoul(words[2])), real);
}

}  // namespace
}  // namespace scale

int main(int count, char** arguments) {
  const auto figures = scale::run(std::vector<std::string>(arguments + 1, arguments + count));
  if (!figures) {
    std::fprintf(stderr, "scale_library: %s\n", figures.error().message().c_str());
    return 1;
  }
  std::printf("%s\n", scale::to_json(*figures).c_str());
  return 0;
}
