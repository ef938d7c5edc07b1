#include "engine/catalogue/party_cells.h"

#include "engine/catalogue/credit_text.h"
#include "engine/catalogue/share_text.h"
#include "engine/catalogue/stated_shares.h"
#include "engine/core/text.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

namespace engine::catalogue {
namespace {

constexpr std::int32_t kWholeBp = 10'000;
constexpr std::array<std::string_view, kRights.size()> kRightShares = {"pr_share", "mr_share",
                                                                       "sr_share"};

/// The cells of one party: "writer_2_", or what a writer's cells say of its publisher.
class PartyCells {
 public:
  PartyCells(const Cells& cells, std::string prefix) : cells_(cells), prefix_(std::move(prefix)) {}

  Result<std::string> text(std::string_view part) const { return cells_.text(column(part)); }
  bool says(std::string_view part) const { return !cells_.raw(column(part)).empty(); }
  auto wrong(std::string_view part, std::string_view what) const {
    return fail(cells_.wrong(column(part), what));
  }

 private:
  std::string column(std::string_view part) const { return prefix_ + std::string(part); }

  const Cells& cells_;
  std::string prefix_;
};

Result<std::optional<std::int32_t>> read_side_share(const PartyCells& cells,
                                                    std::string_view part) {
  TRY(const std::string text, cells.text(part));
  if (text.empty()) return std::optional<std::int32_t>();
  std::string_view number = text;
  if (number.ends_with('%')) number = trimmed(number.substr(0, number.size() - 1));
  const auto share_bp = parse_fixed_point(number, 2);
  if (number.empty() || !share_bp || *share_bp < 0 || *share_bp > kWholeBp) {
    return cells.wrong(part, "'" + text +
                                 "' is no share; give percent from 0 to 100 with at most "
                                 "two decimals");
  }
  return std::optional<std::int32_t>(static_cast<std::int32_t>(*share_bp));
}

Result<std::optional<std::int32_t>> read_share(const PartyCells& cells, std::string_view part) {
  TRY(const std::string text, cells.text(part));
  if (text.empty()) return std::optional<std::int32_t>();
  const auto share = parse_share_ppm(text);
  if (share) return share;
  return cells.wrong(part, "'" + text +
                               "' is no share; give percent from 0 to 100 with at most "
                               "four decimals");
}

Result<std::optional<Day>> read_day(const PartyCells& cells, std::string_view part) {
  TRY(const std::string text, cells.text(part));
  const auto day = parse_day(text);
  if (text.empty() || day) return day;
  return cells.wrong(part, "'" + text + "' is no day; give year, month and day, as in 2026-10-31");
}

Result<bool> read_controlled(const PartyCells& cells) {
  TRY(const std::string text, cells.text("controlled"));
  const std::string word = to_lower_ascii(text);
  if (word == "yes" || word == "y" || word == "true" || word == "1") return true;
  if (word.empty() || word == "no" || word == "n" || word == "false" || word == "0") return false;
  return cells.wrong("controlled", "'" + text + "' is neither yes nor no");
}

/// The name as one text, and the part of it that is the family name.
Result<void> read_name(const PartyCells& cells, Party& party) {
  TRY(party.name, cells.text("name"));
  TRY(party.family_name, cells.text("last_name"));
  if (!party.name.empty()) return {};
  for (const std::string_view part : {"first_name", "middle_name", "last_name"}) {
    TRY(const std::string word, cells.text(part));
    if (!word.empty()) party.name += (party.name.empty() ? "" : " ") + word;
  }
  return {};
}

Result<Party> read_party(const PartyCells& cells) {
  Party party;
  TRY_VOID(read_name(cells, party));
  TRY(party.ipi, cells.text("ipi"));
  TRY(party.society, cells.text("society"));
  TRY(party.mechanical_society, cells.text("mr_society"));
  TRY(party.sync_society, cells.text("sr_society"));
  TRY(party.number, cells.text("number"));
  TRY(party.ipi_base, cells.text("ipi_base"));
  TRY(party.isni, cells.text("isni"));
  return party;
}

/// Shares by right make a term of ownership, of the whole work or of one side: see settle_shares.
Result<void> read_right_shares(const PartyCells& cells, Contribution& one) {
  ShareTerm term;
  bool any = false;
  for (std::size_t i = 0; i < kRightShares.size(); ++i) {
    TRY(term.shares_ppm[i], read_share(cells, kRightShares[i]));
    any = any || term.shares_ppm[i];
  }
  TRY(const std::string territory, cells.text("territory"));
  if (!territory.empty()) term.territory = territory;
  TRY(term.from, read_day(cells, "from"));
  TRY(term.until, read_day(cells, "until"));
  if (any) one.terms.push_back(term);
  return {};
}

Result<void> read_terms(const PartyCells& cells, Contribution& one) {
  TRY_VOID(read_right_shares(cells, one));
  for (const auto& [part, kind] : {std::pair("ownership", ShareKind::kOwnership),
                                   std::pair("collection", ShareKind::kCollection)}) {
    TRY(const std::string text, cells.text(part));
    auto terms = parse_terms(text, kind);
    if (!terms) {
      return cells.wrong(part,
                         "'" + text + "' is no list of terms; give \"World 50/100/100 | -US\"");
    }
    if (kind == ShareKind::kOwnership && !terms->empty()) one.terms.clear();
    std::move(terms->begin(), terms->end(), std::back_inserter(one.terms));
  }
  TRY(const auto collects, read_share(cells, "collection_share"));
  if (!collects) return {};
  ShareTerm term{.kind = ShareKind::kCollection, .shares_ppm = {collects, collects, collects}};
  TRY(const std::string territory, cells.text("collection_territory"));
  if (!territory.empty()) term.territory = territory;
  one.terms.push_back(term);
  return {};
}

Result<Details> read_details(const PartyCells& cells) {
  TRY(const std::string text, cells.text("details"));
  auto details = parse_details(text);
  if (details) return *std::move(details);
  return cells.wrong("details", "'" + text + "' has a part without a name; give name=text|...");
}

/// "CA \xE2\x80\x93 Composer & Lyricist" is CA: some write the code and its meaning.
std::string role_code(const std::string& text) {
  const std::size_t end = text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const bool coded = end != text.npos && end > 0 && end <= 2 && text[end] == ' ';
  return coded ? text.substr(0, end) : text;
}

/// Contribution n of a kind; empty when all its cells are.
Result<std::optional<Contribution>> read_contribution(const PartyCells& cells,
                                                      ContributionKind kind,
                                                      bool nameless_are_unknown) {
  Contribution one;
  one.kind = kind;
  TRY(one.party, read_party(cells));
  TRY(const std::string role, cells.text("role"));
  one.role = role_code(role);
  TRY(one.share_bp, read_side_share(cells, "share"));
  TRY_VOID(read_terms(cells, one));
  if (one.party.name.empty()) {
    if (one.party == Party{.name = {}} && one.role.empty() && !one.share_bp && one.terms.empty()) {
      return std::optional<Contribution>();
    }
    one.party.name = nameless_are_unknown ? "(unknown)" : "";
  }
  if (one.party.name.empty()) {
    const bool writer = kind == ContributionKind::kWriter;
    return cells.wrong("name", "empty, though other cells tell of this " +
                                   std::string(writer ? "writer" : "publisher") +
                                   "; give the name");
  }
  TRY(one.controlled, read_controlled(cells));
  TRY(one.details, read_details(cells));
  if (one.party.name == "(unknown)") one.details.emplace("unknown", "Y");
  return std::optional<Contribution>(std::move(one));
}

/// "1|2": numbers of writers' columns, as places among the writers there are.
using WriterPlaces = std::map<unsigned, std::uint32_t>;

Result<void> read_links(const PartyCells& cells, const WriterPlaces& writers, Contribution& one) {
  TRY(const std::string chain, cells.text("chain"));
  std::from_chars(chain.data(), chain.data() + chain.size(), one.chain);
  TRY(const std::string text, cells.text("writers"));
  TRY(const std::string agreements_text, cells.text("agreements"));
  const std::vector<std::string> agreements = split(agreements_text, '|');
  for (const std::string& number : split(text, '|')) {
    unsigned value = 0;
    std::from_chars(number.data(), number.data() + number.size(), value);
    const auto found = writers.find(value);
    if (found == writers.end()) {
      return cells.wrong("writers", "'" + number +
                                        "' is no writer of this row; give the numbers n "
                                        "of writer_n_name, with | between them");
    }
    PublishedWriter link{.writer = found->second};
    const std::size_t place = one.writers.size();
    if (place < agreements.size() && agreements[place] != "-") {
      const std::size_t slash = agreements[place].find('/');
      link.submitter_agreement = agreements[place].substr(0, slash);
      if (slash != std::string::npos) link.society_agreement = agreements[place].substr(slash + 1);
    }
    one.writers.push_back(std::move(link));
  }
  return {};
}

/// What a writer's own cells say of its publisher: one more, or one more link of one there is.
Result<void> read_own_publisher(const PartyCells& cells, const PartyCells& of_writer,
                                std::uint32_t writer, std::vector<Contribution>& publishers) {
  Contribution one;
  one.kind = ContributionKind::kPublisher;
  TRY(one.party, read_party(cells));
  if (one.party.name.empty()) return {};
  TRY(one.share_bp, read_side_share(cells, "share"));
  TRY_VOID(read_right_shares(cells, one));
  PublishedWriter link{.writer = writer};
  TRY(link.submitter_agreement, of_writer.text("agreement"));
  const auto same = std::find_if(publishers.begin(), publishers.end(), [&](const auto& other) {
    return other.party.name == one.party.name &&
           (one.party.ipi.empty() || other.party.ipi == one.party.ipi);
  });
  if (same == publishers.end()) {
    one.role = "E";
    one.chain = static_cast<std::uint32_t>(publishers.size() + 1);
    one.writers = {link};
    publishers.push_back(std::move(one));
    return {};
  }
  same->writers.push_back(link);
  if (one.share_bp) same->share_bp = same->share_bp.value_or(0) + *one.share_bp;
  add_shares(same->terms, one.terms);
  return {};
}

std::vector<Contribution> credited(const std::string& text, ContributionKind kind) {
  std::vector<Contribution> list;
  for (const std::string& part : split(text, '|'))
    list.push_back(contribution_of_credit(part, kind));
  return list;
}

}  // namespace

Result<std::vector<Contribution>> read_contributions(const Cells& cells,
                                                     const CataloguePlaces& places) {
  std::vector<Contribution> writers;
  std::vector<Contribution> publishers;
  WriterPlaces writer_places;
  for (const unsigned n : places.writers) {
    const PartyCells of_writer(cells, "writer_" + std::to_string(n) + "_");
    TRY(auto one,
        read_contribution(of_writer, ContributionKind::kWriter, places.nameless_are_unknown));
    if (!one) continue;
    writer_places.emplace(n, static_cast<std::uint32_t>(writers.size()));
    writers.push_back(*std::move(one));
  }
  for (const unsigned n : places.publishers) {
    const PartyCells of_publisher(cells, "publisher_" + std::to_string(n) + "_");
    TRY(auto one,
        read_contribution(of_publisher, ContributionKind::kPublisher, places.nameless_are_unknown));
    if (!one) continue;
    TRY_VOID(read_links(of_publisher, writer_places, *one));
    publishers.push_back(*std::move(one));
  }
  for (const auto& [n, place] : writer_places) {
    const PartyCells of_writer(cells, "writer_" + std::to_string(n) + "_");
    const PartyCells own(cells, "writer_" + std::to_string(n) + "_publisher_");
    TRY_VOID(read_own_publisher(own, of_writer, place, publishers));
  }
  TRY(const std::string composers, cells.text("composers"));
  if (writers.empty()) writers = credited(composers, ContributionKind::kWriter);
  TRY(const std::string publisher_names, cells.text("publishers"));
  if (publishers.empty()) publishers = credited(publisher_names, ContributionKind::kPublisher);
  TRY_VOID(settle_shares(writers, publishers));
  std::move(publishers.begin(), publishers.end(), std::back_inserter(writers));
  return writers;
}

}  // namespace engine::catalogue
