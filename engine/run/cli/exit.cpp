#include "engine/run/cli/exit.h"

namespace engine::cli {

Exit exit_for(Errc code) {
  switch (code) {
    case Errc::kUsage: return Exit::kUsage;
    case Errc::kNoWorkspace: return Exit::kNoWorkspace;
    case Errc::kLocked: return Exit::kLocked;
    case Errc::kNewerFormat: return Exit::kFormatVersion;
    case Errc::kRemoteUnreachable: return Exit::kRemoteUnreachable;
    case Errc::kInterrupted: return Exit::kInterrupted;
    case Errc::kNotFound:
    case Errc::kNotPermitted:
    case Errc::kInvalidInput:
    case Errc::kNoAudio:
    case Errc::kTruncated:
    case Errc::kTooShort:
    case Errc::kSilent:
    case Errc::kCorrupt:
    case Errc::kUnsupported:
    case Errc::kUnavailable: return Exit::kFailed;
  }
  return Exit::kFailed;
}

}  // namespace engine::cli
