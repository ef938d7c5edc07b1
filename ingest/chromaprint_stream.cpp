#include "ingest/chromaprint_stream.h"

#include <chromaprint.h>

#include <algorithm>

namespace ingest {

struct ChromaprintStream::State {
  struct Free {
    void operator()(ChromaprintContext* freed) const noexcept { chromaprint_free(freed); }
  };
  std::unique_ptr<ChromaprintContext, Free> context{chromaprint_new(CHROMAPRINT_ALGORITHM_TEST2)};
  bool healthy = context && chromaprint_start(context.get(), kSampleRateHz, 1) == 1;
};

ChromaprintStream::ChromaprintStream() : state_(std::make_unique<State>()) {}
ChromaprintStream::~ChromaprintStream() = default;

void ChromaprintStream::feed(std::span<const std::int16_t> samples) {
  constexpr std::size_t kSamplesMax = std::size_t{1} << 20;  // The length is passed as an int.
  while (state_->healthy && !samples.empty()) {
    const std::size_t count = std::min(samples.size(), kSamplesMax);
    state_->healthy =
        chromaprint_feed(state_->context.get(), samples.data(), static_cast<int>(count)) == 1;
    samples = samples.subspan(count);
  }
}

engine::Result<std::vector<std::uint32_t>> ChromaprintStream::take() {
  struct FreeWords {
    void operator()(std::uint32_t* words) const noexcept { chromaprint_dealloc(words); }
  };
  std::uint32_t* raw = nullptr;
  int count = 0;
  const bool done =
      state_->healthy && chromaprint_get_raw_fingerprint(state_->context.get(), &raw, &count) == 1;
  if (!done) return engine::fail(engine::Errc::kUnavailable, "not enough memory for Chromaprint");
  const std::unique_ptr<std::uint32_t, FreeWords> words(raw);
  state_->healthy = chromaprint_clear_fingerprint(state_->context.get()) == 1;
  return std::vector<std::uint32_t>(raw, raw + count);
}

engine::Result<std::vector<std::uint32_t>> ChromaprintStream::finish() {
  state_->healthy = state_->healthy && chromaprint_finish(state_->context.get()) == 1;
  return take();
}

}  // namespace ingest
