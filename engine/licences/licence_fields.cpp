#include "engine/licences/licence_fields.h"

#include "engine/catalogue/territories.h"
#include "engine/core/money.h"
#include "engine/core/text.h"
#include "engine/licences/keys/licence_key.h"

#include <algorithm>
#include <array>

namespace engine::licences {
namespace {

constexpr std::size_t kValueMax = std::size_t{1} << 20;  // Bytes; a list of ten thousand videos.

/// How a field is read from a text that is not empty, and told again.
struct FieldRule {
  LicenceField field;
  Result<void> (*read)(Licence& licence, std::string_view text);
  std::string (*tell)(const Licence& licence);
};

Error expected(std::string_view given, std::string_view what) {
  return {Errc::kInvalidInput, "'" + clean_utf8(first_characters(clean_utf8(given), 60)) +
                                   "': expected " + std::string(what)};
}

Result<void> read_text(std::string& into, std::string_view text) {
  const std::string clean = clean_utf8(text);
  into = trimmed(clean);  // Control characters have become blanks.
  return {};
}

/// As keys in the metadata of videos are kept, so that they meet.
Result<void> read_key(std::string& into, std::string_view text) {
  into = tidy_key(clean_utf8(text));
  return {};
}

Result<void> read_list(std::vector<std::string>& into, std::string_view text) {
  into = split(clean_utf8(text), '|');
  return {};
}

Result<void> read_moment(std::optional<Moment>& into, std::string_view text) {
  TRY(into, parse_moment(text));
  return {};
}

Result<void> read_count(std::optional<std::int64_t>& into, std::string_view text) {
  into = parse_fixed_point(text, 0);
  if (into && *into >= 0) return {};
  return fail(expected(text, "a whole number, 0 or more"));
}

Result<void> read_days(std::int64_t& into, std::string_view text) {
  constexpr std::int64_t kYears = 36'600;
  std::optional<std::int64_t> days;
  TRY_VOID(read_count(days, text));
  if (*days > kYears) return fail(expected(text, "at most 36600 days"));
  into = *days;
  return {};
}

Result<void> read_flag(bool& into, std::string_view text) {
  const std::string word = to_lower_ascii(text);
  into = word == "yes" || word == "true" || word == "1";
  if (into || word == "no" || word == "false" || word == "0") return {};
  return fail(expected(text, "yes or no"));
}

/// "DE|AT|-CH": what is taken out has a '-' or '!' before it.
Result<void> read_territories(Licence& licence, std::string_view text, bool excluded) {
  for (const std::string& word : split(clean_utf8(text), '|')) {
    const bool taken_out = word.front() == '-' || word.front() == '!';
    const std::string code = catalogue::territory_code(taken_out ? word.substr(1) : word);
    if (code.empty()) {
      return fail(expected(word, "a country (DE), a group (European Union) or a TIS number"));
    }
    (excluded || taken_out ? licence.territories_excluded : licence.territories).push_back(code);
  }
  return {};
}

std::string tell_territories(const std::vector<std::string>& codes) {
  std::vector<std::string> names;
  for (const std::string& code : codes) names.push_back(catalogue::territory_name(code));
  return joined(names, "|");
}

std::string tell(const std::optional<Moment>& moment) {
  return moment ? to_string(*moment) : std::string();
}

std::string tell(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : std::string();
}

#define TEXT(member)                                                           \
  [](Licence& l, std::string_view text) { return read_text(l.member, text); }, \
      [](const Licence& l) { return l.member; }
#define LIST(member)                                                           \
  [](Licence& l, std::string_view text) { return read_list(l.member, text); }, \
      [](const Licence& l) { return joined(l.member, "|"); }
#define MOMENT(member)                                                           \
  [](Licence& l, std::string_view text) { return read_moment(l.member, text); }, \
      [](const Licence& l) { return tell(l.member); }
#define COUNT(member)                                                           \
  [](Licence& l, std::string_view text) { return read_count(l.member, text); }, \
      [](const Licence& l) { return tell(l.member); }
#define FLAG(member)                                                                   \
  [](Licence& l, std::string_view text) { return read_flag(l.member, text); },         \
      [](const Licence& l) {                                                           \
        return l.member == Licence{}.member ? std::string() : l.member ? "yes" : "no"; \
      }

constexpr std::array kFields = {
    FieldRule{{"licence_id", "what it is called, once and for ever"}, TEXT(id)},
    FieldRule{{"key", "the typed key that was issued for it"},
              [](Licence& l, std::string_view text) { return read_key(l.key, text); },
              [](const Licence& l) { return l.key; }},
    FieldRule{{"licensor", "who gives it"}, TEXT(licensor)},
    FieldRule{{"licensee", "who has it: an uploader or a channel"}, TEXT(licensee)},
    FieldRule{{"issued_at", "when it was given"}, TEXT(issued_at)},
    FieldRule{
        {"model", "single_use, subscription, enterprise, blanket, buyout, free, public_domain"},
        [](Licence& l, std::string_view text) -> Result<void> {
          std::string word = to_lower_ascii(text);
          std::ranges::replace(word, '-', '_');
          std::ranges::replace(word, ' ', '_');
          const auto model = model_named(word);
          if (!model) {
            return fail(expected(text,
                                 "single_use, subscription, enterprise, blanket, "
                                 "buyout, free or public_domain"));
          }
          l.model = *model;
          return {};
        },
        [](const Licence& l) { return std::string(to_string(l.model)); }},
    FieldRule{{"tier", "what rate cards call it"}, TEXT(tier)},
    FieldRule{{"price", "paid for it, such as 49.00"}, TEXT(price)},
    FieldRule{{"currency", "of the price: EUR"}, TEXT(currency)},
    FieldRule{{"time_zone", "of its days: Europe/Berlin; UTC when it is not stated"},
              [](Licence& l, std::string_view text) -> Result<void> {
                TRY(l.zone, TimeZone::named(text));
                return {};
              },
              [](const Licence& l) { return l.zone.name() == "UTC" ? "" : l.zone.name(); }},
    FieldRule{{"valid_from", "the first day or instant"}, MOMENT(valid_from)},
    FieldRule{{"valid_to", "the last day, whole; of an instant, the first that is out"},
              MOMENT(valid_to)},
    FieldRule{{"publish_window_from", "from when on videos may be published"},
              MOMENT(publish_from)},
    FieldRule{{"publish_window_to", "until when videos may be published"}, MOMENT(publish_to)},
    FieldRule{{"grace_days", "days after valid_to in which publication still passes"},
              [](Licence& l, std::string_view text) { return read_days(l.grace_days, text); },
              [](const Licence& l) {
                return l.grace_days == 0 ? std::string() : std::to_string(l.grace_days);
              }},
    FieldRule{{"perpetual_for_published", "yes: what was published in time stays licensed; or no"},
              FLAG(perpetual_for_published)},
    FieldRule{{"revoked_at", "since when it covers nothing"}, MOMENT(revoked_at)},
    FieldRule{{"tracks", "recording ids, track ids, ISRCs or work ids"}, LIST(tracks)},
    FieldRule{{"catalogues", "libraries, labels or album codes; * for all"}, LIST(catalogues)},
    FieldRule{{"versions_allowed", "full, instrumental, no_melody, stinger, loop, stems"},
              LIST(versions)},
    FieldRule{{"territories", "countries and groups; with a - those taken out"},
              [](Licence& l, std::string_view text) { return read_territories(l, text, false); },
              [](const Licence& l) { return tell_territories(l.territories); }},
    FieldRule{{"territories_exclude", "countries and groups that are taken out"},
              [](Licence& l, std::string_view text) { return read_territories(l, text, true); },
              [](const Licence& l) { return tell_territories(l.territories_excluded); }},
    FieldRule{{"media", "online, social, podcast, broadcast, theatrical, ads_paid, games, ..."},
              LIST(media)},
    FieldRule{{"platforms", "where it may be published"}, LIST(platforms)},
    FieldRule{{"channels", "platform:channel, or the channel alone"}, LIST(channels)},
    FieldRule{{"videos", "ids, locations or their ends"}, LIST(videos)},
    FieldRule{{"project_name", "what it was bought for"}, TEXT(project)},
    FieldRule{{"max_duration_ms_per_use", "of one use, in milliseconds"},
              [](Licence& l, std::string_view text) -> Result<void> {
                std::optional<std::int64_t> ms;
                TRY_VOID(read_count(ms, text));
                constexpr std::int64_t kDayMs = 86'400'000;
                if (*ms > kDayMs) return fail(expected(text, "at most a day, 86400000"));
                l.max_duration = from_ms(*ms);
                return {};
              },
              [](const Licence& l) {
                return l.max_duration ? std::to_string(to_ms(*l.max_duration)) : std::string();
              }},
    FieldRule{{"max_uses", "end products: videos, or series where those are stated"},
              COUNT(max_uses)},
    FieldRule{{"max_copies", "on record; no rule looks at it"}, COUNT(max_copies)},
    FieldRule{{"max_audience", "of a video"}, COUNT(max_audience)},
    FieldRule{{"series_max_episodes", "episodes of a series that count as one use"},
              COUNT(series.max_episodes)},
    FieldRule{{"series_window_days", "days from the first episode on"}, COUNT(series.window_days)},
    FieldRule{{"exclusive", "yes: nobody else may license the music there and then"},
              FLAG(exclusive)},
    FieldRule{{"ads_allowed", "whether paid advertising is"}, FLAG(ads_allowed)},
    FieldRule{{"client_work", "on record; no rule looks at it"}, FLAG(client_work)},
    FieldRule{{"standalone_allowed", "whether the music may be published by itself"},
              FLAG(standalone_allowed)},
    FieldRule{{"edits_allowed", "whether another speed or pitch is"}, FLAG(edits_allowed)},
};

#undef TEXT
#undef LIST
#undef MOMENT
#undef COUNT
#undef FLAG

constexpr auto kPublicFields = [] {
  std::array<LicenceField, kFields.size()> fields{};
  std::ranges::transform(kFields, fields.begin(), &FieldRule::field);
  return fields;
}();

/// Other spellings, as `plain` makes them.
constexpr std::array<std::pair<std::string_view, std::string_view>, 25> kSpellings = {{
    {"id", "licence_id"},
    {"license_id", "licence_id"},
    {"licence_key", "key"},
    {"license_key", "key"},
    {"zone", "time_zone"},
    {"timezone", "time_zone"},
    {"valid_until", "valid_to"},
    {"publish_from", "publish_window_from"},
    {"publish_to", "publish_window_to"},
    {"grace", "grace_days"},
    {"perpetual", "perpetual_for_published"},
    {"track", "tracks"},
    {"catalogs", "catalogues"},
    {"catalogue", "catalogues"},
    {"versions", "versions_allowed"},
    {"territories_include", "territories"},
    {"territory", "territories"},
    {"territories_excluded", "territories_exclude"},
    {"platform", "platforms"},
    {"channel", "channels"},
    {"video", "videos"},
    {"project", "project_name"},
    {"max_duration_ms", "max_duration_ms_per_use"},
    {"max_episodes", "series_max_episodes"},
    {"series_window", "series_window_days"},
}};

/// "Valid until", "valid-until" and "valid.until" are "valid_until".
std::string plain(std::string_view name) {
  std::string word = to_lower_ascii(trimmed(name));
  for (char& c : word) {
    if (c == ' ' || c == '-' || c == '.') c = '_';
  }
  return word;
}

const FieldRule* rule_named(std::string_view name) {
  const auto* const found =
      std::ranges::find(kFields, name, [](const FieldRule& rule) { return rule.field.name; });
  return found == kFields.end() ? nullptr : found;
}

Result<void> check(const Licence& licence) {
  if (licence.id.empty()) {
    return fail(Errc::kInvalidInput,
                "licence_id: a licence needs one, since keys and reports name "
                "it by that");
  }
  const auto window = [](std::string_view name, const Window& given) -> Result<void> {
    if (!given.is_empty()) return {};
    return fail(Errc::kInvalidInput, std::string(name) + ": it ends (" + tell(given.until) +
                                         ") before it begins (" + tell(given.from) + ")");
  };
  TRY_VOID(window("valid_to", licence.term()));
  TRY_VOID(window("publish_window_to", licence.publish_window()));
  if (licence.price.empty()) return {};
  auto currency = Currency::named(licence.currency);
  if (!currency) {
    return fail(
        std::move(currency).error().during("currency of the price '" + licence.price + "'"));
  }
  if (auto price = parse_price(licence.price, *currency); !price) {
    return fail(std::move(price).error().during("price"));
  }
  return {};
}

}  // namespace

std::span<const LicenceField> licence_fields() { return kPublicFields; }

const LicenceField* find_licence_field(std::string_view name) {
  std::string word = plain(name);
  const auto* const spelling =
      std::ranges::find(kSpellings, word, &std::pair<std::string_view, std::string_view>::first);
  if (spelling != kSpellings.end()) word = spelling->second;
  const auto* const found = std::ranges::find(kPublicFields, word, &LicenceField::name);
  return found == kPublicFields.end() ? nullptr : found;
}

Result<Licence> licence_of(const LicenceTexts& texts) {
  Licence licence;
  for (const auto& [name, given] : texts) {
    const FieldRule* const rule = rule_named(name);
    const std::string_view text = trimmed(given);
    if (rule == nullptr || text.empty()) continue;
    if (text.size() > kValueMax) {
      return fail(Errc::kInvalidInput, name + ": longer than 1 MB");
    }
    if (auto read = rule->read(licence, text); !read) {
      return fail(std::move(read).error().during(name));
    }
  }
  TRY_VOID(check(licence));
  return licence;
}

LicenceTexts texts_of(const Licence& licence) {
  LicenceTexts texts;
  for (const FieldRule& rule : kFields) {
    if (std::string text = rule.tell(licence); !text.empty()) {
      texts.emplace(rule.field.name, std::move(text));
    }
  }
  return texts;
}

}  // namespace engine::licences
