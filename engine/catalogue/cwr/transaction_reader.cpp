#include "engine/catalogue/cwr/fields.h"
#include "engine/catalogue/cwr/transaction.h"
#include "engine/catalogue/shares.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

namespace engine::catalogue::cwr {
namespace {

constexpr std::size_t kPrefix = 19;
constexpr std::size_t kRecordMax = 1000;  // Characters.
constexpr std::string_view kUnknownName = "(unknown)";

/// Records that are kept as they are, because the catalogue has no place for what they say.
constexpr std::array<std::string_view, 17> kKeptTypes = {"NPN", "NWN", "NAT", "EWT", "NET", "NOW",
                                                         "VER", "NVT", "PER", "NPR", "INS", "IND",
                                                         "COM", "NCT", "ARI", "XRF", "ORN"};

/// Where the shares of an interested party stand.
struct SharePlaces {
  std::size_t performance = 0;
  std::size_t mechanical = 0;
  std::size_t synchronisation = 0;
};

RightShares shares_at(const Record& record, const SharePlaces& places) {
  return {record.share_ppm(places.performance).value_or(0),
          record.share_ppm(places.mechanical).value_or(0),
          record.share_ppm(places.synchronisation).value_or(0)};
}

/// An XRF of the work itself that is valid, as far as the sender says.
bool is_sure_number(const Record& record) {
  const std::string validity = record.text(38, 1);
  return record.text(37, 1) == "W" && (validity == "Y" || validity.empty());
}

/// One transaction on its way to a work.
class Reading {
 public:
  Reading(std::span<const Line> lines, const Complaint& complain)
      : lines_(lines), complain_(complain) {}

  Result<std::vector<Recording>> run() {
    TRY_VOID(read_header(Record(lines_.front().text)));
    for (const Line& line : lines_.subspan(1)) read_record(line);
    return finish();
  }

 private:
  Result<void> read_header(const Record& record) {
    work_.title = record.text(20, 60);
    work_.id = record.text(82, 14);
    if (work_.title.empty()) {
      return fail(Errc::kInvalidInput, "work title: empty; positions 20 to 79 hold it");
    }
    if (work_.id.empty()) {
      return fail(Errc::kInvalidInput, "submitter work number: empty; positions 82 to 95 hold it");
    }
    work_.iswc = record.text(96, 11);
    read_details(record, work_fields(), work_.details);
    return {};
  }

  void read_record(const Line& line) {
    const Record record(line.text);
    const std::string type = record.type();
    if (record.length() > kRecordMax) {
      complain_(line, Level::kRecord, "longer than any record of CWR; left out");
    } else if (type == "SPU" || type == "OPU") {
      read_publisher(line, record);
    } else if (type == "SWR" || type == "OWR") {
      read_writer(line, record);
    } else if (type == "SPT" || type == "OPT") {
      read_territory(line, record, publishers_, {35, 40, 45}, 50);
    } else if (type == "SWT" || type == "OWT") {
      read_territory(line, record, writers_, {29, 34, 39}, 44);
    } else if (type == "PWR") {
      read_link(line, record);
    } else if (type == "ALT") {
      read_title(line, record);
    } else if (type == "REC") {
      read_recording(record);
    } else if (type == "ORN" && record.text(20, 3) == "LIB") {
      origins_.push_back(record);
    } else if (type == "XRF" && is_sure_number(record)) {
      work_.numbers.push_back({.society = record.text(20, 3), .number = record.text(23, 14)});
    } else if (std::find(kKeptTypes.begin(), kKeptTypes.end(), type) != kKeptTypes.end()) {
      keep(record);
    } else {
      complain_(line, Level::kRecord, "'" + type + "' is no record of a work; left out");
    }
  }

  /// A name is missing where the sender does not know it.
  void name_party(const Record& record, Contribution& one, const std::string& name,
                  std::size_t unknown_at) {
    one.party.name = name;
    if (!name.empty()) return;
    one.party.name = kUnknownName;
    if (record.text(unknown_at, 1) == "Y") one.details["unknown"] = "Y";
  }

  void read_publisher(const Line& line, const Record& record) {
    Contribution one;
    one.kind = ContributionKind::kPublisher;
    one.controlled = record.type() == "SPU";
    one.chain = static_cast<std::uint32_t>(record.number(20, 2).value_or(0));
    one.party.number = record.text(22, 9);
    name_party(record, one, record.text(31, 45), 76);
    one.role = record.text(77, 2);
    read_party(line, record, one, 88, {113, 121, 129});
    one.party.ipi_base = record.text(140, 13);
    read_details(record, publisher_fields(), one.details);
    one.terms.push_back({.shares_ppm = shares_at(record, {116, 124, 132})});
    remember(one.party.number, publishers_, work_publishers_.size());
    work_publishers_.push_back(std::move(one));
  }

  void read_writer(const Line& line, const Record& record) {
    Contribution one;
    one.controlled = record.type() == "SWR";
    one.party.number = record.text(20, 9);
    one.party.family_name = record.text(29, 45);
    const std::string first = record.text(74, 30);
    name_party(
        record, one,
        first + (first.empty() || one.party.family_name.empty() ? "" : " ") + one.party.family_name,
        104);
    one.role = record.text(105, 2);
    read_party(line, record, one, 116, {127, 135, 143});
    one.party.ipi_base = record.text(155, 13);
    read_details(record, writer_fields(), one.details);
    one.terms.push_back({.shares_ppm = shares_at(record, {130, 138, 146})});
    remember(one.party.number, writers_, work_writers_.size());
    work_writers_.push_back(std::move(one));
  }

  void read_party(const Line& line, const Record& record, Contribution& one, std::size_t ipi_at,
                  const SharePlaces& societies) {
    if (record.says(ipi_at, 11)) one.party.ipi = record.text(ipi_at, 11);
    one.party.society = record.text(societies.performance, 3);
    one.party.mechanical_society = record.text(societies.mechanical, 3);
    one.party.sync_society = record.text(societies.synchronisation, 3);
    for (const std::size_t at :
         {societies.performance + 3, societies.mechanical + 3, societies.synchronisation + 3}) {
      if (record.text(at, 5).empty() || record.share_ppm(at)) continue;
      complain_(line, Level::kField,
                "'" + record.text(at, 5) + "' at position " + std::to_string(at) +
                    " is no share; taken as 0");
    }
  }

  using Places = std::map<std::string, std::size_t>;

  /// Territories follow their party, so of several with one number the last one counts.
  static void remember(const std::string& number, Places& places, std::size_t place) {
    if (!number.empty()) places.insert_or_assign(number, place);
  }

  /// A publisher may stand in several chains; version 2.2 says which one is meant.
  Contribution* publisher_of(const std::string& number, std::int64_t chain) {
    Contribution* found = nullptr;
    for (Contribution& one : work_publishers_) {
      if (one.party.number != number) continue;
      if (found == nullptr || static_cast<std::int64_t>(one.chain) == chain) found = &one;
      if (static_cast<std::int64_t>(one.chain) == chain) break;
    }
    return number.empty() ? nullptr : found;
  }

  void read_territory(const Line& line, const Record& record, const Places& places,
                      const SharePlaces& shares, std::size_t inclusion_at) {
    const bool of_writer = &places == &writers_;
    const auto found = places.find(record.text(20, 9));
    if (found == places.end()) {
      complain_(line, Level::kRecord,
                "no " + std::string(of_writer ? "writer" : "publisher") + " has the number '" +
                    record.text(20, 9) + "'; left out");
      return;
    }
    ShareTerm term{.kind = ShareKind::kCollection};
    term.excluded = record.text(inclusion_at, 1) == "E";
    const std::string territory = record.text(inclusion_at + 1, 4);
    const std::string code = territory_code(territory);
    term.territory = code.empty() ? territory : code;
    if (code.empty()) {
      complain_(line, Level::kField, "'" + territory + "' is no territory of TIS; kept as it is");
    }
    if (!term.excluded) term.shares_ppm = shares_at(record, shares);
    auto& side = of_writer ? work_writers_ : work_publishers_;
    side[found->second].terms.push_back(std::move(term));
  }

  void read_link(const Line& line, const Record& record) {
    Contribution* const publisher =
        publisher_of(record.text(20, 9), record.number(111, 2).value_or(0));
    std::string writer_number = record.text(102, 9);
    if (writer_number.empty() && !work_writers_.empty()) {
      writer_number = work_writers_.back().party.number;  // Many senders leave it out.
    }
    const auto writer = writers_.find(writer_number);
    if (publisher == nullptr || writer == writers_.end()) {
      complain_(line, Level::kRecord, "links a publisher or writer that is not there; left out");
      return;
    }
    publisher->writers.push_back({.writer = static_cast<std::uint32_t>(writer->second),
                                  .submitter_agreement = record.text(74, 14),
                                  .society_agreement = record.text(88, 14)});
  }

  void read_title(const Line& line, const Record& record) {
    WorkTitle title{
        .title = record.text(20, 60), .type = record.text(80, 2), .language = record.text(82, 2)};
    if (title.title.empty()) {
      complain_(line, Level::kRecord, "no title at positions 20 to 79; left out");
      return;
    }
    work_.titles.push_back(std::move(title));
  }

  void read_recording(const Record& record) {
    Recording one;
    one.id = record.text(527, 14);
    one.title = record.text(267, 60);
    one.version_title = record.text(327, 60);
    one.artist = record.text(387, 60);
    one.album = record.text(99, 60);
    one.label = record.text(447, 60);
    if (one.label.empty()) one.label = record.text(159, 60);
    one.catalogue_number = record.text(219, 18);
    if (record.says(237, 13)) one.ean = record.text(237, 13);
    one.isrc = record.text(250, 12);
    if (const auto day = record.day(20)) one.release_date = to_string(*day);
    constexpr std::int64_t kMinute = 60;
    constexpr std::int64_t kMicroseconds = 1'000'000;
    const auto length = [&](std::size_t at) { return record.number(at, 2).value_or(0); };
    const std::int64_t seconds = (length(88) * kMinute + length(90)) * kMinute + length(92);
    one.duration = MediaTime{seconds * kMicroseconds};
    recordings_.push_back(std::move(one));
  }

  void keep(const Record& record) {
    std::string number = std::to_string(++kept_);
    number.insert(0, number.size() < 3 ? 3 - number.size() : 0, '0');
    const std::string text = record.type() + record.raw(kPrefix + 1, kRecordMax);
    const std::size_t end = text.find_last_not_of(' ');
    work_.details[std::string(kKeptRecord) + number] = text.substr(0, end + 1);
  }

  /// The n-th origin from a library is that of the n-th recording.
  void place_origins() {
    for (std::size_t i = 0; i < origins_.size(); ++i) {
      if (i == recordings_.size()) recordings_.emplace_back();
      recordings_[i].album_code = origins_[i].text(83, 15);
      const std::string cut = origins_[i].text(98, 4);
      const std::size_t digits = cut.find_first_not_of('0');
      recordings_[i].cut = digits == cut.npos ? "" : cut.substr(digits);
      recordings_[i].library = origins_[i].text(102, 60);
    }
  }

  std::vector<Recording> finish() {
    place_origins();
    if (recordings_.empty()) recordings_.emplace_back();
    work_.contributions = std::move(work_writers_);
    std::move(work_publishers_.begin(), work_publishers_.end(),
              std::back_inserter(work_.contributions));
    fill_side_shares(work_);
    for (Recording& one : recordings_) {
      if (one.title.empty()) one.title = work_.title;
      one.version.clear();
      one.work = work_;
    }
    return std::move(recordings_);
  }

  std::span<const Line> lines_;
  const Complaint& complain_;
  Work work_;
  std::vector<Contribution> work_writers_;
  std::vector<Contribution> work_publishers_;
  Places writers_;  // By the number of the party.
  Places publishers_;
  std::vector<Recording> recordings_;
  std::vector<Record> origins_;
  unsigned kept_ = 0;
};

}  // namespace

std::string level_name(Level level) {
  switch (level) {
    case Level::kField: return "FR";
    case Level::kRecord: return "RR";
    case Level::kTransaction: return "TR";
    case Level::kGroup: return "GR";
    case Level::kFile: break;
  }
  return "ER";
}

Result<std::vector<Recording>> read_transaction(std::span<const Line> lines,
                                                const Complaint& complain) {
  return Reading(lines, complain).run();
}

}  // namespace engine::catalogue::cwr
