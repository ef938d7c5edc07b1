// Any bytes as text, cut anywhere: the same UTF-8, and as rows of delimited text the same calls.
#include "engine/core/delimited.h"

#include <cstdlib>

namespace {

class Recorder : public engine::CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    calls += std::to_string(line);
    for (const std::string& field : fields) calls += '\x1F' + field;
    calls += '\x1E';
  }
  void on_reject(std::uint64_t line, const engine::Error& why) override {
    calls += std::to_string(line) + '!' + why.message() + '\x1E';
  }

  std::string calls;
};

/// Cuts `text` into chunks of `step` bytes; 0 leaves it whole.
std::string read(std::string_view text, std::size_t step) {
  Recorder recorder;
  engine::DelimitedReader reader(recorder);
  engine::Result<void> outcome;
  while (outcome && !text.empty()) {
    const std::string_view chunk = text.substr(0, step == 0 ? text.size() : step);
    outcome = reader.feed(chunk);
    text.remove_prefix(chunk.size());
  }
  if (outcome) outcome = reader.finish();
  return recorder.calls + (outcome ? "" : outcome.error().message());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(data + 1, data + size);
  if (read(text, 1 + data[0] % 16) != read(text, 0)) std::abort();
  return 0;
}
