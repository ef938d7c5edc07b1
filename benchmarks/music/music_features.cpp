// Prints what the music detector knows of fingerprints, for benchmarks/music/fit:
//
//   music_features FILE.ctfp... > ROWS
//
//   rows ::= width (count row*)*     in the order of the files
//   width, count ::= u32             width is matcher::kMusicFeatures
//   row ::= f32*                     width of them; all is little-endian
#include "matcher/music_features.h"
#include "engine/core/file.h"
#include "engine/core/fingerprint_record.h"

#include <cstdint>
#include <cstdio>

int main(int count, char** arguments) {
  constexpr std::uint32_t kWidth = matcher::kMusicFeatures;
  std::fwrite(&kWidth, sizeof kWidth, 1, stdout);
  for (int i = 1; i < count; ++i) {
    const auto record = engine::read_file(arguments[i]);
    const auto media = record.and_then(engine::decode_fingerprint);
    if (!media) {
      std::fprintf(stderr, "music_features: %s: %s\n", arguments[i],
                   media.error().message().c_str());
      return 1;
    }
    const auto rows = matcher::music_features(media->fingerprint);
    const auto size = static_cast<std::uint32_t>(rows.size());
    std::fwrite(&size, sizeof size, 1, stdout);
    std::fwrite(rows.data(), sizeof rows[0], rows.size(), stdout);
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
