#include "engine/run/video_scanner.h"

#include "engine/core/fingerprint_record.h"
#include "engine/core/utc.h"
#include "engine/run/track_label.h"
#include "engine/run/unknown_placement.h"
#include "matcher/music_detector.h"
#include "matcher/sound_notes.h"
#include "matcher/unknown_music.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine::run {
namespace {

/// What can be said of a video whose sound is not known: all that its recorded state is told by.
VideoFacts unheard(const VideoSource& source) {
  VideoFacts video;
  video.id = video_id_of(source, {});
  video.location = source.location;
  if (source.state) {
    video.size_bytes = source.state->size_bytes;
    video.modified_ns = source.state->modified_ns;
  }
  return video;
}

VideoFacts heard(const VideoSource& source, const FingerprintedMedia& media) {
  VideoFacts video = unheard(source);
  video.sound_digest = sound_digest(media.fingerprint);
  video.id = video_id_of(source, video.sound_digest);
  video.duration = media.fingerprint.duration;
  video.declared = media.facts.declared_duration;
  if (const auto title = media.facts.tags.find("title"); title != media.facts.tags.end()) {
    video.title = title->second;
  }
  return video;
}

Error cut_off(const std::string& given, const VideoFacts& video) {
  std::string message = given + ": ends at " + to_timecode(video.duration);
  if (video.declared > video.duration) message += " of a declared " + to_timecode(video.declared);
  return {Errc::kTruncated, message + "; what is there was scanned, get the whole file"};
}

ScannedStream failure(const VideoSource& source, Error error) {
  ScannedStream stream;
  stream.outcome.given = source.given;
  stream.outcome.audio_stream = source.audio_stream;
  stream.outcome.result.video = unheard(source);
  stream.outcome.result.complete = false;
  stream.outcome.result.error = std::move(error);
  return stream;
}

/// Which streams of an item to scan.
Result<std::vector<std::optional<int>>> streams_of(const MediaItem& item,
                                                   const AudioChoice& audio) {
  if (item.refused) return fail(*item.refused);
  if (!audio.all) return std::vector{audio.stream};
  if (is_pipe(item.given)) {
    return fail(Errc::kUsage, item.given +
                                  ": a pipe can be read only once; name one stream in "
                                  "place of \"all\", or save it to a file");
  }
  TRY(const int count, ingest::count_audio_streams(item.given));
  std::vector<std::optional<int>> streams;
  for (int stream = 0; stream < count; ++stream) streams.emplace_back(stream);
  return streams;
}

bool has_findings(const ScanResult& result) {
  return !result.error || result.error->code() == Errc::kTruncated;
}

}  // namespace

VideoScanner::VideoScanner(Workspace& workspace, KnownTracks known)
    : workspace_(workspace),
      matcher_(workspace.index(), std::move(known.families)),
      catalogue_digest_(std::move(known.digest)) {}

Result<std::vector<ScannedStream>> VideoScanner::scan(
    const MediaItem& item, const AudioChoice& audio, const ingest::DecodeProgress& progress) const {
  TRY(const auto streams, streams_of(item, audio));
  std::vector<ScannedStream> scanned;
  for (const std::optional<int>& stream : streams) {
    const VideoSource source = video_source(item.given, stream);
    Result<ScannedStream> one = scan_stream(source, progress);
    if (!one && one.error().code() == Errc::kInterrupted) return fail(std::move(one).error());
    scanned.push_back(one ? *std::move(one) : failure(source, std::move(one).error()));
  }
  return scanned;
}

Result<bool> VideoScanner::stands(const MediaItem& item) const {
  const VideoSource source = video_source(item.given, std::nullopt);
  if (!source.state) return false;
  TRY(const auto on_record, standing_scan(unheard(source)));
  return on_record.has_value();
}

std::vector<ScannedStream> VideoScanner::failed(const MediaItem& item, Error error) const {
  std::vector<ScannedStream> streams;
  streams.push_back(failure(video_source(item.given, std::nullopt), std::move(error)));
  return streams;
}

Result<ScannedStream> VideoScanner::scan_stream(const VideoSource& source,
                                                const ingest::DecodeProgress& progress) const {
  TRY(ScannedStream stream, hear_stream(source, progress));
  const bool may_be_new = stream.outcome.source != ScanSource::kLedger;
  stream.found = find_facts(source, may_be_new, stream.heard ? &*stream.heard : nullptr);
  std::ranges::copy(stream.found.warnings, std::back_inserter(stream.outcome.warnings));
  return stream;
}

Result<ScannedStream> VideoScanner::hear_stream(const VideoSource& source,
                                                const ingest::DecodeProgress& progress) const {
  ScannedStream stream;
  ScanOutcome& outcome = stream.outcome;
  outcome.given = source.given;
  outcome.audio_stream = source.audio_stream;
  if (source.state) {
    const VideoFacts video = unheard(source);
    TRY(auto on_record, standing_scan(video));
    if (on_record) {
      outcome.source = ScanSource::kLedger;
      outcome.result = *std::move(on_record);
      if (!outcome.result.complete)
        outcome.result.error = cut_off(source.given, outcome.result.video);
      return stream;
    }
    TRY(const auto known, archived(video));
    if (known) {
      outcome.source = ScanSource::kArchive;
      TRY(outcome.result, match(source.given, heard(source, *known), *known));
      return stream;
    }
  }
  TRY(stream.heard, ingest::fingerprint_media({source.given, source.audio_stream}, progress));
  TRY(outcome.result, match(source.given, heard(source, *stream.heard), *stream.heard));
  return stream;
}

Result<std::optional<ScanResult>> VideoScanner::recorded_scan(const ScanId& scan) const {
  const std::lock_guard lock(records_);
  TRY(auto result, workspace_.ledger().find_scan(scan));
  if (result && !has_findings(*result)) return std::nullopt;
  return result;
}

Result<std::optional<ScanResult>> VideoScanner::current_scan(const VideoId& video) const {
  const std::lock_guard lock(records_);
  return workspace_.ledger().current_scan(video);
}

Result<std::optional<ScanResult>> VideoScanner::standing_scan(const VideoFacts& video) const {
  TRY(auto of_today, recorded_scan(scan_id_of(video, catalogue_digest_)));
  if (of_today) return of_today;
  std::optional<ledger::CoveringScan> covering;
  {
    const std::lock_guard lock(records_);
    TRY(covering, workspace_.ledger().coverage().covering(video.id));
  }
  // Of another state of the file, or by another engine, it would have another id.
  if (!covering || scan_id_of(video, covering->catalogue_digest) != covering->scan) {
    return std::nullopt;
  }
  return recorded_scan(covering->scan);
}

Result<std::optional<FingerprintedMedia>> VideoScanner::archived(const VideoFacts& video) const {
  std::optional<VideoFacts> last;
  {
    const std::lock_guard lock(records_);
    TRY(last, workspace_.ledger().find_video(video.id));
  }
  if (!last || last->size_bytes != video.size_bytes || last->modified_ns != video.modified_ns) {
    return std::nullopt;
  }
  auto media = workspace_.index().archived(video.id);
  // What cannot be read, or is of another state of the file, is made anew from the media.
  if (!media || !*media || sound_digest((*media)->fingerprint) != last->sound_digest) {
    return std::nullopt;
  }
  return media;
}

Result<ScanResult> VideoScanner::match(const std::string& given, VideoFacts video,
                                       const FingerprintedMedia& media) const {
  TRY(std::vector<Match> matches, matcher_.match(media.fingerprint));
  return result_of(given, std::move(video), media, std::move(matches));
}

ScanResult VideoScanner::result_of(const std::string& given, VideoFacts video,
                                   const FingerprintedMedia& media,
                                   std::vector<Match> matches) const {
  ScanResult result;
  result.id = scan_id_of(video, catalogue_digest_);
  result.video = std::move(video);
  result.complete = media.facts.complete;
  if (!result.complete) result.error = cut_off(given, result.video);
  result.matches = std::move(matches);
  result.note = matcher::note_on_video(media.fingerprint);
  result.unknown_music =
      matcher::unknown_music(matcher::music_spans(media.fingerprint), result.matches);
  return result;
}

ScannedStream VideoScanner::scan_of(VideoFacts video, FingerprintedMedia heard,
                                    std::vector<Match> matches) const {
  ScannedStream stream;
  stream.outcome.given = video.location;
  video.duration = heard.fingerprint.duration;
  video.sound_digest = sound_digest(heard.fingerprint);
  stream.outcome.result =
      result_of(stream.outcome.given, std::move(video), heard, std::move(matches));
  stream.heard = std::move(heard);
  return stream;
}

Result<std::vector<Match>> VideoScanner::matches(const Fingerprint& sound) const {
  return matcher_.match(sound);
}

Result<std::optional<ScannedStream>> VideoScanner::scan_again(const VideoFacts& video,
                                                              const WorthMatching& worth) const {
  ScannedStream stream;
  ScanOutcome& outcome = stream.outcome;
  outcome.given = video.location;
  TRY(outcome.earlier, current_scan(video.id));
  TRY(auto on_record, recorded_scan(scan_id_of(video, catalogue_digest_)));
  if (on_record) {
    outcome.source = ScanSource::kLedger;
    outcome.result = *std::move(on_record);
    if (!outcome.result.complete) outcome.result.error = cut_off(outcome.given, video);
    return stream;
  }
  TRY(const auto known, archived(video));
  if (!known) {
    return fail(Errc::kNotFound, video.location +
                                     ": its sound is not in the archive, or is damaged there; "
                                     "`cuetrace scan` it again");
  }
  TRY(const bool worth_matching, worth(known->fingerprint));
  if (!worth_matching) return std::nullopt;
  outcome.source = ScanSource::kArchive;
  TRY(outcome.result, match(outcome.given, video, *known));
  return stream;
}

ScannedStream VideoScanner::failed(const VideoFacts& video, Error error) const {
  ScannedStream stream;
  stream.outcome.given = video.location;
  stream.outcome.result.video = video;
  stream.outcome.result.complete = false;
  stream.outcome.result.error = std::move(error);
  return stream;
}

Result<std::vector<ledger::UnknownPlace>> VideoScanner::post(const ScannedStream& stream,
                                                             std::vector<Error>& refused) {
  const ScanResult& result = stream.outcome.result;
  TRY(storage::Transaction transaction, workspace_.begin());
  const std::string now = utc_now();
  TRY_VOID(workspace_.ledger().post(result, now));
  TRY_VOID(place_unknown_music(result, now, workspace_));
  TRY(refused, put_found_facts(result.video, stream.found, workspace_));
  TRY_VOID(transaction.commit());
  return workspace_.ledger().unknown_clusters().places_in(result.video.id);
}

Result<void> VideoScanner::place_earlier() {
  return place_earlier_unknown_music(utc_now(), workspace_);
}

Result<std::vector<ScanOutcome>> VideoScanner::record(std::vector<ScannedStream> streams) {
  std::vector<ScanOutcome> outcomes;
  for (ScannedStream& stream : streams) {
    ScanResult& result = stream.outcome.result;
    if (stream.heard) TRY_VOID(workspace_.index().archive(result.video.id, *stream.heard));
    const std::lock_guard lock(records_);
    if (has_findings(result)) {
      std::vector<Error> refused;
      TRY(stream.outcome.unknown, post(stream, refused));
      std::ranges::move(refused, std::back_inserter(stream.outcome.warnings));
    }
    TRY(stream.outcome.labels, track_labels(result, workspace_.catalogue()));
    if (stream.outcome.earlier) {
      TRY(TrackLabels more, track_labels(*stream.outcome.earlier, workspace_.catalogue()));
      stream.outcome.labels.merge(more);
    }
    outcomes.push_back(std::move(stream.outcome));
  }
  return outcomes;
}

}  // namespace engine::run
