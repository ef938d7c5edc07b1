#include "engine/run/cli/inputs.h"

#include "engine/core/file.h"
#include "engine/core/text.h"

#include <istream>
#include <iterator>

namespace engine::cli {
namespace {

constexpr std::uint64_t kLargestListBytes = 1ULL << 30;

Result<std::string> read_list(const std::string& list, Console& console) {
  if (list != "-") return read_file(list, kLargestListBytes);
  std::string text{std::istreambuf_iterator<char>(console.input), {}};
  if (console.input.bad()) return fail(Errc::kUnavailable, "standard input: cannot read the list");
  return text;
}

}  // namespace

void declare_inputs(InputOptions& options, std::string_view name, Arguments& arguments) {
  arguments.positionals(name, "files or folders", options.paths);
  arguments.option("--from-list FILE",
                   "also take inputs from FILE, one a line; - is standard input", options.list);
}

std::vector<std::string> paths_in_list(std::string_view text) {
  std::vector<std::string> paths;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool comment = line == "#" || line.starts_with("# ");
    if (!trimmed(line).empty() && !comment) paths.emplace_back(line);
  }
  return paths;
}

Result<std::vector<std::string>> collect_inputs(const InputOptions& options, Console& console) {
  std::vector<std::string> inputs = options.paths;
  if (options.list) {
    TRY(const std::string text, read_list(*options.list, console));
    const std::vector<std::string> listed = paths_in_list(text);
    inputs.insert(inputs.end(), listed.begin(), listed.end());
    if (inputs.empty()) {
      return fail(Errc::kUsage, *options.list + ": names no input; write one path a line");
    }
  }
  if (inputs.empty()) return fail(Errc::kUsage, "no input; name files or folders, or --from-list");
  return inputs;
}

}  // namespace engine::cli
