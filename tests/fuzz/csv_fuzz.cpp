// Any bytes, cut anywhere: the same calls; and what is read can be written and read again.
#include "engine/core/csv.h"

#include <cstdlib>

namespace {

class Recorder : public engine::CsvSink {
 public:
  void on_row(std::uint64_t line, std::vector<std::string> fields) override {
    calls += std::to_string(line);
    for (const std::string& field : fields) calls += '\x1F' + field;
    calls += '\x1E';
    rows.push_back(std::move(fields));
  }
  void on_reject(std::uint64_t line, const engine::Error& why) override {
    calls += std::to_string(line) + '!' + why.message() + '\x1E';
  }

  std::string calls;
  std::vector<std::vector<std::string>> rows;
};

/// Cuts `text` into chunks of `step` bytes; 0 leaves it whole.
Recorder read(std::string_view text, std::size_t step) {
  Recorder recorder;
  engine::CsvParser parser(recorder);
  engine::Result<void> outcome;
  while (outcome && !text.empty()) {
    const std::string_view chunk = text.substr(0, step == 0 ? text.size() : step);
    outcome = parser.feed(chunk);
    text.remove_prefix(chunk.size());
  }
  if (outcome) outcome = parser.finish();
  if (!outcome) recorder.calls += outcome.error().message();
  return recorder;
}

/// What a row is read as after it was written: fields that a spreadsheet would run are defused.
std::string written(const std::vector<std::vector<std::string>>& rows) {
  std::string file;
  for (const auto& row : rows) file += engine::csv_row(row);
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t step = 1 + data[0] % 16;
  const std::string text(data + 1, data + size);
  const Recorder whole = read(text, 0);
  if (read(text, step).calls != whole.calls) std::abort();
  const std::string once = written(whole.rows);
  const Recorder again = read(once, step);
  // Defused text is left alone the second time, so that writing it again changes nothing.
  if (again.rows.size() != whole.rows.size() || written(again.rows) != once) std::abort();
  return 0;
}
