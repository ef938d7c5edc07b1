#include "tests/ingest/measured.h"

#include "ingest/ingest.h"
#include "tests/support/temp_dir.h"

#include <stdexcept>

namespace ingest {

engine::TrackMeasurement measure(const std::filesystem::path& path) {
  auto heard = measure_media({.location = path.string()});
  if (!heard) throw std::runtime_error(heard.error().message());
  if (!heard->measurement) throw std::runtime_error(path.string() + ": nothing was measured");
  return *std::move(heard->measurement);
}

engine::TrackMeasurement measure(const support::Wave& wave, support::WaveFormat format) {
  const support::TempDir folder;
  support::write_wave(folder / "sound.wav", wave, format);
  return measure(folder / "sound.wav");
}

}  // namespace ingest
