#include "engine/run/cli/rematch.h"

#include "engine/run/cli/batch.h"
#include "engine/run/cli/progress.h"
#include "engine/run/cli/segment_table.h"
#include "engine/run/scan_json.h"

#include <algorithm>
#include <optional>
#include <ostream>
#include <set>
#include <vector>

namespace engine::cli {
namespace {

struct Tally {
  std::size_t videos = 0;
  std::size_t found = 0;
  std::size_t to_review = 0;
  std::size_t lost = 0;
  std::set<TrackId> tracks;  ///< Of what was found, not of what is to be reviewed.

  void add(const run::RematchOutcome& outcome) {
    ++videos;
    lost += outcome.lost.size();
    for (const std::size_t i : outcome.found) {
      const Match& match = outcome.scan.result.matches[i];
      ++(match.confident() ? found : to_review);
      if (match.confident()) tracks.insert(match.track);
    }
  }

  /// "2 new segments of 1 track, 1 to review": what there is of these.
  std::string text() const {
    std::vector<std::string> parts;
    if (found > 0) {
      parts.push_back(counted(found, "new segment") + " of " + counted(tracks.size(), "track"));
    }
    if (to_review > 0) parts.push_back(std::to_string(to_review) + " new to review");
    if (lost > 0) parts.push_back(counted(lost, "segment") + " no longer found");
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
  }
};

std::string readable(const run::RematchOutcome& outcome) {
  const ScanResult& result = outcome.scan.result;
  std::vector<Match> rows;
  for (const std::size_t i : outcome.found) rows.push_back(result.matches[i]);
  const auto claims = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const Match& m) { return m.confident(); }));
  std::string text = heading(outcome.scan) + "  " + to_clock(result.video.duration);
  if (claims > 0) text += "  " + counted(claims, "new segment");
  if (claims < rows.size()) {
    text += (claims > 0 ? ", " : "  ") + std::to_string(rows.size() - claims) + " new to review";
  }
  if (!rows.empty()) text += "\n" + segment_table(rows, outcome.scan.labels);
  if (!outcome.lost.empty()) {
    text += (rows.empty() ? "  " : "\n") + counted(outcome.lost.size(), "segment") +
            " no longer found\n" + segment_table(outcome.lost, outcome.scan.labels);
  }
  return text + "\n";
}

void print(const run::RematchOutcome& outcome, bool jsonl, const Session& session) {
  const auto& error = outcome.scan.result.error;
  const bool failed = error && error->code() != Errc::kTruncated;
  if (jsonl) {
    session.console.out << run::rematch_json(outcome) << '\n' << std::flush;
  } else if (!failed) {
    session.console.out << readable(outcome) << std::flush;
  }
  if (error) complain(*error, session);
}

bool says_something(const run::RematchOutcome& outcome) {
  const auto& error = outcome.scan.result.error;
  return !outcome.found.empty() || !outcome.lost.empty() ||
         (error && error->code() != Errc::kTruncated);
}

Result<run::RematchPlan> search(run::Workspace& workspace, run::RematchScope scope,
                                const Session& session) {
  std::optional<Progress> progress;
  return run::plan_rematch(workspace, scope,
                           {.begin = [&](std::size_t tracks) { progress.emplace(session, tracks); },
                            .searched = [&] { progress->finish("searching the archive"); }});
}

void sum_up(const run::RematchPlan& plan, const Tally& tally, run::RematchScope scope,
            std::ostream& out) {
  if (plan.videos == 0) {
    out << "nothing to do: every scanned video is up to date with the catalogue\n";
    return;
  }
  if (scope == run::RematchScope::kAll) {
    out << counted(plan.videos, "video") << " matched again: ";
  } else {
    out << "searched " << counted(plan.videos, "video") << " for " << counted(plan.tracks, "track")
        << ": ";
  }
  if (tally.videos == 0) {
    out << "nothing new\n";
    return;
  }
  out << tally.text() << ", in " << counted(tally.videos, "video") << '\n';
}

}  // namespace

Result<RematchEnd> rematch_with_progress(run::Workspace& workspace, run::RematchScope scope,
                                         bool jsonl, const Session& session) {
  TRY(const run::RematchPlan plan, search(workspace, scope, session));
  RematchEnd end;
  end.planned = plan.items.size();
  end.report.interrupted = plan.interrupted;
  if (plan.interrupted) return end;

  Tally tally;
  {
    Progress progress(session, plan.items.size());
    TRY(end.report,
        run::rematch_videos(workspace, plan,
                            {.outcome =
                                 [&](const run::RematchOutcome& outcome) {
                                   if (!says_something(outcome)) return;
                                   if (!outcome.found.empty() || !outcome.lost.empty())
                                     tally.add(outcome);
                                   progress.aside([&] { print(outcome, jsonl, session); });
                                 },
                             .done = [&] { progress.finish("matching"); }}));
  }
  if (!jsonl && !end.report.interrupted) sum_up(plan, tally, scope, session.console.out);
  return end;
}

}  // namespace engine::cli
