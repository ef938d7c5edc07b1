#include "engine/run/cli/catalogue_intake.h"

#include <utility>

namespace engine::cli {
namespace {

namespace fs = std::filesystem;
using catalogue::ImportRow;
using catalogue::PutOutcome;

constexpr std::size_t kBatchRows = 4096;

void count(PutOutcome put, bool new_track, IntakeCounts& counts) {
  if (new_track || put == PutOutcome::kNew) {
    ++counts.added;
  } else if (put == PutOutcome::kChanged) {
    ++counts.changed;
  } else {
    ++counts.unchanged;
  }
}

/// Errors: those that are not about the answer.
Result<void> count_answer(const AnsweredWork& answer, const Result<PutOutcome>& put,
                          const RowFailures& failures, IntakeCounts& counts) {
  if (put) {
    ++counts.acknowledged;
    if (*put == PutOutcome::kChanged) ++counts.numbered;
    return {};
  }
  const Errc why = put.error().code();
  if (why != Errc::kInvalidInput && why != Errc::kNotFound) return fail(put.error());
  failures.fail_row(*answer.source, put.error());
  ++counts.failed;
  return {};
}

/// The track whose audio is this file, if there is one.
Result<std::optional<TrackId>> track_of(const fs::path& audio,
                                        const catalogue::Catalogue& catalogue) {
  TRY(const auto recordings, catalogue.find_any(audio.string()));
  for (const catalogue::Recording& recording : recordings) {
    if (recording.path == audio && recording.track) return recording.track;
  }
  return std::optional<TrackId>();
}

}  // namespace

std::string to_text(const IntakeCounts& counts) {
  std::string text;
  if (counts.recordings() > 0 || counts.acknowledged == 0) {
    text = counted(counts.recordings(), "recording") + ": " + std::to_string(counts.added) +
           " new, " + std::to_string(counts.changed) + " changed, " +
           std::to_string(counts.unchanged) + " unchanged";
  }
  if (counts.acknowledged > 0) {
    text += (text.empty() ? "" : "; ") + counted(counts.acknowledged, "acknowledgement") + ": " +
            std::to_string(counts.numbered) + " changed, " +
            std::to_string(counts.acknowledged - counts.numbered) + " unchanged";
  }
  if (counts.failed > 0) text += "; " + counted(counts.failed, "row") + " failed";
  return text;
}

void RowFailures::complain_of(const catalogue::SourceRow& row, const Error& why) const {
  complain(why, session_);
  if (rejected_ != nullptr) rejected_->add(row, why);
}

void RowFailures::fail_row(const catalogue::SourceRow& row, const Error& why) const {
  complain_of(row, Error(why).during(file_ + ":" + std::to_string(row.line)));
}

void RowFailures::keep(const catalogue::SourceRow& row, const std::string& why) const {
  if (rejected_ != nullptr) rejected_->add(row, Error(Errc::kInvalidInput, why));
}

Result<void> Intake::take(ImportRow row) {
  rows_.push_back(std::move(row));
  return rows_.size() < kBatchRows ? Result<void>() : finish();
}

Result<void> Intake::take(AnsweredWork answer) {
  answers_.push_back(std::move(answer));
  return answers_.size() < kBatchRows ? Result<void>() : finish();
}

Result<void> Intake::finish() {
  tracks_.clear();
  new_tracks_.clear();
  TRY_VOID(find_known_audio());
  TRY_VOID(add_audio());
  TRY_VOID(put_rows());
  TRY_VOID(put_answers());
  rows_.clear();
  answers_.clear();
  return {};
}

/// Audio that is a track already, by its path.
Result<void> Intake::find_known_audio() {
  for (const ImportRow& row : rows_) {
    if (row.audio.empty()) continue;
    TRY(const auto track, track_of(row.audio, workspace_.catalogue()));
    if (track && workspace_.index().contains(*track)) tracks_.emplace(row.audio, *track);
  }
  return {};
}

/// Makes tracks of the audio that is none yet.
Result<void> Intake::add_audio() {
  std::vector<run::MediaItem> items;
  std::set<fs::path> listed;
  for (const ImportRow& row : rows_) {
    if (row.audio.empty() || tracks_.contains(row.audio)) continue;
    if (listed.insert(row.audio).second) items.push_back({row.audio.string(), std::nullopt});
  }
  if (items.empty()) return {};
  TRY(const run::BatchReport report,
      add_with_progress(workspace_, items, session_,
                        [&](const std::string& path, const run::AddedTrack& track) {
                          tracks_.emplace(path, track.id);
                          if (track.added) new_tracks_.insert(track.id);
                        }));
  if (report.interrupted) return fail(Errc::kInterrupted, "interrupted; import it again");
  return {};
}

/// Writes the rows; one whose audio could not be added has been complained of, and is left out.
Result<void> Intake::put_rows() {
  TRY(storage::Transaction transaction, workspace_.begin());
  for (ImportRow& row : rows_) {
    bool new_track = false;
    if (!row.audio.empty()) {
      const auto track = tracks_.find(row.audio);
      if (track == tracks_.end()) {
        ++counts_.failed;
        failures_.keep(*row.source, "audio: " + row.audio.string() + ": cannot be added");
        continue;
      }
      row.recording.track = track->second;
      row.recording.duration = MediaTime{0};  // What was heard counts, not what was said.
      new_track = new_tracks_.erase(track->second) != 0;
    }
    const Result<PutOutcome> put = workspace_.catalogue().put(row.recording);
    if (!put && put.error().code() != Errc::kInvalidInput) return fail(put.error());
    if (put) {
      count(*put, new_track, counts_);
    } else {
      failures_.fail_row(*row.source, put.error());
      ++counts_.failed;
    }
  }
  return transaction.commit();
}

Result<void> Intake::put_answers() {
  TRY(storage::Transaction transaction, workspace_.begin());
  for (const AnsweredWork& answer : answers_) {
    const Result<PutOutcome> put = workspace_.catalogue().put(answer.told);
    TRY_VOID(count_answer(answer, put, failures_, counts_));
  }
  return transaction.commit();
}

Result<void> Foresight::take(const AnsweredWork& answer) {
  return count_answer(answer, catalogue_.foresee(answer.told), failures_, counts_);
}

Result<void> Foresight::take(ImportRow row) {
  if (!row.audio.empty()) {
    std::error_code ignored;
    ++with_audio_;
    if (!fs::is_regular_file(row.audio, ignored)) {
      failures_.fail_row(*row.source,
                         Error(Errc::kNotFound, "audio: " + row.audio.string() + ": no such file"));
      ++counts_.failed;
      return {};
    }
    TRY(const auto track, track_of(row.audio, catalogue_));
    if (track) row.recording.duration = MediaTime{0};
    row.recording.track = track;
  }
  const Result<PutOutcome> foreseen = catalogue_.foresee(row.recording);
  if (!foreseen && foreseen.error().code() != Errc::kInvalidInput) return fail(foreseen.error());
  if (foreseen) {
    count(*foreseen, false, counts_);
  } else {
    failures_.fail_row(*row.source, foreseen.error());
    ++counts_.failed;
  }
  return {};
}

}  // namespace engine::cli
