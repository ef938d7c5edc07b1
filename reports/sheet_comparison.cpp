#include "reports/sheet_comparison.h"

#include "engine/catalogue/societies.h"
#include "engine/core/text.h"
#include "engine/ledger/video_facts.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>

namespace reports {
namespace {

using engine::MediaTime;

constexpr std::array<std::string_view, 14> kKinds{
    "missing",     "extra", "too-short", "too-long", "moved", "mistitled", "usage",
    "contributor", "role",  "share",     "society",  "ipi",   "head",      "total"};

/// Letters and digits alone, in lower case; bytes beyond ASCII count as letters.
std::string folded(std::string_view text) {
  std::string kept;
  for (const char c : engine::to_lower_ascii(text)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
    if (letter) kept += c;
  }
  return kept;
}

/// "Bell, Bob" and "Bob Bell" are one name.
std::string folded_name(std::string_view name) {
  std::string text(name);
  std::ranges::replace(text, ',', ' ');
  std::vector<std::string> words = engine::split(text, ' ');
  for (std::string& one : words) one = folded(one);
  std::ranges::sort(words);
  std::string key;
  for (const std::string& one : words) key += one + " ";
  return key;
}

/// All that a cue of ours may be called.
std::vector<std::string> folded_titles(const Cue& cue) {
  std::vector<std::string> titles{folded(cue.title), folded(cue.recording.title)};
  for (const std::string& aka : cue.akas) titles.push_back(folded(aka));
  return titles;
}

bool same_title(const Cue& ours, const Cue& theirs) {
  const std::string title = folded(theirs.title);
  const std::vector<std::string> titles = folded_titles(ours);
  return !title.empty() && std::ranges::find(titles, title) != titles.end();
}

bool has_place(const Cue& cue) { return cue.in_video.end > cue.in_video.start; }

bool overlap(const Cue& a, const Cue& b) {
  return has_place(a) && has_place(b) && engine::share_half(a.in_video, b.in_video);
}

/// For each of our cues the one of theirs, where there is one; and which of theirs have one.
struct Pairing {
  Pairing(const std::vector<Cue>& ours, const std::vector<Cue>& theirs)
      : of_ours(ours.size()), taken(theirs.size(), false) {
    std::vector<std::vector<std::string>> our_titles;
    std::vector<std::string> their_titles;
    for (const Cue& cue : ours) our_titles.push_back(folded_titles(cue));
    for (const Cue& cue : theirs) their_titles.push_back(folded(cue.title));
    using Fits = std::function<bool(std::size_t i, std::size_t j)>;
    const auto same_id = [&](std::size_t i, std::size_t j) {
      return !ours[i].id.empty() && ours[i].id == theirs[j].id;
    };
    const auto titled = [&](std::size_t i, std::size_t j) {
      return !their_titles[j].empty() &&
             std::ranges::find(our_titles[i], their_titles[j]) != our_titles[i].end();
    };
    const auto there = [&](std::size_t i, std::size_t j) { return overlap(ours[i], theirs[j]); };
    const auto somewhere = [&](std::size_t i, std::size_t j) {
      return !has_place(ours[i]) || !has_place(theirs[j]);
    };
    const std::vector<Fits> passes{
        same_id, [&](std::size_t i, std::size_t j) { return there(i, j) && titled(i, j); },
        [&](std::size_t i, std::size_t j) { return somewhere(i, j) && titled(i, j); }, there,
        titled};
    for (const Fits& fits : passes) {
      for (std::size_t i = 0; i < ours.size(); ++i) {
        for (std::size_t j = 0; j < theirs.size() && !of_ours[i]; ++j) {
          if (taken[j] || !fits(i, j)) continue;
          of_ours[i] = j;
          taken[j] = true;
        }
      }
    }
  }

  std::vector<std::optional<std::size_t>> of_ours;
  std::vector<bool> taken;
};

std::string seconds_text(std::int64_t seconds) {
  return engine::to_clock(engine::from_ms(seconds * 1000));
}

std::string percent(const std::optional<std::int32_t>& share_bp) {
  return share_bp ? engine::fixed_point(*share_bp, 2) : "";
}

/// Where a cue was found, how sure, and the use that can be verified.
std::string evidence_of(const Cue& cue) {
  if (cue.evidence.parts.empty()) return "";
  const CuePart& part = cue.evidence.parts.front();
  std::string text = "heard from " + engine::to_timecode(cue.in_video.start) + " to " +
                     engine::to_timecode(cue.in_video.end) + ", confidence " +
                     engine::fixed_point(part.confidence_ppm / 1000, 3);
  if (!part.usage_id.empty()) text += ", use " + part.usage_id;
  return text;
}

class Comparing {
 public:
  Comparing(const CueSheet& ours, const CueSheet& theirs, const ComparisonPolicy& policy)
      : ours_(ours), theirs_(theirs), policy_(policy) {}

  std::vector<Difference> run() {
    compare_heads();
    compare_totals();
    const Pairing pairing(ours_.cues, theirs_.cues);
    for (std::size_t i = 0; i < ours_.cues.size(); ++i) {
      const Cue& cue = ours_.cues[i];
      if (!pairing.of_ours[i]) {
        add(DifferenceKind::kMissing, &cue, nullptr, "", seconds_text(cue.printed_seconds), "");
      } else {
        compare(cue, theirs_.cues[*pairing.of_ours[i]]);
      }
    }
    for (std::size_t j = 0; j < theirs_.cues.size(); ++j) {
      if (pairing.taken[j]) continue;
      const Cue& cue = theirs_.cues[j];
      add(DifferenceKind::kExtra, nullptr, &cue, "", "", seconds_text(cue.printed_seconds));
    }
    return std::move(differences_);
  }

 private:
  void add(DifferenceKind kind, const Cue* ours, const Cue* theirs, std::string what,
           std::string our_value, std::string their_value) {
    Difference& one = differences_.emplace_back();
    one.kind = kind;
    one.ours = ours == nullptr ? 0 : ours->number;
    one.theirs = theirs == nullptr ? 0 : theirs->number;
    if (ours != nullptr || theirs != nullptr) one.title = (ours ? ours : theirs)->title;
    one.what = std::move(what);
    one.our_value = std::move(our_value);
    one.their_value = std::move(their_value);
    if (ours != nullptr) one.evidence = evidence_of(*ours);
  }

  void compare_head(std::string_view what, const std::string& ours, const std::string& theirs) {
    if (theirs.empty() || folded(ours) == folded(theirs)) return;
    add(DifferenceKind::kHead, nullptr, nullptr, std::string(what), ours, theirs);
  }

  /// Every field, for two sheets of ours.
  void compare_all_of_heads() {
    const auto ours = engine::ledger::values_of({ours_.production, {}});
    auto theirs = engine::ledger::values_of({theirs_.production, {}});
    for (const auto& [name, value] : ours) {
      if (theirs[name] == value) continue;
      add(DifferenceKind::kHead, nullptr, nullptr, name, value, theirs[name]);
    }
    for (const auto& [name, value] : theirs) {
      // The day of preparing is set when a sheet is issued.
      if (ours.contains(name) || value.empty() || name == "prepared_on") continue;
      add(DifferenceKind::kHead, nullptr, nullptr, name, "", value);
    }
  }

  void compare_heads() {
    if (policy_.exact) return compare_all_of_heads();
    const Production& ours = ours_.production;
    const Production& theirs = theirs_.production;
    compare_head("title", ours.title, theirs.title);
    compare_head("episode_title", ours.episode_title, theirs.episode_title);
    compare_head("episode", ours.episode_number, theirs.episode_number);
    compare_head("company", ours.company, theirs.company);
    compare_head("network", ours.network, theirs.network);
  }

  void compare_totals() {
    std::int64_t sum = 0;
    for (const Cue& cue : theirs_.cues) sum += cue.printed_seconds;
    if (sum != theirs_.total_seconds) {
      add(DifferenceKind::kTotal, nullptr, nullptr, "sum of its cues", seconds_text(sum),
          seconds_text(theirs_.total_seconds));
    }
    if (theirs_.total_seconds != ours_.total_seconds) {
      add(DifferenceKind::kTotal, nullptr, nullptr, "music", seconds_text(ours_.total_seconds),
          seconds_text(theirs_.total_seconds));
    }
  }

  void compare(const Cue& ours, const Cue& theirs) {
    if (policy_.exact ? ours.title != theirs.title : !same_title(ours, theirs)) {
      add(DifferenceKind::kMistitled, &ours, &theirs, "", ours.title, theirs.title);
    }
    const std::int64_t longer = theirs.printed_seconds - ours.printed_seconds;
    if (std::abs(longer) > (policy_.exact ? 0 : policy_.seconds)) {
      add(longer < 0 ? DifferenceKind::kTooShort : DifferenceKind::kTooLong, &ours, &theirs, "",
          seconds_text(ours.printed_seconds), seconds_text(theirs.printed_seconds));
    }
    if (has_place(theirs) && has_place(ours)) {
      const MediaTime moved = theirs.in_video.start - ours.in_video.start;
      if (std::chrono::abs(moved) > (policy_.exact ? MediaTime{0} : policy_.place)) {
        add(DifferenceKind::kMoved, &ours, &theirs, "", engine::to_timecode(ours.in_video.start),
            engine::to_timecode(theirs.in_video.start));
      }
    }
    compare_usage(ours, theirs);
    compare_contributors(ours, theirs, false);
    compare_contributors(ours, theirs, true);
  }

  void compare_usage(const Cue& ours, const Cue& theirs) {
    const auto differ = [&](std::string_view what, std::string_view a, std::string_view b) {
      if ((b == "unknown" && !policy_.exact) || a == b) return;
      add(DifferenceKind::kUsage, &ours, &theirs, std::string(what), std::string(a),
          std::string(b));
    };
    differ("function", word(ours.usage.function), word(theirs.usage.function));
    differ("perception", word(ours.usage.perception), word(theirs.usage.perception));
    differ("vocality", word(ours.usage.vocality), word(theirs.usage.vocality));
    differ("position", word(ours.usage.position), word(theirs.usage.position));
    differ("origin", word(ours.usage.origin), word(theirs.usage.origin));
  }

  static const Contributor* find(const Cue& cue, const Contributor& wanted) {
    const std::string name = folded_name(wanted.name);
    for (const Contributor& one : cue.contributors) {
      if (one.is_publisher == wanted.is_publisher && folded_name(one.name) == name) return &one;
    }
    return nullptr;
  }

  void compare_contributors(const Cue& ours, const Cue& theirs, bool publishers) {
    for (const Contributor& one : ours.contributors) {
      if (one.is_publisher != publishers) continue;
      const Contributor* const other = find(theirs, one);
      if (other == nullptr) {
        add(DifferenceKind::kContributor, &ours, &theirs, publishers ? "publisher" : "writer",
            one.name, "");
      } else {
        compare_contributor(ours, theirs, one, *other);
      }
    }
    for (const Contributor& other : theirs.contributors) {
      if (other.is_publisher != publishers || find(ours, other) != nullptr) continue;
      add(DifferenceKind::kContributor, &ours, &theirs, publishers ? "publisher" : "writer", "",
          other.name);
    }
  }

  void compare_contributor(const Cue& ours, const Cue& theirs, const Contributor& one,
                           const Contributor& other) {
    using engine::catalogue::society_code;
    if (other.share_bp && one.share_bp != other.share_bp) {
      add(DifferenceKind::kShare, &ours, &theirs, one.name, percent(one.share_bp),
          percent(other.share_bp));
    }
    const bool same_society =
        one.society == other.society || (!society_code(one.society).empty() &&
                                         society_code(one.society) == society_code(other.society));
    if (!other.society.empty() && !same_society) {
      add(DifferenceKind::kSociety, &ours, &theirs, one.name, one.society, other.society);
    }
    if (!other.role.empty() && !one.role.empty() && one.role != other.role) {
      add(DifferenceKind::kRole, &ours, &theirs, one.name, one.role, other.role);
    }
    if (!other.ipi.empty() && !one.ipi.empty() && one.ipi != other.ipi) {
      add(DifferenceKind::kIpi, &ours, &theirs, one.name, one.ipi, other.ipi);
    }
  }

  const CueSheet& ours_;
  const CueSheet& theirs_;
  const ComparisonPolicy& policy_;
  std::vector<Difference> differences_;
};

}  // namespace

std::string_view to_string(DifferenceKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::vector<Difference> compare_sheets(const CueSheet& ours, const CueSheet& theirs,
                                       const ComparisonPolicy& policy) {
  return Comparing(ours, theirs, policy).run();
}

}  // namespace reports
