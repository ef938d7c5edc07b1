#include "engine/catalogue/told_before.h"

#include "engine/catalogue/statement.h"
#include "engine/core/digest.h"

#include <string_view>
#include <utility>

namespace engine::catalogue {
namespace {

constexpr std::array<std::string_view, 4> kParts = {"work_title", "iswc", "writers", "publishers"};

std::uint64_t digest(std::string_view text) {
  if (text.empty()) return 0;
  Sha256 sha;
  sha.add(text);
  std::uint64_t value = 0;
  for (const std::uint8_t byte : sha.finish_id()) value = value << 8 | byte;
  return value == 0 ? 1 : value;
}

std::uint64_t digest(const Work& work, ContributionKind kind) {
  Work side;
  for (const Contribution& one : work.contributions) {
    if (one.kind == kind) side.contributions.push_back(one);
  }
  return side.contributions.empty() ? 0 : digest(statement_of(side));
}

Error already(std::string_view what, std::uint64_t line) {
  return {Errc::kInvalidInput,
          std::string(what) + " line " + std::to_string(line) + " already; keep one of the two"};
}

}  // namespace

ToldBefore::WorkDigest ToldBefore::digest_of(const Work& work) {
  return {digest(work.title), digest(work.iswc), digest(work, ContributionKind::kWriter),
          digest(work, ContributionKind::kPublisher)};
}

std::optional<Error> ToldBefore::add(std::uint64_t line, const Recording& recording,
                                     const std::filesystem::path& audio) {
  const bool nameless = recording.id.empty() && audio.empty();
  const std::string id = nameless ? recording_id_of(recording) : recording.id;
  if (const auto seen = ids_.find(id); seen != ids_.end()) {
    return already("recording_id: the same recording is on", seen->second);
  }
  if (const auto seen = audio_.find(audio.string()); seen != audio_.end()) {
    return already("audio: the same file is on", seen->second);
  }
  if (!recording.work.id.empty()) {
    WorkDigest& known = works_[recording.work.id];
    const WorkDigest now = digest_of(recording.work);
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      if (known[i] == 0 || now[i] == 0 || known[i] == now[i]) continue;
      return Error(Errc::kInvalidInput, "work_id: an earlier row gives this work other " +
                                            std::string(kParts[i]) +
                                            "; say the same, or leave the cells empty");
    }
    for (std::size_t i = 0; i < kParts.size(); ++i) {
      if (known[i] == 0) known[i] = now[i];
    }
  }
  if (!id.empty()) ids_.emplace(id, line);
  if (!audio.empty()) audio_.emplace(audio.string(), line);
  return std::nullopt;
}

}  // namespace engine::catalogue
