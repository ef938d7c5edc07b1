#include "matcher/video_archive.h"

#include "matcher/landmark_hash.h"
#include "matcher/packed_record.h"
#include "matcher/store_key.h"

#include <algorithm>

namespace matcher {
namespace {

using engine::Fingerprint;
using engine::FingerprintedMedia;
using engine::Result;
using engine::VideoId;

constexpr PostingRuns::Place kPostings{Family::kArchivePosting, "archive_runs",
                                         std::size_t{256} << 20};

/// Unsealed videos are read again at the next opening, should there be a crash: for a second at
/// most, with videos of usual lengths.
constexpr std::uint32_t kUnsealedVideosMax = 64;

}  // namespace

Result<std::unique_ptr<VideoArchive>> VideoArchive::open(Store& store, Access access) {
  std::unique_ptr<VideoArchive> archive(new VideoArchive(store));
  TRY_VOID(
      store.for_each(Family::kArchiveVideo, {}, [&](std::string_view key, std::string_view value) {
        archive->videos_.push_back({read_number(key), read_id<VideoId>(value)});
      }));
  TRY(archive->runs_, PostingRuns::open(store, kPostings, access == Access::kWrite));
  if (access == Access::kWrite) TRY_VOID(archive->mend());
  return archive;
}

Result<void> VideoArchive::mend() {
  for (const std::uint32_t number : runs_->sealed_ordinals()) {
    if (!video_of(number)) stale_.insert(number);
  }
  for (const Numbered& known : videos_) {
    if (known.number < runs_->sealed_end()) continue;
    TRY(const auto media, find(known.video));
    if (media) runs_->gather(known.number, archive_hashes(media->fingerprint));
  }
  return {};
}

Result<void> VideoArchive::drop_derived(Store& store) {
  const std::string first = number_key(0);
  const std::string end = number_key(UINT32_MAX);
  TRY_VOID(store.drop_range(Family::kArchivePosting, first, end));
  Batch batch;
  batch.erase_range(Family::kArchiveVideo, first, end);
  batch.erase_range(Family::kArchiveNumber, {}, std::string(sizeof(VideoId), '\xFF'));
  batch.erase(Family::kMeta, kPostings.list_key);
  return store.commit(std::move(batch));
}

Result<void> VideoArchive::put_again() {
  std::vector<VideoId> videos;
  TRY_VOID(store_.for_each(Family::kArchive, {}, [&](std::string_view key, std::string_view) {
    videos.push_back(read_id<VideoId>(key));
  }));
  for (const VideoId& video : videos) {
    TRY(const auto media, find(video));
    if (media) TRY_VOID(number(video, media->fingerprint, {}));
  }
  return seal();
}

Result<void> VideoArchive::put(const VideoId& video, const FingerprintedMedia& media) {
  Batch batch;
  batch.put(Family::kArchive, id_key(video), encode_packed(media, kKeptOfVideo));
  return number(video, media.fingerprint, std::move(batch));
}

Result<void> VideoArchive::number(const VideoId& video, const Fingerprint& fingerprint,
                                  Batch with) {
  TRY(const auto earlier, store_.get(Family::kArchiveNumber, id_key(video)));
  const std::uint32_t number = next_number();
  with.put(Family::kArchiveNumber, id_key(video), number_key(number));
  with.put(Family::kArchiveVideo, number_key(number), std::string(id_key(video)));
  if (earlier) with.erase(Family::kArchiveVideo, *earlier);
  TRY_VOID(store_.commit(std::move(with)));

  if (earlier) {
    stale_.insert(read_number(*earlier));
    std::erase_if(videos_, [&](const Numbered& v) { return v.number == read_number(*earlier); });
  }
  videos_.push_back({number, video});
  runs_->gather(number, archive_hashes(fingerprint));
  const bool much = runs_->gathered_count() >= kGatheredMax ||
                    number + 1 - runs_->sealed_end() >= kUnsealedVideosMax;
  return much ? seal() : Result<void>();
}

Result<std::optional<FingerprintedMedia>> VideoArchive::find(const VideoId& video) const {
  TRY(const auto record, store_.get(Family::kArchive, id_key(video)));
  if (!record) return std::nullopt;
  TRY(auto media, decode_packed(*record));
  return media;
}

Result<void> VideoArchive::seal() {
  TRY_VOID(runs_->seal(next_number()));
  if (stale_.empty()) return {};
  TRY_VOID(runs_->erase(stale_, {}));
  stale_.clear();
  return {};
}

std::optional<VideoId> VideoArchive::video_of(std::uint32_t number) const {
  const auto at = std::partition_point(videos_.begin(), videos_.end(),
                                       [&](const Numbered& v) { return v.number < number; });
  if (at == videos_.end() || at->number != number) return std::nullopt;
  return at->video;
}

std::vector<VideoId> VideoArchive::videos() const {
  std::vector<VideoId> videos;
  for (const Numbered& known : videos_) videos.push_back(known.video);
  std::sort(videos.begin(), videos.end());
  return videos;
}

std::uint32_t VideoArchive::next_number() const {
  return std::max(runs_->sealed_end(), videos_.empty() ? 0 : videos_.back().number + 1);
}

}  // namespace matcher
