#include "engine/run/measuring.h"

#include "engine/core/fingerprint_record.h"
#include "engine/core/interrupt.h"
#include "engine/core/parallel.h"
#include "engine/run/workspace.h"
#include "ingest/ingest.h"

#include <atomic>
#include <optional>

namespace engine::run {
namespace {

using catalogue::Recording;

Result<TrackMeasurement> measure(const Recording& recording, const ItemProgress& progress) {
  const std::string& path = recording.path;
  const auto tell = [&](MediaTime decoded, MediaTime declared) {
    if (progress) progress(path, decoded, declared);
  };
  TRY(ingest::MeasuredMedia heard, ingest::measure_media({path, std::nullopt}, tell));
  if (!heard.measurement) {
    return fail(Errc::kInvalidInput,
                path +
                    ": a fingerprint, which has no sound to measure; run `cuetrace catalog add` "
                    "on the media it was made of");
  }
  if (track_id_of(heard.media.fingerprint) != *recording.track) {
    return fail(Errc::kInvalidInput, path +
                                         ": holds other sound than when it was added; run "
                                         "`cuetrace catalog add` on it, and take out the old "
                                         "track with `cuetrace catalog rm`");
  }
  return *std::move(heard.measurement);
}

}  // namespace

Result<BatchReport> measure_tracks(Workspace& workspace, std::span<const Recording> recordings,
                                   const MeasureListener& listener) {
  BatchReport report;
  std::optional<Error> end;
  std::atomic<bool> ended = false;
  run_ordered<TrackMeasurement>(
      recordings, 2 * thread_count(), [&] { return !interrupted() && !ended; },
      [&](const Recording& recording) { return measure(recording, listener.progress); },
      [&](const Recording& recording, Result<TrackMeasurement> measured) {
        if (ended || (!measured && measured.error().code() == Errc::kInterrupted)) return;
        Result<void> outcome;
        if (measured) {
          outcome = workspace.measurements().put(*recording.track, *measured);
          if (!outcome) {
            end = outcome.error();
            ended = true;
            return;
          }
        } else {
          outcome = fail(std::move(measured).error());
        }
        ++(outcome ? report.done : report.failed);
        listener.done(recording, outcome);
      });
  if (end) return fail(*std::move(end));
  report.interrupted = report.done + report.failed < recordings.size();
  return report;
}

}  // namespace engine::run
