#include "engine/licences/judge.h"

#include "engine/core/parallel.h"
#include "engine/licences/cover.h"
#include "engine/licences/docket.h"

#include <algorithm>
#include <tuple>

namespace engine::licences {
namespace {

constexpr std::size_t kJudgedAtOnce = 4096;

struct HashOfVerdict {
  std::size_t operator()(const Verdict& verdict) const {
    std::size_t hash = hash_of(verdict.overall);
    for (const TerritoryVerdict& one : verdict.by_territory) hash = hash * 31 + hash_of(one);
    return hash;
  }

 private:
  /// Reasons have in them what makes findings differ.
  static std::size_t hash_of(const TerritoryVerdict& verdict) {
    const std::hash<std::string> of_text;
    std::size_t hash = of_text(verdict.licence_id) * 31 + of_text(verdict.territory);
    for (const std::string& reason : verdict.reasons) hash = hash * 31 + of_text(reason);
    return hash;
  }
};

/// Writes the verdicts: what covers a use and why, or what came nearest.
class Verdicts {
 public:
  Verdicts(const Docket& docket, const Covers& covers, const JudgeOptions& options)
      : docket_(docket), covers_(covers), options_(options) {}

  Verdict verdict_on(std::size_t use) const {
    Verdict verdict;
    const std::vector<std::string>& territories = docket_.territories_of(use);
    for (std::size_t place = 0; place < territories.size(); ++place) {
      verdict.by_territory.push_back(verdict_in(use, place));
      verdict.by_territory.back().territory = territories[place];
    }
    const auto same = [&](const TerritoryVerdict& one) {
      return one.state == verdict.by_territory.front().state &&
             one.licence_id == verdict.by_territory.front().licence_id &&
             one.passes == verdict.by_territory.front().passes;
    };
    verdict.overall = *std::ranges::max_element(verdict.by_territory, {}, [](const auto& one) {
      return std::pair(!one.passes, one.state);
    });
    if (std::ranges::all_of(verdict.by_territory, same)) {
      if (territories.size() > 1) verdict.overall.territory.clear();
      verdict.by_territory.clear();
    }
    return verdict;
  }

  /// What verdict_on comes to, where that can be told without looking for words: empty where people
  /// have decided, and where not every territory is covered.
  std::optional<Ruling> ruling_on(std::size_t use) const {
    if (docket_.use(use).decision != Decision::kNone) return std::nullopt;
    std::optional<Ruling> gravest;
    for (std::size_t place = 0; place < docket_.territories_of(use).size(); ++place) {
      const auto cover = covers_.of(use, place);
      if (!cover) return std::nullopt;
      Ruling ruling{cover->state, cover->licence ? &docket_.licence(*cover->licence) : nullptr};
      if (conflict_over(use, place, *cover)) ruling.state = licences::State::kConflict;
      if (!gravest || ruling.state > gravest->state) gravest = ruling;
    }
    return gravest;
  }

 private:
  TerritoryVerdict verdict_in(std::size_t use, std::size_t place) const {
    const UseToJudge& judged = docket_.use(use);
    const auto cover = covers_.of(use, place);
    TerritoryVerdict verdict = cover ? covered(use, place, *cover) : not_covered(use, place);
    if (judged.decision == Decision::kWhitelisted) {
      verdict.reasons.insert(verdict.reasons.begin(),
                             "people have decided that nothing is claimed for it; without that it "
                             "is " +
                                 std::string(to_string(verdict.state)));
      verdict.state = licences::State::kWhitelisted;
      verdict.passes = true;
    }
    if (judged.decision == Decision::kDisputed) dispute(judged, verdict);
    return verdict;
  }

  void dispute(const UseToJudge& judged, TerritoryVerdict& verdict) const {
    std::string until;
    if (judged.decided_at) {
      const Instant end = *judged.decided_at + std::chrono::days{options_.dispute_days};
      until = to_string(Moment{end, false});
      if (options_.as_of >= end) {
        verdict.reasons.push_back("it was disputed; nobody settled that, and it lapsed " + until);
        return;
      }
    }
    verdict.reasons.insert(verdict.reasons.begin(),
                           "it is disputed" + (until.empty() ? "" : ", until " + until) +
                               "; without that it is " + std::string(to_string(verdict.state)));
    verdict.state = licences::State::kDisputed;
  }

  TerritoryVerdict covered(std::size_t use, std::size_t place, const Cover& cover) const {
    TerritoryVerdict verdict;
    verdict.passes = true;
    verdict.state = cover.state;
    if (!cover.licence) {
      verdict.reasons.push_back("who published it holds rights in the music");
    } else {
      const Licence& licence = docket_.licence(*cover.licence);
      verdict.licence_id = licence.id;
      verdict.reasons.push_back(why_it_passes(licence, docket_.look(*cover.licence, use).examined));
    }
    if (auto conflict = conflict_over(use, place, cover)) {
      verdict.reasons.insert(verdict.reasons.begin(), *std::move(conflict));
      verdict.state = licences::State::kConflict;
    }
    return verdict;
  }

  static std::string why_it_passes(const Licence& licence, const Examined& examined) {
    std::string text = described(licence) + " covers it";
    switch (examined.connection) {
      case Connection::kKey: text += ", by its key"; break;
      case Connection::kVideo: text += ", since it lists the video"; break;
      case Connection::kChannel: text += ", by its channel"; break;
      case Connection::kLicensee: text += ", by who published it"; break;
      default: break;
    }
    if (examined.in_grace) return text + ", in the days of grace after its end";
    if (examined.term_over) {
      text += "; it ended " + to_string(*licence.valid_to) + ", after the publication";
    }
    return text;
  }

  /// Two who say that the music is theirs to license.
  std::optional<std::string> conflict_over(std::size_t use, std::size_t place,
                                           const Cover& cover) const {
    const std::string& over = docket_.music_of(use).music->over_claim;
    if (!over.empty()) return "its owners claim more than there is: " + over;
    if (!cover.licence) return std::nullopt;
    const Licence& licence = docket_.licence(*cover.licence);
    const std::string licensor = comparable(licence.licensor);
    for (const LicenceNumber number : conflicting(use, licence)) {
      const Licence& other = docket_.licence(number);
      const bool revoked =
          other.revoked_at && options_.as_of >= start_of(*other.revoked_at, other.zone);
      const auto& published = docket_.video_of(use).video->published;
      const auto where =
          published ? docket_.prepared(number).term.place_of(*published) : Place::kWithin;
      const auto territory =
          examine_territory(docket_.prepared(number), docket_.territories_of(use)[place]);
      if (revoked || where == Place::kBefore || where == Place::kAfter ||
          comparable(other.licensor) == licensor || other.licensor.empty() || licensor.empty() ||
          (territory && !territory->unknown)) {
        continue;
      }
      return "two licensors claim it: " + licence.licensor + " in " + licence.id + ", and " +
             other.licensor + " in " + other.id + ", one of them for nobody else";
    }
    return std::nullopt;
  }

  /// Licences of the music that cannot stand beside `licence`.
  LicenceNumbers conflicting(std::size_t use, const Licence& licence) const {
    if (!licence.exclusive) return docket_.licences_for(use).exclusive;
    LicenceNumbers others = docket_.licences_for(use).naming;
    const LicenceNumbers& of_all = docket_.licences_for(use).exclusive;
    others.insert(others.end(), of_all.begin(), of_all.end());
    return others;
  }

  TerritoryVerdict not_covered(std::size_t use, std::size_t place) const {
    std::vector<Looked> candidates = docket_.candidates_for(use);
    for (Looked& one : candidates) {
      if (one.passes_in(place))
        one.examined.findings.push_back(covers_.limit_finding(one.number, use));
    }
    const auto is_tied = [](const Looked& one) {
      return one.examined.connection < Connection::kOpen;
    };
    if (std::ranges::none_of(candidates, is_tied)) docket_.add_strangers(use, candidates);
    TerritoryVerdict verdict;
    const Looked* nearest = nullptr;
    std::tuple<bool, std::size_t, std::size_t> least;
    for (const Looked& one : candidates) {
      const std::vector<RuleFinding> findings = one.findings_in(place);
      const auto failed =
          static_cast<std::size_t>(std::ranges::count(findings, false, &RuleFinding::unknown));
      const std::tuple distance(failed > 0, failed, findings.size());
      if (nearest == nullptr || distance < least) {
        nearest = &one;
        least = distance;
      }
    }
    if (nearest == nullptr) {
      verdict.reasons.push_back("no licence on record covers it, or comes near");
      return verdict;
    }
    verdict.licence_id = docket_.licence(nearest->number).id;
    verdict.failed = nearest->findings_in(place);
    verdict.state = state_of(*nearest, verdict.failed);
    verdict.reasons.push_back("nearest is " + described(docket_.licence(nearest->number)));
    for (const RuleFinding& one : verdict.failed) {
      verdict.reasons.push_back(std::string(to_string(one.rule)) + ": " + one.reason);
    }
    return verdict;
  }

  /// The first rule that failed; where none has for sure, that it cannot be said. A licence for
  /// everybody that does not fit is nobody's violation: on its platform alone it binds.
  licences::State state_of(const Looked& looked, const std::vector<RuleFinding>& findings) const {
    const auto sure = std::ranges::find(findings, false, &RuleFinding::unknown);
    if (sure == findings.end()) return licences::State::kUnknownData;
    const Model model = docket_.licence(looked.number).model;
    const auto failed = [&](Rule rule) {
      return std::ranges::any_of(
          findings, [rule](const RuleFinding& one) { return !one.unknown && one.rule == rule; });
    };
    const bool binds = looked.examined.connection != Connection::kOpen ||
                       (model == Model::kBlanket && !failed(Rule::kPlatform));
    return binds ? sure->state : licences::State::kUnlicensed;
  }

  const Docket& docket_;
  const Covers& covers_;
  const JudgeOptions& options_;
};

}  // namespace

struct Judge::State {
  std::vector<Licence> licences;  // By id.
  std::vector<PreparedLicence> prepared;
  std::unique_ptr<LicenceIndex> index;
  JudgeOptions options;
};

Judge::Judge(std::unique_ptr<State> state) : state_(std::move(state)) {}
Judge::Judge(Judge&&) noexcept = default;
Judge& Judge::operator=(Judge&&) noexcept = default;
Judge::~Judge() = default;

Result<Judge> Judge::make(std::vector<Licence> licences, const JudgeOptions& options) {
  auto state = std::make_unique<State>();
  state->licences = std::move(licences);
  state->options = options;
  std::ranges::sort(state->licences, {}, &Licence::id);
  const auto twice = std::ranges::adjacent_find(state->licences, {}, &Licence::id);
  if (twice != state->licences.end()) {
    return fail(Errc::kInvalidInput, "two licences have the id '" + twice->id + "'");
  }
  state->prepared.reserve(state->licences.size());
  for (const Licence& licence : state->licences) state->prepared.emplace_back(licence);
  state->index = std::make_unique<LicenceIndex>(state->prepared);
  return Judge(std::move(state));
}

std::vector<Ruling> Judge::rule(const UsesToJudge& uses) const {
  const Docket docket(state_->prepared, *state_->index, state_->options.as_of, uses);
  const Covers covers(docket);
  const Verdicts verdicts(docket, covers, state_->options);
  std::vector<Ruling> given(docket.size());
  run_each(docket.size(), [&](std::size_t use) {
    if (const auto ruling = verdicts.ruling_on(use)) {
      given[use] = *ruling;
    } else {
      const TerritoryVerdict verdict = verdicts.verdict_on(use).overall;
      given[use] = {verdict.state, verdict.passes ? find(verdict.licence_id) : nullptr};
    }
  });
  return given;
}

std::vector<Shared<Verdict>> Judge::judge(const UsesToJudge& uses) const {
  const Docket docket(state_->prepared, *state_->index, state_->options.as_of, uses);
  const Covers covers(docket);
  const Verdicts verdicts(docket, covers, state_->options);
  KeptOnce<Verdict, HashOfVerdict> kept;
  std::vector<Shared<Verdict>> given;
  given.reserve(docket.size());
  // Some at a time, so that words that were said before are not in memory for long.
  std::vector<Verdict> next;
  while (given.size() < docket.size()) {
    next.assign(std::min(kJudgedAtOnce, docket.size() - given.size()), {});
    run_each(next.size(), [&](std::size_t i) { next[i] = verdicts.verdict_on(given.size() + i); });
    for (Verdict& one : next) given.push_back(kept.take(std::move(one)));
  }
  return given;
}

const Licence* Judge::find(const std::string& id) const {
  const auto found = std::ranges::lower_bound(state_->licences, id, {}, &Licence::id);
  return found == state_->licences.end() || found->id != id ? nullptr : &*found;
}

}  // namespace engine::licences
