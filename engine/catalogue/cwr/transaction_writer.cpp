#include "engine/catalogue/cwr/fields.h"
#include "engine/catalogue/cwr/transaction.h"
#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/catalogue/shares.h"
#include "engine/catalogue/societies.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace engine::catalogue::cwr {
namespace {

constexpr std::size_t kTypeLength = 3;
constexpr std::size_t kPrefix = 19;
constexpr std::size_t kNumberLength = 9;  // Of an interested party.
constexpr std::size_t kWorkNumberLength = 14;
constexpr std::size_t kTitleLength = 60;

/// The order of records behind the titles: edit 43 of the specification. Names of parties in other
/// alphabets are among them only when their parties are gone.
constexpr std::array<std::string_view, 12> kOrder = {"NPN", "NWN", "NAT", "EWT", "VER", "PER",
                                                     "REC", "ORN", "INS", "COM", "ARI", "XRF"};

/// What says more of the record before it, and stays behind it.
constexpr std::array<std::string_view, 6> kFollowers = {"NET", "NVT", "NOW", "NPR", "IND", "NCT"};

bool is_follower(std::string_view type) {
  return std::find(kFollowers.begin(), kFollowers.end(), type) != kFollowers.end();
}

std::size_t place_of(std::string_view type) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), type) - kOrder.begin());
}

/// A record that is kept as it came, without its prefix.
struct KeptRecord {
  std::string text;
  bool written = false;

  std::string_view type() const { return std::string_view(text).substr(0, kTypeLength); }

  RecordText record() const {
    RecordText record(type());
    const std::string_view fields = std::string_view(text).substr(kTypeLength);
    const bool is_native = type().starts_with('N');
    return is_native ? record.native(kPrefix + 1, fields) : record.columns(kPrefix + 1, fields);
  }
};

std::vector<KeptRecord> kept_records(const Work& work) {
  std::vector<KeptRecord> kept;
  for (const auto& [name, text] : work.details) {
    if (name.starts_with(kKeptRecord) && text.size() >= kTypeLength) kept.push_back({text});
  }
  return kept;
}

bool is_writer(const Contribution& one) { return one.kind == ContributionKind::kWriter; }

/// What every party has in a transaction: its own number, else one made of its place.
std::string number_of(const Work& work, std::size_t place) {
  const std::string& number = work.contributions[place].party.number;
  if (!number.empty() && number.size() <= kNumberLength) return cwr_text(number);
  std::string made = std::to_string(place + 1);
  made.insert(0, made.size() < kNumberLength - 1 ? kNumberLength - 1 - made.size() : 0, '0');
  return (is_writer(work.contributions[place]) ? "W" : "P") + made;
}

/// First name and family name: as known, else the last word is the family's.
std::pair<std::string, std::string> split_name(const Party& party) {
  const std::string& name = party.name;
  std::string family = party.family_name;
  if (family.empty() || !name.ends_with(family)) {
    family = name.substr(name.rfind(' ') == name.npos ? 0 : name.rfind(' ') + 1);
  }
  const std::string first(trimmed(std::string_view(name).substr(0, name.size() - family.size())));
  return {first, family};
}

/// One transaction on its way to lines.
class Writing {
 public:
  Writing(const Work& work, const std::vector<Recording>& recordings, Version version,
          std::uint32_t number)
      : work_(work),
        recordings_(recordings),
        version_(version),
        number_(number),
        kept_(kept_records(work)) {}

  std::vector<std::string> run() {
    reckon();
    write_header();
    for (const bool controlled : {true, false}) write_publishers(controlled);
    for (const bool controlled : {true, false}) write_writers(controlled);
    for (const WorkTitle& title : work_.titles) write_title(title);
    write_rest();
    return std::move(lines_);
  }

 private:
  /// Ownership of each contribution by right, in hundredths of a percent that add up.
  void reckon() {
    owned_.assign(work_.contributions.size(), RightShares{});
    for (const Right right : kRights) {
      const auto place = static_cast<std::size_t>(right);
      std::vector<std::int64_t> parts(work_.contributions.size(), 0);
      const ShareAnswer answer = shares_of(work_, {.right = right});
      for (const PartyShare& one : answer.shares) parts[one.contribution] = one.share_ppm;
      constexpr std::int64_t kWholeUnits = 10'000;
      constexpr std::int64_t kPpmPerUnit = 100;
      const bool whole = answer.claim == Claim::kComplete;
      if (whole) parts = apportioned(parts, kWholeUnits);
      for (std::size_t i = 0; i < parts.size(); ++i) {
        owned_[i][place] = static_cast<std::int32_t>(whole ? parts[i] * kPpmPerUnit : parts[i]);
      }
    }
  }

  void add(RecordText& record, std::size_t length) {
    record.number(4, 8, number_).number(12, 8, static_cast<std::int64_t>(lines_.size()));
    lines_.push_back(record.line(length));
  }

  void write_header() {
    RecordText record("NWR");
    record.text(20, kTitleLength, work_.title).text(82, kWorkNumberLength, work_.id);
    if (identifiers::read_iswc(work_.iswc).valid()) record.text(96, 11, work_.iswc);
    Details details = work_.details;
    details.emplace("category", "UNC");
    details.emplace("recorded", recordings_.empty() ? "U" : "Y");
    details.emplace("version_type", "ORI");
    write_details(details, work_fields(), record);
    add(record, 260);
  }

  void write_society(RecordText& record, std::size_t at, const std::string& society) {
    record.text(at, 3, society_code(society));
  }

  void write_party(RecordText& record, std::size_t place, std::size_t ipi_at,
                   const std::array<std::size_t, 3>& societies) {
    const Contribution& one = work_.contributions[place];
    const identifiers::Reading ipi = identifiers::read_ipi_name(one.party.ipi);
    if (ipi.valid()) {
      record.text(ipi_at, 11, ipi.text);
    } else {
      record.number(ipi_at, 11, 0);
    }
    write_society(record, societies[0], one.party.society);
    write_society(record, societies[1], one.party.mechanical_society);
    write_society(record, societies[2], one.party.sync_society);
    for (std::size_t i = 0; i < societies.size(); ++i) {
      record.share(societies[i] + 3, owned_[place][i]);
    }
  }

  std::string ipi_base(const Party& party) const {
    const identifiers::Reading base = identifiers::read_ipi_base(party.ipi_base);
    return base.valid() ? base.text : std::string();
  }

  void write_publishers(bool controlled) {
    std::uint32_t sequence = 0;
    for (std::size_t i = 0; i < work_.contributions.size(); ++i) {
      const Contribution& one = work_.contributions[i];
      if (is_writer(one)) continue;
      ++sequence;
      if (one.controlled != controlled) continue;
      RecordText record(controlled ? "SPU" : "OPU");
      record.number(20, 2, one.chain != 0 ? one.chain : sequence);
      record.text(22, kNumberLength, number_of(work_, i));
      const bool unknown = detail(one.details, "unknown") == "Y";
      if (!unknown) record.text(31, 45, one.party.name);
      if (!controlled) record.text(76, 1, unknown ? "Y" : "");
      record.text(77, 2, one.role.empty() ? "E" : one.role);
      write_details(one.details, publisher_fields(), record);
      write_party(record, i, 88, {113, 121, 129});
      record.text(140, 13, ipi_base(one.party));
      add(record, 183);
      write_native_names("NPN", {22, number_of(work_, i)}, one.chain != 0 ? one.chain : sequence);
      write_terms(i, controlled ? "SPT" : "OPT", {35, 40, 45}, 50);
    }
  }

  /// Whether another publisher of the chain collects, as an administrator does for an owner.
  bool is_collected_for(std::size_t place) const {
    const Contribution& owner = work_.contributions[place];
    if (is_writer(owner) || owner.chain == 0) return false;
    return std::any_of(
        work_.contributions.begin(), work_.contributions.end(), [&](const Contribution& other) {
          return !is_writer(other) && other.chain == owner.chain &&
                 std::any_of(other.terms.begin(), other.terms.end(), [](const ShareTerm& term) {
                   return term.kind == ShareKind::kCollection;
                 });
        });
  }

  void write_terms(std::size_t place, std::string_view type, const std::array<std::size_t, 3>& at,
                   std::size_t inclusion_at) {
    std::vector<ShareTerm> terms;
    for (const ShareTerm& term : work_.contributions[place].terms) {
      if (term.kind == ShareKind::kCollection && !term.from && !term.until) terms.push_back(term);
    }
    const Contribution& one = work_.contributions[place];
    const bool owns = std::any_of(owned_[place].begin(), owned_[place].end(),
                                  [](const auto& share) { return share.value_or(0) > 0; });
    if (terms.empty() && one.controlled && owns && !is_collected_for(place)) {
      terms.push_back({.kind = ShareKind::kCollection, .shares_ppm = owned_[place]});
    }
    std::int64_t sequence = 0;
    for (const ShareTerm& term : terms) {
      RecordText record(type);
      record.text(20, kNumberLength, number_of(work_, place));
      for (std::size_t i = 0; i < at.size(); ++i) {
        record.share(at[i], term.excluded ? std::nullopt : term.shares_ppm[i]);
      }
      record.text(inclusion_at, 1, term.excluded ? "E" : "I");
      record.text(inclusion_at + 1, 4, term.territory).text(inclusion_at + 5, 1, "N");
      record.number(inclusion_at + 6, 3, ++sequence);
      add(record, inclusion_at + 8);
    }
  }

  void write_writers(bool controlled) {
    std::uint32_t writer = 0;
    for (std::size_t i = 0; i < work_.contributions.size(); ++i) {
      const Contribution& one = work_.contributions[i];
      if (!is_writer(one)) continue;
      if (one.controlled == controlled) {
        write_writer(i);
        write_terms(i, controlled ? "SWT" : "OWT", {29, 34, 39}, 44);
        write_links(i, writer);
      }
      ++writer;
    }
  }

  void write_writer(std::size_t place) {
    const Contribution& one = work_.contributions[place];
    RecordText record(one.controlled ? "SWR" : "OWR");
    record.text(20, kNumberLength, number_of(work_, place));
    const bool unknown = detail(one.details, "unknown") == "Y";
    const auto [first, family] = split_name(one.party);
    if (!unknown) record.text(29, 45, family).text(74, 30, first);
    if (!one.controlled) record.text(104, 1, unknown ? "Y" : "");
    record.text(105, 2, one.role);
    write_details(one.details, writer_fields(), record);
    write_party(record, place, 116, {127, 135, 143});
    record.text(155, 13, ipi_base(one.party));
    add(record, 180);
    write_native_names("NWN", {20, number_of(work_, place)}, std::nullopt);
  }

  struct PartyNumber {
    std::size_t position;
    std::string number;
  };

  /// What a party is called in other alphabets; publishers are told by their chains, too.
  void write_native_names(std::string_view type, const PartyNumber& party,
                          std::optional<std::uint32_t> chain) {
    for (KeptRecord& kept : kept_) {
      if (kept.type() != type || kept.written) continue;
      RecordText text = kept.record();
      const Record record(text.line(0));
      if (record.text(party.position, kNumberLength) != party.number) continue;
      if (chain && record.number(20, 2) != std::int64_t{*chain}) continue;
      kept.written = true;
      add(text, 0);
    }
  }

  void write_links(std::size_t writer_place, std::uint32_t writer) {
    std::uint32_t sequence = 0;
    for (std::size_t i = 0; i < work_.contributions.size(); ++i) {
      const Contribution& one = work_.contributions[i];
      if (is_writer(one)) continue;
      ++sequence;
      for (const PublishedWriter& link : one.writers) {
        if (link.writer != writer) continue;
        RecordText record("PWR");
        record.text(20, kNumberLength, number_of(work_, i)).text(29, 45, one.party.name);
        record.text(74, 14, link.submitter_agreement).text(88, 14, link.society_agreement);
        record.text(102, kNumberLength, number_of(work_, writer_place));
        if (version_ == Version::k22) {
          record.number(111, 2, one.chain != 0 ? one.chain : sequence);
        }
        add(record, version_ == Version::k22 ? 112 : 110);
      }
    }
  }

  void write_title(const WorkTitle& title) {
    RecordText record("ALT");
    record.text(20, 60, title.title).text(80, 2, title.type.empty() ? "AT" : title.type);
    record.text(82, 2, title.language);
    add(record, 83);
  }

  /// Recordings, their origins and what is kept, in the order that the specification wants.
  void write_rest() {
    std::vector<std::pair<std::size_t, RecordText>> records;
    const auto put = [&](std::string_view type, RecordText record) {
      records.emplace_back(place_of(type), std::move(record));
    };
    std::size_t leader = place_of("NAT");
    for (const KeptRecord& kept : kept_) {
      if (kept.written) continue;
      if (!is_follower(kept.type())) leader = place_of(kept.type());
      records.emplace_back(leader, kept.record());
    }
    // Origins are told of the first recordings: so it is known whose they are.
    std::vector<Recording> ordered = recordings_;
    std::stable_partition(ordered.begin(), ordered.end(),
                          [](const Recording& one) { return !one.library.empty(); });
    const bool alone = ordered.size() == 1;
    for (const Recording& one : ordered) {
      RecordText record("REC");
      const bool told = fill_recording(record, one);
      if (told) put("REC", std::move(record));
      if (!one.library.empty() && (told || alone)) put("ORN", origin_of(one));
    }
    if (version_ == Version::k22) {
      for (const SocietyNumber& one : work_.numbers) {
        RecordText record("XRF");
        record.text(20, 3, society_code(one.society)).text(23, 14, one.number);
        put("XRF", std::move(record.text(37, 1, "W").text(38, 1, "Y")));
      }
    }
    std::stable_sort(records.begin(), records.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, record] : records) add(record, 0);
  }

  /// Whether the recording says anything that its version of CWR can hold.
  bool fill_recording(RecordText& record, const Recording& one) const {
    const auto day = parse_day(one.release_date);
    const std::int64_t seconds =
        (one.duration.count() + 500'000) / 1'000'000;  // Half up, as cue sheets round.
    const identifiers::Reading isrc = identifiers::read_isrc(one.isrc);
    const identifiers::Reading ean = identifiers::read_ean(one.ean);
    record.day(20, day);
    record.number(88, 6, seconds / 3600 * 10'000 + seconds / 60 % 60 * 100 + seconds % 60);
    record.text(99, 60, one.album).text(159, 60, one.label).text(219, 18, one.catalogue_number);
    if (ean.valid()) record.text(237, 13, ean.text);
    if (isrc.valid()) record.text(250, 12, isrc.text);
    record.text(262, 5, "");
    const bool says = day || seconds > 0 || !one.album.empty() || !one.label.empty() ||
                      !one.catalogue_number.empty() || ean.valid() || isrc.valid();
    if (version_ == Version::k21) return says;
    record.text(267, 60, one.title).text(327, 60, one.version_title).text(387, 60, one.artist);
    record.text(447, 60, one.label).text(507, 20, isrc.valid() ? "Y" : "");
    record.text(527, 14, one.id.size() <= 14 ? one.id : std::string());
    return true;
  }

  static RecordText origin_of(const Recording& one) {
    RecordText record("ORN");
    record.text(20, 3, "LIB").text(83, 15, one.album_code.empty() ? "INTERNET" : one.album_code);
    std::string cut = one.cut;
    if (!cut.empty() && cut.size() < 4) cut.insert(0, 4 - cut.size(), '0');
    record.text(98, 4, cut.empty() ? "0000" : cut).text(102, 60, one.library);
    return record;
  }

  const Work& work_;
  const std::vector<Recording>& recordings_;
  Version version_;
  std::uint32_t number_;
  std::vector<KeptRecord> kept_;
  std::vector<RightShares> owned_;
  std::vector<std::string> lines_;
};

void need_parties(const Work& work, std::vector<std::string>& missing) {
  for (const Contribution& one : work.contributions) {
    if (is_writer(one) && one.role.empty()) {
      missing.push_back("the role of " + one.party.name + ": give one, such as CA");
    }
    for (const std::string& society :
         {one.party.society, one.party.mechanical_society, one.party.sync_society}) {
      if (!society.empty() && society_code(society).empty()) {
        missing.push_back("the code of society '" + society + "': give CISAC's three digits");
      }
    }
    for (const ShareTerm& term : one.terms) {
      if (territory_code(term.territory).empty()) {
        missing.push_back("the TIS number of territory '" + term.territory + "': give that");
      }
      if (term.kind == ShareKind::kCollection && (term.from || term.until)) {
        missing.push_back("a place for what " + one.party.name +
                          " collects for a time only: CWR has no dates; state it without");
      }
    }
  }
}

/// What CWR holds of the text is blank, where it holds so many characters.
bool is_blank(std::string_view text, std::size_t length) {
  return trimmed(std::string_view(cwr_text(text)).substr(0, length)).empty();
}

/// Other numbers would become those of other works.
bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

std::vector<std::string> lacking(const Work& work) {
  std::vector<std::string> missing;
  if (is_blank(work.title, kTitleLength)) {
    missing.emplace_back("a title in letters that CWR holds: give work_title");
  }
  if (work.id.empty() || work.id.starts_with("work:")) {
    missing.emplace_back("a work number: give work_id, of at most 14 characters");
  } else if (work.id.size() > kWorkNumberLength) {
    missing.push_back("a work number of at most 14 characters: '" + work.id + "' is longer");
  } else if (!is_printable_ascii(work.id)) {
    missing.push_back("a work number of unaccented letters, digits and signs: give another than '" +
                      work.id + "'");
  }
  if (std::none_of(work.contributions.begin(), work.contributions.end(), is_writer)) {
    missing.emplace_back("a writer: give writer_1_name and its role");
  }
  for (const Right right : kRights) {
    const ShareAnswer answer = shares_of(work, {.right = right});
    if (answer.claim == Claim::kUnknown) {
      missing.push_back("shares that have one meaning: " + answer.why);
      break;
    }
  }
  need_parties(work, missing);
  return missing;
}

std::vector<std::string> write_transaction(const Work& work,
                                           const std::vector<Recording>& recordings,
                                           Version version, std::uint32_t number) {
  return Writing(work, recordings, version, number).run();
}

}  // namespace engine::catalogue::cwr
