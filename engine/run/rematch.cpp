#include "engine/run/rematch.h"

#include "engine/core/interrupt.h"
#include "engine/core/parallel.h"
#include "engine/run/video_scanner.h"
#include "engine/run/workspace.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace engine::run {
namespace {

using ledger::PresentTrack;
using ledger::UncoveredVideo;
using matcher::ArchiveCandidate;
using matcher::ArchiveSearch;

std::size_t max_in_flight() { return 2 * thread_count(); }

Result<RematchPlan> plan_for_all(Workspace& workspace) {
  RematchPlan plan;
  TRY(const std::vector<VideoFacts> videos, workspace.ledger().videos());
  plan.videos = videos.size();
  for (const VideoFacts& video : videos) plan.items.push_back({video.id, {}});
  return plan;
}

using CandidatesOf = std::map<VideoId, std::vector<ArchiveCandidate>>;

/// Searches for each track. A video is a candidate when it was not matched with the track before:
/// `covered` says up to which set of tracks it was. Empty when interrupted.
Result<std::optional<CandidatesOf>> search_for(const std::vector<PresentTrack>& tracks,
                                               const std::map<VideoId, std::int64_t>& covered,
                                               const ArchiveSearch& search,
                                               const std::function<void()>& searched) {
  CandidatesOf candidates;
  std::optional<Error> failed;
  std::size_t done = 0;
  run_ordered<std::vector<ArchiveCandidate>>(
      std::span(tracks), max_in_flight(), [] { return !interrupted(); },
      [&](const PresentTrack& track) { return search.candidates(track.track); },
      [&](const PresentTrack& track, Result<std::vector<ArchiveCandidate>> found) {
        ++done;
        searched();
        if (!found) {
          if (!failed) failed = std::move(found).error();
          return;
        }
        for (ArchiveCandidate& candidate : *found) {
          const auto video = covered.find(candidate.video);
          if (video == covered.end() || track.since <= video->second) continue;
          candidates[candidate.video].push_back(std::move(candidate));
        }
      });
  if (failed) return fail(*std::move(failed));
  if (done < tracks.size()) return std::nullopt;
  return candidates;
}

/// Whether `b` is the same use, though its ends may have moved, and at least as sure.
bool stands_in(const Match& a, const Match& b) {
  return a.track == b.track && a.in_video.start < b.in_video.end &&
         b.in_video.start < a.in_video.end && b.confident() >= a.confident();
}

bool among(const Match& match, const std::vector<Match>& others) {
  return std::any_of(others.begin(), others.end(),
                     [&](const Match& other) { return stands_in(match, other); });
}

RematchOutcome compared(ScanOutcome scan) {
  RematchOutcome outcome;
  outcome.scan = std::move(scan);
  const ScanResult& result = outcome.scan.result;
  const std::vector<Match> before =
      outcome.scan.earlier ? outcome.scan.earlier->matches : std::vector<Match>{};
  for (std::size_t i = 0; i < result.matches.size(); ++i) {
    if (!among(result.matches[i], before)) outcome.found.push_back(i);
  }
  std::copy_if(before.begin(), before.end(), std::back_inserter(outcome.lost),
               [&](const Match& match) { return !among(match, result.matches); });
  return outcome;
}

bool is_failed(const ScanResult& result) {
  return result.error && result.error->code() != Errc::kTruncated;
}

/// The work on one plan.
class Rematch {
 public:
  Rematch(Workspace& workspace, KnownTracks known, const RematchPlan& plan,
          const RematchListener& listener)
      : workspace_(workspace),
        plan_(plan),
        listener_(listener),
        scanner_(workspace, std::move(known)) {}

  Result<BatchReport> run() {
    std::size_t delivered = 0;
    TRY_VOID(scanner_.place_earlier());
    TRY(const std::vector<Job> jobs, read_jobs());
    run_ordered<std::optional<ScannedStream>>(
        std::span(jobs), max_in_flight(), [&] { return !interrupted() && !ended_; },
        [&](const Job& job) { return work(job); },
        [&](const Job& job, Result<std::optional<ScannedStream>> stream) {
          if (ended_) return;
          if (auto delivery = deliver(job, std::move(stream)); !delivery) {
            error_ = std::move(delivery).error();
            ended_ = true;
            return;
          }
          ++delivered;
          listener_.done();
        });
    if (error_) return fail(*std::move(error_));
    for (std::size_t i = delivered; i < jobs.size(); ++i) left_.push_back(jobs[i].video.id);
    report_.interrupted = delivered < jobs.size();
    TRY_VOID(workspace_.ledger().coverage().cover_all_but(left_));
    return report_;
  }

 private:
  struct Job {
    VideoFacts video;
    std::span<const ArchiveCandidate> candidates;
  };

  Result<std::vector<Job>> read_jobs() {
    std::vector<Job> jobs;
    for (const RematchItem& item : plan_.items) {
      TRY(auto video, workspace_.ledger().find_video(item.video));
      if (video) jobs.push_back({*std::move(video), item.candidates});
    }
    return jobs;
  }

  Result<std::optional<ScannedStream>> work(const Job& job) const {
    return scanner_.scan_again(job.video, [&](const Fingerprint& sound) -> Result<bool> {
      if (job.candidates.empty()) return true;
      return plan_.search->plays(sound, job.candidates);
    });
  }

  Result<void> deliver(const Job& job, Result<std::optional<ScannedStream>> stream) {
    if (stream && !*stream) {
      ++report_.done;
      return {};
    }
    std::vector<ScannedStream> one;
    one.push_back(stream ? **std::move(stream)
                         : scanner_.failed(job.video, std::move(stream).error()));
    TRY(std::vector<ScanOutcome> recorded, scanner_.record(std::move(one)));
    const bool failed = is_failed(recorded.front().result);
    if (failed) left_.push_back(job.video.id);
    ++(failed ? report_.failed : report_.done);
    listener_.outcome(compared(std::move(recorded.front())));
    return {};
  }

  Workspace& workspace_;
  const RematchPlan& plan_;
  const RematchListener& listener_;
  VideoScanner scanner_;
  std::vector<VideoId> left_;  // That stay uncovered.
  BatchReport report_;
  std::atomic<bool> ended_ = false;
  std::optional<Error> error_;
};

}  // namespace

Result<RematchPlan> plan_rematch(Workspace& workspace, RematchScope scope,
                                 const SearchListener& listener) {
  TRY_VOID(workspace.note_tracks());
  if (scope == RematchScope::kAll) return plan_for_all(workspace);

  ledger::Coverage coverage = workspace.ledger().coverage();
  RematchPlan plan;
  TRY(const std::vector<UncoveredVideo> videos, coverage.uncovered());
  plan.videos = videos.size();
  if (videos.empty()) return plan;
  std::map<VideoId, std::int64_t> covered;
  for (const UncoveredVideo& video : videos) covered.emplace(video.video, video.covered);
  const std::int64_t least = std::min_element(covered.begin(), covered.end(), [](auto& a, auto& b) {
                               return a.second < b.second;
                             })->second;
  TRY(const std::vector<PresentTrack> tracks, coverage.tracks_since(least));
  plan.tracks = tracks.size();
  listener.begin(tracks.size());
  plan.search = std::make_shared<const ArchiveSearch>(workspace.index());
  TRY(auto candidates, search_for(tracks, covered, *plan.search, listener.searched));
  plan.interrupted = !candidates;
  if (plan.interrupted) return plan;

  const std::vector<VideoId> archived = workspace.index().archived_videos();
  for (const UncoveredVideo& video : videos) {
    const auto found = candidates->find(video.video);
    const bool in_any_case =
        video.names_gone || !std::binary_search(archived.begin(), archived.end(), video.video);
    if (in_any_case) {
      plan.items.push_back({video.video, {}});
    } else if (found != candidates->end()) {
      plan.items.push_back({video.video, std::move(found->second)});
    }
  }
  return plan;
}

Result<BatchReport> rematch_videos(Workspace& workspace, const RematchPlan& plan,
                                   const RematchListener& listener) {
  TRY(KnownTracks known, workspace.note_tracks());
  return Rematch(workspace, std::move(known), plan, listener).run();
}

}  // namespace engine::run
