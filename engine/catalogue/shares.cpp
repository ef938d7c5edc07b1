#include "engine/catalogue/shares.h"

#include <algorithm>
#include <numeric>

namespace engine::catalogue {
namespace {

constexpr std::int64_t kWholeBp = 10'000;
constexpr std::int64_t kPpmPerBp = 100;

bool is_writer(const Contribution& one) { return one.kind == ContributionKind::kWriter; }

std::size_t place(Right right) { return static_cast<std::size_t>(right); }

bool holds_on(const ShareTerm& term, const std::optional<Day>& day) {
  if (!day) return true;
  return (!term.from || *term.from <= *day) && (!term.until || *day <= *term.until);
}

/// What terms of a kind say; empty when none of them speaks of the place and the day.
std::optional<std::int32_t> stated(const Contribution& one, ShareKind kind,
                                   const ShareQuestion& question) {
  std::optional<std::int32_t> share;
  for (const ShareTerm& term : one.terms) {
    if (term.kind != kind || !holds_on(term, question.day)) continue;
    if (!lies_in(question.territory, term.territory)) continue;
    share = term.excluded ? 0 : term.shares_ppm[place(question.right)];
  }
  return share;
}

bool has_terms(const Contribution& one, ShareKind kind) {
  return std::any_of(one.terms.begin(), one.terms.end(),
                     [kind](const ShareTerm& term) { return term.kind == kind; });
}

bool has_terms(const Work& work, ShareKind kind) {
  return std::any_of(work.contributions.begin(), work.contributions.end(),
                     [kind](const Contribution& one) { return has_terms(one, kind); });
}

/// Shares in the order of the contributions, or why there are none.
struct Reckoning {
  std::vector<std::int64_t> ppm;
  std::string why;
};

/// The writers of a work that have a publisher, by place; the work says so, or all have one.
struct Publishing {
  std::vector<bool> published;
  std::string why;
};

Publishing publishing_of(const std::vector<const Contribution*>& writers,
                         const std::vector<const Contribution*>& publishers) {
  Publishing publishing{.published = std::vector<bool>(writers.size(), false), .why = {}};
  std::int64_t publishers_bp = 0;
  bool linked = false;
  for (const Contribution* const publisher : publishers) {
    publishers_bp += publisher->share_bp.value_or(0);
    for (const PublishedWriter& link : publisher->writers) {
      linked = true;
      if (link.writer < writers.size()) publishing.published[link.writer] = true;
    }
  }
  if (!linked) {
    publishing.published.assign(writers.size(), publishers_bp > 0);
    if (publishers_bp > 0 && publishers_bp < kWholeBp) {
      publishing.why = "publishers have less than 100 %, and nothing says whose they are";
    }
    return publishing;
  }
  std::int64_t published_bp = 0;
  for (std::size_t i = 0; i < writers.size(); ++i) {
    if (publishing.published[i]) published_bp += writers[i]->share_bp.value_or(0);
  }
  if (published_bp != publishers_bp) {
    publishing.why = "publishers have not the same share as the writers they publish";
  }
  return publishing;
}

/// From the 100 % of each side.
Reckoning halved(const Work& work) {
  std::vector<const Contribution*> writers;
  std::vector<const Contribution*> publishers;
  for (const Contribution& one : work.contributions) {
    (is_writer(one) ? writers : publishers).push_back(&one);
    if (!one.share_bp) return {.ppm = {}, .why = "the share of " + one.party.name + " is unknown"};
  }
  const Publishing publishing = publishing_of(writers, publishers);
  Reckoning reckoning{.ppm = {}, .why = publishing.why};
  std::size_t writer = 0;
  for (const Contribution& one : work.contributions) {
    const bool halves = !is_writer(one) || publishing.published[writer];
    if (is_writer(one)) ++writer;
    const std::int64_t whole = *one.share_bp * kPpmPerBp;
    reckoning.ppm.push_back(halves ? whole / 2 : whole);
  }
  return reckoning;
}

Reckoning owned(const Work& work, const ShareQuestion& question) {
  if (!has_terms(work, ShareKind::kOwnership)) return halved(work);
  Reckoning reckoning;
  for (const Contribution& one : work.contributions) {
    reckoning.ppm.push_back(stated(one, ShareKind::kOwnership, question).value_or(0));
  }
  return reckoning;
}

Reckoning collected(const Work& work, const ShareQuestion& question) {
  if (!has_terms(work, ShareKind::kCollection)) return owned(work, question);
  const bool somebody =
      std::any_of(work.contributions.begin(), work.contributions.end(), [&](const auto& one) {
        return !is_writer(one) && stated(one, ShareKind::kCollection, question).value_or(0) > 0;
      });
  const Reckoning own = owned(work, question);
  if (!own.why.empty()) return own;
  Reckoning reckoning;
  for (std::size_t i = 0; i < work.contributions.size(); ++i) {
    const Contribution& one = work.contributions[i];
    if (has_terms(one, ShareKind::kCollection)) {
      reckoning.ppm.push_back(stated(one, ShareKind::kCollection, question).value_or(0));
    } else {
      reckoning.ppm.push_back(one.controlled && somebody ? 0 : own.ppm[i]);
    }
  }
  return reckoning;
}

Claim claim_of(std::int64_t total_ppm) {
  if (total_ppm > kWholePpm + kShareTolerancePpm) return Claim::kOver;
  return total_ppm < kWholePpm - kShareTolerancePpm ? Claim::kUnder : Claim::kComplete;
}

}  // namespace

std::string_view claim_name(Claim claim) {
  switch (claim) {
    case Claim::kComplete: return "CompleteClaim";
    case Claim::kUnder: return "UnderClaim";
    case Claim::kOver: return "OverClaim";
    case Claim::kUnknown: break;
  }
  return "UnknownClaim";
}

ShareAnswer shares_of(const Work& work, const ShareQuestion& question) {
  ShareQuestion asked = question;
  const std::string code = territory_code(question.territory);
  if (!code.empty()) asked.territory = code;
  ShareAnswer answer;
  if (work.contributions.empty()) {
    answer.why = "the catalogue names nobody";
    return answer;
  }
  const Reckoning reckoning =
      asked.kind == ShareKind::kOwnership ? owned(work, asked) : collected(work, asked);
  answer.why = reckoning.why;
  if (!answer.why.empty()) return answer;
  for (std::size_t i = 0; i < reckoning.ppm.size(); ++i) {
    answer.total_ppm += reckoning.ppm[i];
    if (reckoning.ppm[i] > 0) {
      answer.shares.push_back(
          {.contribution = i, .share_ppm = static_cast<std::int32_t>(reckoning.ppm[i])});
    }
  }
  answer.claim = claim_of(answer.total_ppm);
  return answer;
}

std::vector<std::int64_t> apportioned(const std::vector<std::int64_t>& parts, std::int64_t whole) {
  const std::int64_t sum = std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  std::vector<std::int64_t> shares(parts.size(), 0);
  if (sum == 0) return shares;
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::int64_t given = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    shares[i] = parts[i] * whole / sum;
    given += shares[i];
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return parts[a] * whole % sum > parts[b] * whole % sum;
  });
  for (std::size_t i = 0; given < whole; ++i, ++given) ++shares[order[i]];
  return shares;
}

void fill_side_shares(Work& work) {
  for (const auto kind : {ContributionKind::kWriter, ContributionKind::kPublisher}) {
    std::vector<Contribution*> side;
    for (Contribution& one : work.contributions) {
      if (one.kind == kind) side.push_back(&one);
    }
    if (std::any_of(side.begin(), side.end(), [](const auto* one) { return one->share_bp; })) {
      continue;
    }
    for (const Right right : {Right::kPerformance, Right::kMechanical}) {
      std::vector<std::int64_t> parts;
      for (const Contribution* const one : side) {
        const ShareQuestion question{.right = right};
        parts.push_back(stated(*one, ShareKind::kOwnership, question).value_or(0));
      }
      const auto shares = apportioned(parts, kWholeBp);
      if (std::none_of(shares.begin(), shares.end(), [](auto share) { return share > 0; })) {
        continue;
      }
      for (std::size_t i = 0; i < side.size(); ++i) {
        side[i]->share_bp = static_cast<std::int32_t>(shares[i]);
      }
      break;
    }
  }
}

}  // namespace engine::catalogue
