#include "engine/catalogue/model.h"

#include "engine/core/digest.h"
#include "engine/core/text.h"

#include <algorithm>

namespace engine::catalogue {
namespace {

constexpr std::string_view kMadeOfRow = "row:";

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<std::string> writer_names(const Work& work) {
  std::vector<std::string> names;
  for (const Contribution& one : work.contributions) {
    const bool is_new = std::find(names.begin(), names.end(), one.party.name) == names.end();
    if (one.kind == ContributionKind::kWriter && is_new) names.push_back(one.party.name);
  }
  return names;
}

std::string recording_id_of(const Recording& recording) {
  if (recording.track) return to_string(*recording.track);
  Sha256 digest;
  digest.add_field(recording.isrc);
  digest.add_field(recording.title);
  digest.add_field(recording.version.empty() ? "full" : recording.version);
  digest.add_field(recording.library);
  digest.add_field(recording.album_code);
  digest.add_field(recording.cut);
  digest.add_field(recording.work.id);
  return std::string(kMadeOfRow) + to_hex(digest.finish_id());
}

bool is_made_id(const std::string& id, const std::optional<TrackId>& track) {
  return id.starts_with(kMadeOfRow) || (track && id == to_string(*track));
}

std::string compact_isrc(const std::string& text) {
  constexpr std::size_t kLength = 12;
  constexpr std::size_t kFirstDigit =
      5;  // Before it: the country's two letters, the registrant's 3.
  std::string isrc;
  for (const char c : text) {
    if (c == '-' || c == ' ') continue;
    isrc.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  if (isrc.size() > kLength && isrc.starts_with("ISRC")) isrc.erase(0, 4);
  if (isrc.starts_with(':')) isrc.erase(0, 1);
  if (isrc.size() != kLength) return {};
  for (std::size_t i = 0; i < kLength; ++i) {
    const bool fits = i < 2             ? is_letter(isrc[i])
                      : i < kFirstDigit ? is_letter(isrc[i]) || is_digit(isrc[i])
                                        : is_digit(isrc[i]);
    if (!fits) return {};
  }
  return isrc;
}

}  // namespace engine::catalogue
