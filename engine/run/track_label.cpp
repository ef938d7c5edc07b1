#include "engine/run/track_label.h"

#include "engine/core/text.h"
#include "engine/run/media_files.h"

#include <utility>

namespace engine::run {
Result<TrackLabel> track_label(const TrackId& track, const catalogue::Catalogue& catalogue) {
  TRY(const auto recording, catalogue.find(track));
  if (!recording) return TrackLabel{};
  return TrackLabel{.path = recording->path,
                    .title = recording->title,
                    .version = recording->version,
                    .composer = joined(writer_names(recording->work), ", ")};
}

Result<TrackLabels> track_labels(const ScanResult& result, const catalogue::Catalogue& catalogue) {
  TrackLabels labels;
  const auto add = [&](const TrackId& track) -> Result<void> {
    if (labels.contains(track)) return {};
    TRY(TrackLabel label, track_label(track, catalogue));
    labels.emplace(track, std::move(label));
    return {};
  };
  for (const Match& match : result.matches) {
    TRY_VOID(add(match.track));
    for (const MatchAlternative& other : match.alternatives) TRY_VOID(add(other.track));
  }
  return labels;
}

Result<TrackLabels> labels_of_kin(const TrackId& track, const std::vector<Kinship>& kin,
                                  const catalogue::Catalogue& catalogue) {
  TrackLabels labels;
  for (const Kinship& kinship : kin) {
    const TrackId& other = kinship.other_than(track);
    TRY(TrackLabel label, track_label(other, catalogue));
    labels.emplace(other, std::move(label));
  }
  return labels;
}

Result<std::vector<catalogue::Recording>> find_recordings(const std::string& text,
                                                          const catalogue::Catalogue& catalogue) {
  TRY(auto found, catalogue.find_any(text));
  if (found.empty()) {
    TRY(found, catalogue.find_any(absolute_path(text)));
  }
  if (found.empty()) {
    return fail(Errc::kNotFound, text + ": no such track; `cuetrace catalog ls` lists them");
  }
  return found;
}

}  // namespace engine::run
