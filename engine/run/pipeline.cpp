#include "engine/run/pipeline.h"

#include "engine/core/fingerprint_record.h"
#include "engine/core/interrupt.h"
#include "engine/core/parallel.h"
#include "engine/run/track_label.h"
#include "engine/run/video_scanner.h"
#include "engine/run/workspace.h"
#include "ingest/ingest.h"
#include "matcher/sound_notes.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace engine::run {
namespace {

/// Enough that no thread waits for the one that delivers, and no more fingerprints in memory.
std::size_t max_in_flight() { return 2 * thread_count(); }

ingest::DecodeProgress progress_of(const std::string& given, const ItemProgress& progress) {
  if (!progress) return {};
  return [&](MediaTime decoded, MediaTime declared) { progress(given, decoded, declared); };
}

/// Stops a batch from within: what went wrong with the workspace itself, not with an item.
class BatchEnd {
 public:
  void set(Error error) {
    error_ = std::move(error);
    reached_ = true;
  }
  bool reached() const { return reached_; }  ///< From any thread.
  std::optional<Error>& error() { return error_; }

 private:
  std::atomic<bool> reached_ = false;
  std::optional<Error> error_;
};

/// A track that cannot be one is one bad item; a disk that cannot be written ends the batch.
bool is_about_workspace(const Error& error) {
  return error.code() == Errc::kUnavailable || error.code() == Errc::kCorrupt ||
         error.code() == Errc::kNotPermitted;
}

Result<ingest::MeasuredMedia> measure_track(const MediaItem& item, const ItemProgress& progress) {
  if (item.refused) return fail(*item.refused);
  TRY(ingest::MeasuredMedia heard,
      ingest::measure_media({item.given, std::nullopt}, progress_of(item.given, progress)));
  heard.media.facts.location = absolute_path(item.given);
  return heard;
}

/// One change: the recording, and what was measured. A track that is there keeps its figures.
Result<void> put_records(Workspace& workspace, const TrackId& id,
                         const ingest::MeasuredMedia& heard) {
  const MediaTime duration = heard.media.fingerprint.duration;
  TRY(storage::Transaction rows, workspace.begin());
  TRY_VOID(workspace.catalogue().put_track(id, heard.media.facts, duration));
  TRY(const auto known, workspace.measurements().find(id));
  if (heard.measurement && !known) TRY_VOID(workspace.measurements().put(id, *heard.measurement));
  return rows.commit();
}

/// The index first: what it has and the catalogue lacks is made good at the next opening.
Result<AddedTrack> put_track(Workspace& workspace, const ingest::MeasuredMedia& heard) {
  const Fingerprint& fingerprint = heard.media.fingerprint;
  TRY(const matcher::AddOutcome outcome, workspace.index().add(heard.media));
  const TrackId id = track_id_of(fingerprint);
  TRY_VOID(put_records(workspace, id, heard));
  TRY(TrackLabel label, track_label(id, workspace.catalogue()));
  AddedTrack added{.id = id,
                   .added = outcome == matcher::AddOutcome::kAdded,
                   .label = std::move(label),
                   .duration = fingerprint.duration,
                   .kin = {},
                   .kin_labels = {},
                   .note = matcher::note_on_track(fingerprint)};
  if (!added.added) return added;
  TRY(added.kin, workspace.seek_kin(id));
  TRY(added.kin_labels, labels_of_kin(id, added.kin, workspace.catalogue()));
  return added;
}

/// For tracks that are there without it. Whether an interruption left some.
Result<bool> seek_kin_due(Workspace& workspace, const ItemProgress& progress) {
  TRY(const std::vector<TrackId> due, workspace.tracks_with_kin_due());
  for (std::size_t i = 0; i < due.size(); ++i) {
    if (interrupted()) return true;
    TRY_VOID(workspace.seek_kin(due[i]));
    // Of tracks, not of time: the bar shows their share, and its speed stays that of decoding.
    if (progress) progress("comparing earlier tracks", MediaTime(i + 1), MediaTime(due.size()));
  }
  return false;
}

bool dropped(const Error& error) { return error.code() == Errc::kInterrupted; }

void count(const std::vector<ScanOutcome>& outcomes, BatchReport& report) {
  const auto any = [&](auto wanted) {
    return std::any_of(outcomes.begin(), outcomes.end(),
                       [&](const ScanOutcome& outcome) { return wanted(outcome.result); });
  };
  if (any([](const ScanResult& r) { return r.error && r.error->code() != Errc::kTruncated; })) {
    ++report.failed;
  } else if (any([](const ScanResult& r) { return !r.complete; })) {
    ++report.incomplete;
  } else {
    ++report.done;
  }
}

}  // namespace

Result<BatchReport> add_tracks(Workspace& workspace, std::span<const MediaItem> items,
                               const AddListener& listener) {
  BatchReport report;
  BatchEnd end;
  run_ordered<ingest::MeasuredMedia>(
      items, max_in_flight(), [&] { return !interrupted() && !end.reached(); },
      [&](const MediaItem& item) { return measure_track(item, listener.progress); },
      [&](const MediaItem& item, Result<ingest::MeasuredMedia> heard) {
        if (end.reached() || (!heard && dropped(heard.error()))) return;
        Result<AddedTrack> added =
            heard ? put_track(workspace, *heard) : fail(std::move(heard).error());
        if (heard && !added && is_about_workspace(added.error())) {
          end.set(std::move(added).error());
          return;
        }
        ++(added ? report.done : report.failed);
        listener.done(item.given, added);
      });
  if (end.reached()) return fail(*std::move(end.error()));
  TRY_VOID(workspace.index().seal());
  TRY(const bool kin_left, seek_kin_due(workspace, listener.progress));
  report.interrupted = kin_left || report.done + report.failed < items.size();
  return report;
}

Result<BatchReport> scan_videos(Workspace& workspace, std::span<const MediaItem> items,
                                const AudioChoice& audio, const ScanListener& listener) {
  TRY(KnownTracks known, workspace.note_tracks());
  BatchReport report;
  BatchEnd end;
  VideoScanner scanner(workspace, std::move(known));
  TRY_VOID(scanner.place_earlier());
  run_ordered<std::vector<ScannedStream>>(
      items, max_in_flight(), [&] { return !interrupted() && !end.reached(); },
      [&](const MediaItem& item) {
        return scanner.scan(item, audio, progress_of(item.given, listener.progress));
      },
      [&](const MediaItem& item, Result<std::vector<ScannedStream>> streams) {
        if (end.reached() || (!streams && dropped(streams.error()))) return;
        if (!streams) streams = scanner.failed(item, std::move(streams).error());
        Result<std::vector<ScanOutcome>> outcomes = scanner.record(*std::move(streams));
        if (!outcomes) {
          end.set(std::move(outcomes).error());
          return;
        }
        count(*outcomes, report);
        listener.done(*outcomes);
      });
  if (end.reached()) return fail(*std::move(end.error()));
  TRY_VOID(workspace.index().seal());
  report.interrupted = report.done + report.incomplete + report.failed < items.size();
  return report;
}

}  // namespace engine::run
