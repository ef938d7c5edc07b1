#include "benchmarks/scale/index_figures.h"

#include "matcher/index.h"
#include "matcher/index_state.h"
#include "matcher/landmark_hash.h"
#include "matcher/posting_runs.h"
#include "matcher/questions.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <sstream>
#include <vector>

namespace scale {
namespace {

using engine::FingerprintedMedia;
using engine::Result;
using Clock = std::chrono::steady_clock;

/// Of this process, which has one thread: others on the machine do not count.
double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

double status_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1)) / 1024;
  }
  return 0;
}

/// What the matcher asks of two minutes of video.
struct Asking {
  std::string name;
  matcher::QuestionKind kind;
  std::size_t chunks = 0;  ///< How many are asked.
};

/// The hashes of a chunk, ascending.
std::vector<std::uint32_t> hashes_of(const FingerprintedMedia& stranger,
                                     const matcher::Question& question) {
  constexpr std::uint32_t kTwoMinutes = 7500;
  std::vector<matcher::Asked> asked;
  for (std::size_t i = 0; i < question.playings.size(); ++i) {
    matcher::append_query_hashes(stranger.fingerprint, 0, kTwoMinutes, question.density,
                                 question.playings[i], static_cast<std::uint8_t>(i), asked);
  }
  matcher::order_and_limit(asked);
  std::vector<std::uint32_t> hashes;
  for (const matcher::Asked& one : asked) hashes.push_back(one.hash);
  return hashes;
}

/// The mean chunk: how many hashes it asks, how many hits there are, and how long it takes.
Result<void> ask(const matcher::PostingRuns& runs, std::span<const FingerprintedMedia> strangers,
                 const Asking& asking, Figures& figures) {
  constexpr std::uint32_t kFullest = 400;
  std::uint64_t hits = 0;
  std::uint64_t asked = 0;
  double seconds = 0;
  double cpu = 0;
  const std::size_t chunks = std::min(strangers.size(), asking.chunks);
  for (const FingerprintedMedia& stranger : strangers.first(chunks)) {
    const std::vector<std::uint32_t> hashes =
        hashes_of(stranger, matcher::question(asking.kind, runs.posting_count()));
    asked += hashes.size();
    const Clock::time_point start = Clock::now();
    const double cpu_start = cpu_seconds();
    TRY_VOID(
        runs.look_up(hashes, kFullest, [&](std::size_t, auto places) { hits += places.size(); }));
    seconds += seconds_since(start);
    cpu += cpu_seconds() - cpu_start;
  }
  const auto mean = [&](auto total) {
    return static_cast<double>(total) / static_cast<double>(chunks);
  };
  figures[asking.name + "_lookups"] = mean(asked);
  figures[asking.name + "_hits"] = mean(hits);
  figures[asking.name + "_ms"] = mean(seconds) * 1000;
  figures[asking.name + "_cpu_ms"] = mean(cpu) * 1000;
  figures[asking.name + "_lookups_per_cpu_second"] = static_cast<double>(asked) / cpu;
  return {};
}

}  // namespace

double resident_mb() { return status_mb("VmRSS"); }
double peak_resident_mb() { return status_mb("VmHWM"); }

Result<Figures> index_figures(const std::filesystem::path& folder,
                              std::span<const FingerprintedMedia> strangers) {
  Figures figures;
  const Clock::time_point start = Clock::now();
  TRY(const matcher::Index index, matcher::Index::open(folder, matcher::Access::kRead));
  figures["open_seconds"] = seconds_since(start);
  figures["open_resident_mb"] = resident_mb();

  const matcher::Index::State& state = index.state();
  double frames = 0;
  for (const std::uint32_t track : state.frames) frames += track;
  const double hours = frames * 0.016 / 3600;
  const auto postings = static_cast<double>(state.runs->posting_count());
  const auto mb = [&](matcher::Family family) {
    return static_cast<double>(state.store.size_bytes(family)) / 1e6;
  };
  figures["tracks"] = static_cast<double>(state.ordinals.size());
  figures["hours"] = hours;
  figures["runs"] = static_cast<double>(state.runs->sources());
  figures["postings_per_second"] = postings / (hours * 3600);
  figures["bytes_per_posting"] = mb(matcher::Family::kPosting) * 1e6 / postings;
  figures["posting_mb_per_hour"] = mb(matcher::Family::kPosting) / hours;
  figures["record_mb_per_hour"] =
      (mb(matcher::Family::kTrack) + mb(matcher::Family::kOrdinal)) / hours;

  // The first again: then its blocks are in memory.
  using enum matcher::QuestionKind;
  const std::array askings{Asking{"first_cold", kFirst, strangers.size()},
                           Asking{"first", kFirst, strangers.size()},
                           Asking{"faint", kFaint, 20},
                           Asking{"thorough", kThorough, 20},
                           Asking{"played", kPlayed, 20},
                           Asking{"played_thorough", kPlayedThorough, 10}};
  for (const Asking& asking : askings) {
    TRY_VOID(ask(*state.runs, strangers, asking, figures));
  }
  figures["resident_mb"] = resident_mb();
  figures["peak_resident_mb"] = peak_resident_mb();
  return figures;
}

std::string to_json(const Figures& figures) {
  std::ostringstream out;
  const char* before = "{";
  for (const auto& [name, value] : figures) {
    out << before << '"' << name << "\":" << value;
    before = ",";
  }
  out << "}";
  return out.str();
}

}  // namespace scale
