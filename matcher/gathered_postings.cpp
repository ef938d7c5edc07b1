#include "matcher/gathered_postings.h"

#include <algorithm>
#include <iterator>

namespace matcher {

void GatheredPostings::add(std::uint32_t ordinal, std::span<const HashAt> hashes) {
  std::vector<Posting> postings;
  postings.reserve(hashes.size());
  std::uint32_t frames = 1;
  for (const HashAt& at : hashes) {
    postings.push_back({at.hash, ordinal, at.frame});
    frames = std::max(frames, at.frame + 1);
  }
  std::sort(postings.begin(), postings.end());
  tracks_.push_back({ordinal, frames});
  if (postings.empty()) return;
  parts_.push_back(std::move(postings));
  while (parts_.size() > 1 && parts_.end()[-2].size() < 2 * parts_.back().size()) merge_last_two();
}

void GatheredPostings::merge_last_two() {
  const std::vector<Posting> last = std::move(parts_.back());
  parts_.pop_back();
  std::vector<Posting> merged;
  merged.reserve(parts_.back().size() + last.size());
  std::merge(parts_.back().begin(), parts_.back().end(), last.begin(), last.end(),
             std::back_inserter(merged));
  parts_.back() = std::move(merged);
}

std::span<const Posting> GatheredPostings::merged() {
  while (parts_.size() > 1) merge_last_two();
  if (parts_.empty()) return {};
  return parts_.front();
}

void GatheredPostings::clear() {
  tracks_.clear();
  parts_.clear();
}

std::size_t GatheredPostings::count() const {
  std::size_t count = 0;
  for (const auto& part : parts_) count += part.size();
  return count;
}

}  // namespace matcher
