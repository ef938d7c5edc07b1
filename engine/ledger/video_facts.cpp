#include "engine/ledger/video_facts.h"

#include "engine/catalogue/identifiers/identifiers.h"
#include "engine/core/text.h"
#include "engine/core/timecode.h"

#include <algorithm>
#include <array>

namespace engine::ledger {
namespace {

/// How a field is read, and where in the metadata it is kept.
struct FieldRule {
  VideoField field;
  Result<std::string> (*read)(std::string_view given);
  std::string (*get)(const VideoMetadata&);
  void (*set)(VideoMetadata&, const std::string&);
};

constexpr std::size_t kValueMax = 4000;          // Bytes; the longest is a paragraph,
constexpr std::size_t kDescriptionMax = 20'000;  // and a description as long as platforms allow.

Error expected(std::string_view given, std::string_view what) {
  return {Errc::kInvalidInput, "'" + clean_utf8(given) + "': expected " + std::string(what)};
}

Result<std::string> any_text(std::string_view given) { return clean_utf8(trimmed(given)); }

Result<std::string> list_text(std::string_view given) {
  return joined(split(clean_utf8(given), '|'), "|");
}

Result<std::string> day_text(std::string_view given) {
  if (const auto day = parse_day(trimmed(given))) return engine::to_string(*day);
  return fail(expected(given, "a day, 2026-10-31"));
}

Result<std::string> moment_text(std::string_view given) {
  const std::string_view text = trimmed(given);
  const bool time_follows = text.size() == 10 || (text.size() >= 16 && text[10] == 'T');
  if (time_follows && parse_day(text.substr(0, 10))) return std::string(text);
  return fail(expected(given, "a day or a time, 2026-10-31 or 2026-10-31T20:15:00Z"));
}

Result<std::string> year_text(std::string_view given) {
  const std::string_view text = trimmed(given);
  const bool digits = text.find_first_not_of("0123456789") == text.npos;
  if (text.size() == 4 && digits && text >= "1880") return std::string(text);
  return fail(expected(given, "a year, 2026"));
}

Result<std::string> email_text(std::string_view given) {
  const std::string text = clean_utf8(trimmed(given));
  const std::size_t at = text.find('@');
  const bool good = at != text.npos && at > 0 && text.find('@', at + 1) == text.npos &&
                    text.find('.', at) != text.npos && text.find(' ') == text.npos &&
                    !text.ends_with('.');
  if (good) return text;
  return fail(expected(given, "an e-mail address"));
}

Result<std::string> rate_text(std::string_view given) {
  if (const auto rate = frame_rate_named(given)) return std::string(rate->name);
  std::string names;
  for (const FrameRate& rate : frame_rates()) {
    names += (names.empty() ? "" : ", ") + std::string(rate.name);
  }
  return fail(expected(given, "a frame rate, one of " + names));
}

/// Whether the frame rate has the label is only known with the frame rate: check_together.
Result<std::string> start_text(std::string_view given) {
  std::string text(trimmed(given));
  std::string plain = text;
  std::ranges::replace(plain, ';', ':');
  if (parse_timecode(plain, frame_rates().back())) return text;  // The one with most labels.
  return fail(expected(given, "a timecode, 01:00:00:00"));
}

/// "h:mm:ss", "m:ss" or seconds, with a fraction or without; kept in microseconds.
Result<std::string> duration_text(std::string_view given) {
  constexpr std::int64_t kLongest = 24LL * 3600 * 1'000'000;
  const std::vector<std::string> parts = split(given, ':');
  std::optional<std::int64_t> us;
  if (!parts.empty() && parts.size() <= 3) {
    std::int64_t minutes = 0;
    bool good = true;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto number = parse_fixed_point(parts[i], 0);
      good = good && number && *number >= 0 && *number < 1000 && (i == 0 || *number < 60);
      minutes = minutes * 60 + number.value_or(0);
    }
    const auto seconds = parse_fixed_point(parts.back(), 6);
    good = good && seconds && *seconds >= 0 && *seconds <= kLongest &&
           (parts.size() == 1 || *seconds < 60'000'000);
    if (good) us = minutes * 60'000'000 + *seconds;
  }
  if (us && *us > 0 && *us <= kLongest) return std::to_string(*us);
  return fail(expected(given, "a duration up to 24 hours, 1:02:03 or 52:30"));
}

Result<std::string> identifier(identifiers::Reading reading, std::string_view given,
                               std::string_view what) {
  if (reading.valid()) return std::move(reading).text;
  return fail(Errc::kInvalidInput,
              "'" + clean_utf8(given) + "': no " + std::string(what) + ": " + reading.problem);
}

Result<std::string> eidr_text(std::string_view given) {
  return identifier(identifiers::read_eidr(given), given, "EIDR");
}

Result<std::string> isan_text(std::string_view given) {
  return identifier(identifiers::read_isan(given), given, "ISAN");
}

#define TEXT(part, member)                              \
  [](const VideoMetadata& m) { return m.part.member; }, \
      [](VideoMetadata& m, const std::string& value) { m.part.member = value; }
#define LIST(part, member)                                           \
  [](const VideoMetadata& m) { return joined(m.part.member, "|"); }, \
      [](VideoMetadata& m, const std::string& value) { m.part.member = split(value, '|'); }
#define DAY(part, member)                                                     \
  [](const VideoMetadata& m) {                                                \
    return m.part.member ? engine::to_string(*m.part.member) : std::string(); \
  },                                                                          \
      [](VideoMetadata& m, const std::string& value) { m.part.member = parse_day(value); }

const std::array kRules{
    FieldRule{{"title", "of the programme, film or series", ""}, any_text, TEXT(production, title)},
    FieldRule{{"akas", "other titles of it", "a list, A|B"}, list_text, LIST(production, akas)},
    FieldRule{{"episode_title", "of the episode", ""}, any_text, TEXT(production, episode_title)},
    FieldRule{{"episode_akas", "other titles of the episode", "a list, A|B"},
              list_text,
              LIST(production, episode_akas)},
    FieldRule{{"episode", "number of the episode", ""}, any_text, TEXT(production, episode_number)},
    FieldRule{{"series", "what makes videos episodes of one another", ""},
              any_text,
              TEXT(production, series)},
    FieldRule{{"season", "number of the season", ""}, any_text, TEXT(production, season)},
    FieldRule{{"production_number", "what the producer or the BBC calls it", ""},
              any_text,
              TEXT(production, production_number)},
    FieldRule{{"company", "that produced it", ""}, any_text, TEXT(production, company)},
    FieldRule{{"company_address", "where the company gets mail", ""},
              any_text,
              TEXT(production, company_address)},
    FieldRule{
        {"network", "network, station or other source", ""}, any_text, TEXT(production, network)},
    FieldRule{{"first_date", "of broadcast or release", "a day, 2026-10-31"},
              day_text,
              DAY(production, first_date)},
    FieldRule{
        {"category", "Series, Movie, Reality, ...", ""}, any_text, TEXT(production, category)},
    FieldRule{{"production_version", "Original, Edited for TV, ...", ""},
              any_text,
              TEXT(production, version)},
    FieldRule{{"countries", "of origin", "a list, GB|FR"}, list_text, LIST(production, countries)},
    FieldRule{{"year", "of production", "a year, 2026"}, year_text, TEXT(production, year)},
    FieldRule{{"directors", "their names", "a list, A|B"}, list_text, LIST(production, directors)},
    FieldRule{{"actors", "names of the principal ones", "a list, A|B"},
              list_text,
              LIST(production, actors)},
    FieldRule{
        {"eidr", "of the programme", "an EIDR, 10.5240/...."}, eidr_text, TEXT(production, eidr)},
    FieldRule{{"isan", "of the programme", "an ISAN"}, isan_text, TEXT(production, isan)},
    FieldRule{{"duration", "of the programme, where it is not the file's", "1:02:03 or 52:30"},
              duration_text,
              [](const VideoMetadata& m) {
                const auto& duration = m.production.duration;
                return duration ? std::to_string(duration->count()) : std::string();
              },
              [](VideoMetadata& m, const std::string& value) {
                const auto us = parse_fixed_point(value, 0);
                if (us) m.production.duration = MediaTime{*us};
              }},
    FieldRule{{"frame_rate", "that timecode counts in", "a frame rate, 25 or 29.97df"},
              rate_text,
              TEXT(production, frame_rate)},
    FieldRule{{"start_timecode", "label of the file's first frame", "a timecode, 01:00:00:00"},
              start_text,
              TEXT(production, start_timecode)},
    FieldRule{{"preparer", "who answers for the cue sheet", ""},
              any_text,
              TEXT(production, preparer.name)},
    FieldRule{{"preparer_email", "where to ask about it", "an e-mail address"},
              email_text,
              TEXT(production, preparer.email)},
    FieldRule{{"prepared_on", "when the cue sheet was prepared", "a day, 2026-10-31"},
              day_text,
              DAY(production, preparer.date)},
    FieldRule{{"channel", "that published it", ""}, any_text, TEXT(publication, channel)},
    FieldRule{{"platform", "YouTube, broadcast, ...", ""}, any_text, TEXT(publication, platform)},
    FieldRule{{"published_at", "when it was made public", "a day or a time, 2026-10-31T20:15:00Z"},
              moment_text,
              TEXT(publication, published_at)},
    FieldRule{{"territory", "where it can be seen", "a list, GB|IE"},
              list_text,
              LIST(publication, territories)},
    FieldRule{{"media", "online, tv, cinema, ...", ""}, any_text, TEXT(publication, media)},
    FieldRule{{"audience", "how many may see it", ""}, any_text, TEXT(publication, audience)},
    FieldRule{{"uploader", "who put it up", ""}, any_text, TEXT(publication, uploader)},
    FieldRule{
        {"license_key", "of the licence it goes by", ""}, any_text, TEXT(publication, license_key)},
    FieldRule{{"description", "what was published with it", ""},
              any_text,
              TEXT(publication, description)},
};
#undef TEXT
#undef LIST
#undef DAY

struct OtherName {
  std::string_view given;
  std::string_view name;
};
constexpr std::array kOtherNames{
    OtherName{"aka", "akas"},
    OtherName{"episode_aka", "episode_akas"},
    OtherName{"episode_number", "episode"},
    OtherName{"production_company", "company"},
    OtherName{"address", "company_address"},
    OtherName{"first_air_date", "first_date"},
    OtherName{"version", "production_version"},
    OtherName{"country", "countries"},
    OtherName{"director", "directors"},
    OtherName{"actor", "actors"},
    OtherName{"email", "preparer_email"},
    OtherName{"territories", "territory"},
};

const FieldRule* find_rule(std::string_view name) {
  const auto* const found =
      std::ranges::find(kRules, name, [](const FieldRule& rule) { return rule.field.name; });
  return found == kRules.end() ? nullptr : found;
}

}  // namespace

std::span<const VideoField> video_fields() {
  static const std::vector<VideoField> fields = [] {
    std::vector<VideoField> list;
    for (const FieldRule& rule : kRules) list.push_back(rule.field);
    return list;
  }();
  return fields;
}

bool is_of_production(const VideoField& field) {
  constexpr std::string_view kFirstOfPublication = "channel";
  return find_rule(field.name) < find_rule(kFirstOfPublication);
}

const VideoField* find_video_field(std::string_view given) {
  std::string name = to_lower_ascii(trimmed(given));
  std::ranges::replace(name, '-', '_');
  std::ranges::replace(name, ' ', '_');
  for (const OtherName& other : kOtherNames) {
    if (name == other.given) name = other.name;
  }
  const FieldRule* const rule = find_rule(name);
  return rule == nullptr ? nullptr : &rule->field;
}

Result<std::string> video_value(const VideoField& field, std::string_view given) {
  if (trimmed(given).empty()) return std::string();
  const std::string name(field.name);
  const std::size_t longest = name == "description" ? kDescriptionMax : kValueMax;
  if (given.size() > longest) {
    return fail(Errc::kInvalidInput,
                name + ": longer than " + std::to_string(longest) + " bytes; shorten it");
  }
  auto value = find_rule(field.name)->read(given);
  if (!value) return fail(std::move(value).error().during(name));
  return value;
}

Result<VideoMetadata> metadata_of(const std::map<std::string, std::string>& values) {
  VideoMetadata metadata;
  for (const auto& [name, value] : values) {
    const FieldRule* const rule = find_rule(name);
    if (rule == nullptr) continue;  // A field of a newer cuetrace.
    rule->set(metadata, value);
    if (rule->get(metadata) != value) {
      return fail(Errc::kCorrupt, "the ledger's " + name + " is '" + clean_utf8(value) +
                                      "', which is none; set it again with `cuetrace video set`");
    }
  }
  return metadata;
}

std::map<std::string, std::string> values_of(const VideoMetadata& metadata) {
  std::map<std::string, std::string> values;
  for (const FieldRule& rule : kRules) {
    std::string value = rule.get(metadata);
    if (!value.empty()) values.emplace(rule.field.name, std::move(value));
  }
  return values;
}

Result<void> check_together(const std::map<std::string, std::string>& values) {
  const auto rate = values.find("frame_rate");
  const auto start = values.find("start_timecode");
  if (rate == values.end() || start == values.end()) return {};
  const auto clock = ProductionClock::of(rate->second, start->second);
  if (clock) return {};
  return fail(Error(clock.error()).during("start_timecode"));
}

}  // namespace engine::ledger
