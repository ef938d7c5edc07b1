// Any bytes with a right checksum: refused, or read into what can be written and read again, with
// peaks in the order that the matcher relies on.
#include "engine/core/bytes.h"
#include "engine/core/fingerprint_record.h"

#include <cstdlib>
#include <tuple>

namespace {

bool in_order(const engine::SpectralTrace& trace) {
  for (std::size_t i = 1; i < trace.peaks.size(); ++i) {
    const engine::SpectralPeak& a = trace.peaks[i - 1];
    const engine::SpectralPeak& b = trace.peaks[i];
    if (std::tie(a.frame, a.frequency) >= std::tie(b.frame, b.frequency)) return false;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // The fuzzer would never guess magic, version and checksum; it is to get behind them.
  engine::ByteWriter out;
  out.put_raw(engine::kFingerprintMagic);
  out.put(engine::kFingerprintRecordVersion);
  out.put(engine::Fingerprint::kAnalysis);
  out.put_raw(std::string(data, data + size));
  out.put(engine::crc32c(out.view()));

  const auto media = engine::decode_fingerprint(out.view());
  if (!media) return 0;
  const engine::Fingerprint& sound = media->fingerprint;
  if (!in_order(sound.mid) || !in_order(sound.side)) std::abort();
  const auto again = engine::decode_fingerprint(engine::encode(*media));
  if (!again || *again != *media) std::abort();
  return 0;
}
