#include "engine/run/verification.h"

#include "engine/core/fingerprint_record.h"
#include "engine/run/known_tracks.h"
#include "engine/run/video_identity.h"
#include "matcher/matcher.h"

#include <algorithm>
#include <utility>

namespace engine::run {
namespace {

/// The sound that the claim was found in.
Result<FingerprintedMedia> archived_sound(const ledger::KnownUse& stored,
                                          const matcher::Index& index) {
  const VideoFacts& video = *stored.use.video;
  TRY(auto media, index.archived(video.id));
  if (!media) {
    return fail(Errc::kNotFound, video.location +
                                     ": the archive has no fingerprint of it, so the claim cannot "
                                     "be computed again; restore index/, or scan the video again");
  }
  if (sound_digest(media->fingerprint) != video.sound_digest) {
    return fail(Errc::kNotFound,
                video.location +
                    ": has been scanned since with other sound, and the archive keeps the newest; "
                    "verify a use of that scan (`cuetrace report usage` lists them)");
  }
  return *std::move(media);
}

/// The scan's id is a digest of tracks and versions: it is made anew with those of today, and with
/// earlier matchers, to see which give the same.
void tell_circumstances(const std::string& catalogue_digest, Verification& verification) {
  verification.circumstances = Circumstances::kOtherCatalogue;
  for (int version = matcher::kMatcherVersion; version > 0; --version) {
    const ScanId scan = scan_id_at(*verification.stored.use.video, catalogue_digest, version);
    if (scan != verification.stored.scan) continue;
    verification.stored_matcher = version;
    verification.circumstances =
        version == matcher::kMatcherVersion ? Circumstances::kSame : Circumstances::kOtherMatcher;
    return;
  }
}

MediaTime shared_time(const MediaSpan& a, const MediaSpan& b) {
  return std::min(a.end, b.end) - std::max(a.start, b.start);
}

std::optional<Match> counterpart(const Match& stored, const std::vector<Match>& matches) {
  if (std::find(matches.begin(), matches.end(), stored) != matches.end()) return stored;
  std::optional<Match> nearest;
  for (const Match& match : matches) {
    const MediaTime shared = shared_time(match.in_video, stored.in_video);
    if (match.track != stored.track || shared <= MediaTime{0}) continue;
    if (!nearest || shared > shared_time(nearest->in_video, stored.in_video)) nearest = match;
  }
  return nearest;
}

}  // namespace

Result<Verification> verify_use(const std::string& text, Records& records,
                                const matcher::Index& index) {
  Verification verification;
  TRY(verification.stored, records.ledger().resolve_use(text));
  TRY(const FingerprintedMedia media, archived_sound(verification.stored, index));
  TRY(KnownTracks known, known_tracks(records.catalogue(), index));
  tell_circumstances(known.digest, verification);
  verification.track_gone = !index.contains(verification.stored.use.match.track);
  const matcher::Matcher matcher(index, std::move(known.families));
  TRY(const auto matches, matcher.match(media.fingerprint));
  verification.today = counterpart(verification.stored.use.match, matches);
  return verification;
}

}  // namespace engine::run
