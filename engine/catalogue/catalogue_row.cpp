#include "engine/catalogue/catalogue_row.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/core/text.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace engine::catalogue {
namespace {

constexpr std::string_view kWriter = "writer";
constexpr std::string_view kPublisher = "publisher";
constexpr std::int32_t kWholeBp = 10'000;

auto wrong(std::string_view column, std::string_view what) {
  return fail(Errc::kInvalidInput, std::string(column) + ": " + std::string(what));
}

struct PartyColumn {
  std::string_view kind;  // kWriter or kPublisher
  unsigned number;        // From 1.
};

/// "writer_2_name" and its like.
std::optional<PartyColumn> party_column(std::string_view name) {
  for (const std::string_view kind : {kWriter, kPublisher}) {
    if (!name.starts_with(kind) || name.substr(kind.size(), 1) != "_") continue;
    const std::string_view rest = name.substr(kind.size() + 1);
    unsigned number = 0;
    const char* const end = rest.data() + rest.size();
    const auto [stop, error] = std::from_chars(rest.data(), end, number);
    if (error != std::errc{} || rest.front() == '0') return std::nullopt;
    const std::string_view part(stop, static_cast<std::size_t>(end - stop));
    const bool is_role = part == "_role" && kind == kWriter;
    if (is_role || part == "_name" || part == "_ipi" || part == "_society" || part == "_share") {
      return PartyColumn{.kind = kind, .number = number};
    }
  }
  return std::nullopt;
}

bool is_plain_column(std::string_view name) {
  return name == "audio" ||
         std::any_of(kRecordingFields.begin(), kRecordingFields.end(),
                     [&](const auto& field) { return field.in_csv && field.column == name; }) ||
         std::any_of(kWorkFields.begin(), kWorkFields.end(),
                     [&](const auto& field) { return field.csv_column == name; });
}

std::string no_title(const std::vector<std::string>& names) {
  std::string message = "there is no such column; the first line names the columns, title at least";
  for (const char separator : {';', '\t'}) {
    if (names.size() == 1 && names.front().find(separator) != std::string::npos) {
      message = "there is no such column; save the file with commas between the columns";
    }
  }
  return message;
}

/// The cells of one row by the names of their columns.
class Cells {
 public:
  Cells(const std::map<std::string, std::size_t, std::less<>>& places,
        const std::vector<std::string>& fields)
      : places_(places), fields_(fields) {}

  /// As it is in the file but for white space around it; empty when there is no such column.
  std::string_view raw(std::string_view column) const {
    const auto place = places_.find(column);
    return place == places_.end() ? std::string_view() : trimmed(fields_[place->second]);
  }

  /// One line of UTF-8. Text that is not UTF-8 is refused, because a name with wrong letters
  /// would end up on cue sheets.
  Result<std::string> text(std::string_view column) const {
    const std::string_view cell = raw(column);
    std::string clean = clean_utf8(cell);
    // Only bytes that are not UTF-8 change the length.
    if (clean.size() != cell.size()) return wrong(column, "not UTF-8; save the file as UTF-8");
    return std::string(trimmed(clean));
  }

 private:
  const std::map<std::string, std::size_t, std::less<>>& places_;
  const std::vector<std::string>& fields_;
};

Result<std::int32_t> parse_share(const std::string& column, std::string_view text) {
  std::string_view number = text;
  if (number.ends_with('%')) number = trimmed(number.substr(0, number.size() - 1));
  const auto share_bp = parse_fixed_point(number, 2);
  if (number.empty() || !share_bp || *share_bp < 0 || *share_bp > kWholeBp) {
    return wrong(column, "'" + std::string(text) +
                             "' is no share; give percent from 0 to 100 with at most two decimals");
  }
  return static_cast<std::int32_t>(*share_bp);
}

/// Contribution n of a kind; empty when all its cells are.
Result<std::optional<Contribution>> read_contribution(const Cells& cells, std::string_view kind,
                                                      unsigned number) {
  const std::string prefix = std::string(kind) + "_" + std::to_string(number) + "_";
  Contribution one;
  one.kind = kind == kWriter ? ContributionKind::kWriter : ContributionKind::kPublisher;
  TRY(one.party.name, cells.text(prefix + "name"));
  TRY(one.party.ipi, cells.text(prefix + "ipi"));
  TRY(one.party.society, cells.text(prefix + "society"));
  TRY(one.role, cells.text(prefix + "role"));
  TRY(const std::string share, cells.text(prefix + "share"));
  if (one.party.name.empty()) {
    const bool nothing =
        one.party.ipi.empty() && one.party.society.empty() && one.role.empty() && share.empty();
    if (nothing) return std::optional<Contribution>();
    return wrong(prefix + "name",
                 "empty, though other cells tell of this " + std::string(kind) + "; give the name");
  }
  if (!share.empty()) {
    TRY(one.share_bp, parse_share(prefix + "share", share));
  }
  return std::optional<Contribution>(std::move(one));
}

Result<void> check_shares(const std::vector<Contribution>& contributions, std::string_view kind) {
  const auto has_share = [](const Contribution& one) { return one.share_bp.has_value(); };
  const auto known = std::count_if(contributions.begin(), contributions.end(), has_share);
  if (known == 0) return {};
  const std::string columns = std::string(kind) + "_n_share";
  if (static_cast<std::size_t>(known) != contributions.size()) {
    return wrong(columns, "some are empty; give all of them or none");
  }
  std::int64_t sum_bp = 0;
  for (const Contribution& one : contributions) sum_bp += *one.share_bp;
  if (sum_bp == kWholeBp) return {};
  return wrong(columns, "they add up to " + fixed_point(sum_bp, 2) + "; they must add up to 100");
}

Result<std::vector<Contribution>> read_contributions(const Cells& cells, std::string_view kind,
                                                     const std::vector<unsigned>& numbers) {
  std::vector<Contribution> contributions;
  for (const unsigned number : numbers) {
    TRY(auto one, read_contribution(cells, kind, number));
    if (one) contributions.push_back(*std::move(one));
  }
  TRY_VOID(check_shares(contributions, kind));
  return contributions;
}

/// "a | b||c" becomes "a|b|c".
std::string tidy_list(std::string_view text) {
  std::string list;
  for (const std::string& item : split(text, '|')) list += (list.empty() ? "" : "|") + item;
  return list;
}

/// "No Melody" becomes "no-melody".
std::string tidy_version(std::string_view text) {
  std::string version = to_lower_ascii(text);
  std::replace_if(
      version.begin(), version.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
  return version;
}

/// A spreadsheet is a stranger's: it names files inside the folder it was given, and no others.
Result<std::filesystem::path> audio_path(std::string_view cell,
                                         const std::filesystem::path& media_root) {
  if (cell.empty()) return std::filesystem::path();
  const std::filesystem::path path = std::filesystem::path(cell).lexically_normal();
  if (media_root.empty()) {
    std::error_code error;
    const auto absolute = std::filesystem::absolute(path, error);
    if (error) return wrong("audio", "the current folder is gone; give --media-root");
    return absolute.lexically_normal();
  }
  if (path.is_absolute()) {
    return wrong("audio", "an absolute path; with --media-root, give it relative to that folder");
  }
  if (*path.begin() == "..") {
    return wrong("audio", "leads out of --media-root; name a file in that folder");
  }
  return (media_root / path).lexically_normal();
}

}  // namespace

Result<CatalogueColumns> CatalogueColumns::of_header(const std::vector<std::string>& names) {
  CatalogueColumns columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = to_lower_ascii(trimmed(clean_utf8(names[i])));
    const auto party = party_column(name);
    if (!party && !is_plain_column(name)) {
      columns.unknown_.push_back(name.empty() ? "column " + std::to_string(i + 1) : name);
      continue;
    }
    if (!columns.places_.emplace(name, i).second) {
      return wrong(name, "there are two such columns; keep one");
    }
    if (party) {
      (party->kind == kWriter ? columns.writers_ : columns.publishers_).push_back(party->number);
    }
  }
  if (!columns.places_.contains("title")) return wrong("title", no_title(names));
  for (auto* const numbers : {&columns.writers_, &columns.publishers_}) {
    std::sort(numbers->begin(), numbers->end());
    numbers->erase(std::unique(numbers->begin(), numbers->end()), numbers->end());
  }
  return columns;
}

Result<ImportRow> CatalogueColumns::row(const std::vector<std::string>& fields,
                                        const std::filesystem::path& media_root) const {
  const Cells cells(places_, fields);
  ImportRow row;
  Recording& recording = row.recording;
  for (const RecordingField& field : kRecordingFields) {
    if (!field.in_csv) continue;
    TRY(recording.*field.text, cells.text(field.column));
  }
  if (recording.title.empty()) return wrong("title", "empty; every recording needs one");
  recording.version = tidy_version(recording.version);
  for (const auto list : {&Recording::moods, &Recording::instruments, &Recording::uses}) {
    recording.*list = tidy_list(recording.*list);
  }
  for (const WorkField& field : kWorkFields) {
    TRY(recording.work.*field.text, cells.text(field.csv_column));
  }
  TRY(recording.work.contributions, read_contributions(cells, kWriter, writers_));
  TRY(auto publishers, read_contributions(cells, kPublisher, publishers_));
  std::move(publishers.begin(), publishers.end(), std::back_inserter(recording.work.contributions));
  TRY(row.audio, audio_path(cells.raw("audio"), media_root));
  return row;
}

std::string_view contradiction(const Work& a, const Work& b) {
  const auto differ = [](const auto& x, const auto& y) {
    return !x.empty() && !y.empty() && x != y;
  };
  const auto of_kind = [](const Work& work, ContributionKind kind) {
    std::vector<Contribution> chosen;
    std::copy_if(work.contributions.begin(), work.contributions.end(), std::back_inserter(chosen),
                 [kind](const Contribution& one) { return one.kind == kind; });
    return chosen;
  };
  constexpr auto kWriters = ContributionKind::kWriter;
  constexpr auto kPublishers = ContributionKind::kPublisher;
  if (differ(a.title, b.title)) return "work_title";
  if (differ(a.iswc, b.iswc)) return "iswc";
  if (differ(of_kind(a, kWriters), of_kind(b, kWriters))) return "writers";
  if (differ(of_kind(a, kPublishers), of_kind(b, kPublishers))) return "publishers";
  return {};
}

}  // namespace engine::catalogue
