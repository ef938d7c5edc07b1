#include "engine/catalogue/stated_shares.h"

#include "engine/catalogue/share_text.h"
#include "engine/catalogue/shares.h"
#include "engine/core/text.h"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace engine::catalogue {
namespace {

constexpr std::int64_t kWholeBp = 10'000;
constexpr std::array<const char*, kRights.size()> kRightColumns = {"pr_share", "mr_share",
                                                                   "sr_share"};

using Side = std::vector<Contribution>;

auto wrong(const std::string& columns, const std::string& what) {
  return fail(Errc::kInvalidInput, columns + ": " + what);
}

bool has_side_shares(const Side& side) {
  return std::any_of(side.begin(), side.end(), [](const auto& one) { return one.share_bp; });
}

std::int64_t sum_bp(const Side& side) {
  std::int64_t sum = 0;
  for (const Contribution& one : side) sum += one.share_bp.value_or(0);
  return sum;
}

/// What the writers have that publishers say they publish; a whole where none says anything.
std::int64_t published_bp(const Side& writers, const Side& publishers) {
  std::vector<bool> published(writers.size(), false);
  bool linked = false;
  for (const Contribution& publisher : publishers) {
    for (const PublishedWriter& link : publisher.writers) {
      linked = true;
      if (link.writer < published.size()) published[link.writer] = true;
    }
  }
  if (!linked || !has_side_shares(writers)) return kWholeBp;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < writers.size(); ++i) {
    if (published[i]) sum += writers[i].share_bp.value_or(0);
  }
  return sum;
}

Result<void> check_side(const Side& side, const char* who, std::int64_t also_right_bp) {
  if (!has_side_shares(side)) return {};
  const std::string columns = std::string(who) + "_n_share";
  if (!std::all_of(side.begin(), side.end(), [](const auto& one) { return one.share_bp; })) {
    return wrong(columns, "some are empty; give all of them or none");
  }
  const std::int64_t sum = sum_bp(side);
  if (sum == kWholeBp || sum == also_right_bp) return {};
  return wrong(columns, "they add up to " + fixed_point(sum, 2) + "; they must add up to 100");
}

/// Terms that state shares by right for the world, always: those that add up to something.
bool counts(const ShareTerm& term) {
  return term.kind == ShareKind::kOwnership && !term.excluded && !term.from && !term.until &&
         (territory_code(term.territory) == kWorld || term.territory.empty());
}

std::int64_t sum_ppm(const Side& side, std::size_t right) {
  std::int64_t sum = 0;
  for (const Contribution& one : side) {
    for (const ShareTerm& term : one.terms) {
      if (counts(term)) sum += term.shares_ppm[right].value_or(0);
    }
  }
  return sum;
}

void halve(Side& side, std::size_t right) {
  for (Contribution& one : side) {
    for (ShareTerm& term : one.terms) {
      auto& share = term.shares_ppm[right];
      if (counts(term) && share) share = *share / 2;
    }
  }
}

bool is_whole(std::int64_t ppm) { return std::abs(ppm - kWholePpm) <= kShareTolerancePpm; }

Result<void> settle_right(Side& writers, Side& publishers, std::size_t right) {
  const std::int64_t of_writers = sum_ppm(writers, right);
  const std::int64_t of_publishers = sum_ppm(publishers, right);
  const std::int64_t together = of_writers + of_publishers;
  if (together == 0 || is_whole(together)) return {};
  if (is_whole(of_writers) && is_whole(of_publishers)) {
    halve(writers, right);
    halve(publishers, right);
    return {};
  }
  return wrong(std::string("n_") + kRightColumns[right],
               "writers have " + share_text(static_cast<std::int32_t>(of_writers)) +
                   ", publishers " + share_text(static_cast<std::int32_t>(of_publishers)) +
                   "; together they must have 100, or 100 each");
}

}  // namespace

void add_shares(std::vector<ShareTerm>& terms, const std::vector<ShareTerm>& more) {
  for (const ShareTerm& term : more) {
    const auto same = std::find_if(terms.begin(), terms.end(), [&](const ShareTerm& other) {
      return other.kind == term.kind && other.territory == term.territory &&
             other.excluded == term.excluded && other.from == term.from &&
             other.until == term.until;
    });
    if (same == terms.end()) {
      terms.push_back(term);
      continue;
    }
    for (std::size_t i = 0; i < term.shares_ppm.size(); ++i) {
      auto& share = same->shares_ppm[i];
      if (term.shares_ppm[i]) share = share.value_or(0) + *term.shares_ppm[i];
    }
  }
}

Result<void> settle_shares(Side& writers, Side& publishers) {
  TRY_VOID(check_side(writers, "writer", kWholeBp));
  TRY_VOID(check_side(publishers, "publisher", published_bp(writers, publishers)));
  const auto has_terms = [](const Side& side) {
    return std::any_of(side.begin(), side.end(),
                       [](const auto& one) { return !one.terms.empty(); });
  };
  if (!has_terms(writers) && !has_terms(publishers)) return {};
  for (std::size_t right = 0; right < kRights.size(); ++right) {
    TRY_VOID(settle_right(writers, publishers, right));
  }
  Work work;
  work.contributions = writers;
  work.contributions.insert(work.contributions.end(), publishers.begin(), publishers.end());
  fill_side_shares(work);
  const auto middle = work.contributions.begin() + static_cast<std::ptrdiff_t>(writers.size());
  std::move(work.contributions.begin(), middle, writers.begin());
  std::move(middle, work.contributions.end(), publishers.begin());
  return {};
}

}  // namespace engine::catalogue
