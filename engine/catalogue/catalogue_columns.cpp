#include "engine/catalogue/catalogue_columns.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/core/text.h"

#include <algorithm>
#include <set>

namespace engine::catalogue {
namespace {

constexpr std::string_view kOfRecording = "recording_{n}_";

constexpr std::array<std::string_view, 12> kPlain = {
    "audio",        "duration",    "parent_cut",   "composers", "publishers", "alternative_titles",
    "work_details", "artist_last", "artist_first", "work_id",   "work_title", "iswc"};

constexpr std::array<std::string_view, 5> kNumbered = {
    "alternative_{n}_title", "alternative_{n}_type", "alternative_{n}_language",
    "work_number_{n}_society", "work_number_{n}_number"};

/// Of a writer, and of a publisher.
constexpr std::array<std::string_view, 24> kOfParty = {"name",
                                                       "first_name",
                                                       "middle_name",
                                                       "last_name",
                                                       "role",
                                                       "number",
                                                       "ipi",
                                                       "ipi_base",
                                                       "isni",
                                                       "society",
                                                       "mr_society",
                                                       "sr_society",
                                                       "share",
                                                       "pr_share",
                                                       "mr_share",
                                                       "sr_share",
                                                       "territory",
                                                       "from",
                                                       "until",
                                                       "ownership",
                                                       "collection",
                                                       "collection_share",
                                                       "collection_territory",
                                                       "controlled"};

constexpr std::array<std::string_view, 11> kOfWriter = {"details",
                                                        "agreement",
                                                        "publisher_name",
                                                        "publisher_ipi",
                                                        "publisher_society",
                                                        "publisher_mr_society",
                                                        "publisher_sr_society",
                                                        "publisher_share",
                                                        "publisher_pr_share",
                                                        "publisher_mr_share",
                                                        "publisher_sr_share"};

constexpr std::array<std::string_view, 4> kOfPublisher = {"details", "writers", "agreements",
                                                          "chain"};

std::vector<std::string> all_columns() {
  std::vector<std::string> columns;
  for (const RecordingField& field : kRecordingFields) {
    if (field.in_csv) columns.emplace_back(field.column);
  }
  columns.insert(columns.end(), kPlain.begin(), kPlain.end());
  columns.insert(columns.end(), kNumbered.begin(), kNumbered.end());
  const auto add = [&](const std::string& who, const auto& parts) {
    for (const std::string_view part : parts) columns.push_back(who + std::string(part));
  };
  add("writer_{n}_", kOfParty);
  add("writer_{n}_", kOfWriter);
  add("publisher_{n}_", kOfParty);
  add("publisher_{n}_", kOfPublisher);
  return columns;
}

/// The column that `name` is, and its number.
struct Column {
  bool known = false;
  unsigned number = 0;
};

Column column_named(std::string_view name) {
  for (const std::string& pattern : catalogue_columns()) {
    if (pattern == name) return {.known = true, .number = 0};
    if (const NumberedName fit = matched(pattern, name); fit.fits) {
      return {.known = true, .number = fit.number};
    }
  }
  return {};
}

std::string no_title(const Layout& layout) {
  std::string message = "there is no such column; the first line names the columns, title at least";
  if (layout.name != known_layouts().front().name) {
    message = "the layout " + layout.name + " finds no column that says it";
  }
  return message;
}

class PlacesBuilder {
 public:
  explicit PlacesBuilder(const Layout& layout) : layout_(layout) {}

  Result<void> add(std::size_t place, const std::string& name) {
    const std::string lower = to_lower_ascii(trimmed(clean_utf8(name)));
    if (lower == kReasonColumn) return {};
    if (!lower.empty() && !headers_.insert(lower).second) {
      return fail(Errc::kInvalidInput, lower + ": there are two such columns; keep one");
    }
    bool known = false;
    for (const ColumnRule& rule : layout_.columns) {
      const NumberedName fit = matched(rule.header, lower);
      if (!fit.fits) continue;
      known = true;
      put(numbered(rule.target, fit.number), {place, std::string(trimmed(name)), &rule});
    }
    if (!known && column_named(lower).known) {
      known = true;
      put(lower, {place, lower, nullptr});
    }
    if (!known) {
      places_.unknown.push_back(lower.empty() ? "column " + std::to_string(place + 1) : lower);
    }
    return {};
  }

  Result<CataloguePlaces> finish() {
    const bool of_recordings =
        std::any_of(places_.recordings.begin(), places_.recordings.end(),
                    [](const CellSources& sources) { return sources.contains("title"); });
    if (!places_.cells.contains("title") && !places_.cells.contains("work_title") &&
        !of_recordings) {
      return fail(Errc::kInvalidInput, "title: " + no_title(layout_));
    }
    for (auto* const numbers :
         {&places_.writers, &places_.publishers, &places_.alternatives, &places_.work_numbers}) {
      std::sort(numbers->begin(), numbers->end());
      numbers->erase(std::unique(numbers->begin(), numbers->end()), numbers->end());
    }
    places_.nameless_are_unknown = layout_.nameless_are_unknown;
    return std::move(places_);
  }

 private:
  void put(const std::string& target, CellSource source) {
    if (target.starts_with("recording_")) {
      const std::size_t end = target.find('_', std::string_view("recording_").size());
      const NumberedName fit = matched(kOfRecording, target.substr(0, end + 1));
      if (end != target.npos && fit.fits) {
        constexpr unsigned kMostRecordings = 1000;
        if (fit.number > kMostRecordings) return;
        if (places_.recordings.size() < fit.number) places_.recordings.resize(fit.number);
        places_.recordings[fit.number - 1][target.substr(end + 1)].push_back(std::move(source));
        return;
      }
    }
    const unsigned number = column_named(target).number;
    if (number != 0 && target.starts_with("writer_")) places_.writers.push_back(number);
    if (number != 0 && target.starts_with("publisher_")) places_.publishers.push_back(number);
    if (number != 0 && target.starts_with("alternative_")) places_.alternatives.push_back(number);
    if (number != 0 && target.starts_with("work_number_")) places_.work_numbers.push_back(number);
    places_.cells[target].push_back(std::move(source));
  }

  const Layout& layout_;
  std::set<std::string> headers_;
  CataloguePlaces places_;
};

}  // namespace

std::span<const std::string> catalogue_columns() {
  static const std::vector<std::string> kColumns = all_columns();
  return kColumns;
}

bool is_catalogue_column(std::string_view name) {
  for (const std::string_view of : {std::string_view(), kOfRecording}) {
    if (name.starts_with(of) && column_named(name.substr(of.size())).known) return true;
  }
  return false;
}

Result<CataloguePlaces> places_of_header(const std::vector<std::string>& names,
                                         const Layout& layout) {
  PlacesBuilder builder(layout);
  for (std::size_t i = 0; i < names.size(); ++i) TRY_VOID(builder.add(i, names[i]));
  return builder.finish();
}

}  // namespace engine::catalogue
