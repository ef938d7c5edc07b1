#include "engine/core/result.h"

namespace engine {

std::string_view error_name(Errc code) {
  switch (code) {
    case Errc::kUsage: return "usage";
    case Errc::kNotFound: return "not_found";
    case Errc::kNotPermitted: return "not_permitted";
    case Errc::kInvalidInput: return "invalid_input";
    case Errc::kNoAudio: return "no_audio";
    case Errc::kTruncated: return "truncated";
    case Errc::kTooShort: return "too_short";
    case Errc::kSilent: return "silent";
    case Errc::kCorrupt: return "corrupt";
    case Errc::kUnsupported: return "unsupported";
    case Errc::kNewerFormat: return "newer_format";
    case Errc::kNoWorkspace: return "no_workspace";
    case Errc::kLocked: return "locked";
    case Errc::kUnavailable: return "unavailable";
    case Errc::kRemoteUnreachable: return "remote_unreachable";
    case Errc::kInterrupted: return "interrupted";
  }
  return "unknown";
}

std::optional<Errc> error_named(std::string_view name) {
  constexpr int kLast = static_cast<int>(Errc::kInterrupted);
  for (int i = 0; i <= kLast; ++i) {
    if (error_name(static_cast<Errc>(i)) == name) return static_cast<Errc>(i);
  }
  return std::nullopt;
}

}  // namespace engine
