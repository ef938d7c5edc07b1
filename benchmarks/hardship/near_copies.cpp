// near_copies FINGERPRINT COUNT FOLDER: COUNT fingerprints that are almost the same, as a library
// holds that was delivered again and again in other encodings: of each some peaks are missing and
// some are off by the least step there is, other ones in each.
#include "engine/core/fingerprint_record.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

namespace {

using engine::FingerprintedMedia;
using engine::SpectralPeak;
using engine::SpectralTrace;

constexpr unsigned kMissingPercent = 6;
constexpr unsigned kOffPercent = 20;

void alter(SpectralTrace& trace, std::mt19937_64& random) {
  std::erase_if(trace.peaks, [&](const SpectralPeak&) { return random() % 100 < kMissingPercent; });
  for (std::size_t i = 0; i + 1 < trace.peaks.size(); ++i) {
    SpectralPeak& peak = trace.peaks[i];
    const SpectralPeak& next = trace.peaks[i + 1];
    const bool free = next.frame != peak.frame || next.frequency > peak.frequency + 1;
    if (free && random() % 100 < kOffPercent) ++peak.frequency;
  }
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int count, char** words) {
  if (count != 4) {
    std::cerr << "near_copies FINGERPRINT COUNT FOLDER\n";
    return EXIT_FAILURE;
  }
  const auto original = engine::decode_fingerprint(read(words[1]));
  if (!original) {
    std::cerr << original.error().message() << '\n';
    return EXIT_FAILURE;
  }
  const std::filesystem::path folder = words[3];
  std::filesystem::create_directories(folder);
  for (unsigned i = 0; i < std::stoul(words[2]); ++i) {
    std::mt19937_64 random(i);
    FingerprintedMedia copy = *original;
    alter(copy.fingerprint.mid, random);
    alter(copy.fingerprint.side, random);
    const std::filesystem::path path = folder / ("copy-" + std::to_string(i) + ".ctfp");
    std::ofstream(path, std::ios::binary) << engine::encode(copy);
  }
}
