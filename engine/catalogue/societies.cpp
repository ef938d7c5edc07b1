#include "engine/catalogue/societies.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>

namespace engine::catalogue {
namespace {

struct Society {
  std::string_view code;
  std::string_view names;  ///< The usual one first, others after '|'.
};

// Source: CISAC, list of society codes SG26-0077 (2026).
constexpr std::array kSocieties = {
    Society{"000", "DP|PD|Public Domain"},
    Society{"005", "AKM"},
    Society{"008", "APRA|APRA AMCOS"},
    Society{"009", "ARTISJUS"},
    Society{"010", "ASCAP"},
    Society{"012", "AMCOS"},
    Society{"017", "AMRA"},
    Society{"020", "SOCAN RR|SODRAC"},
    Society{"021", "BMI|BMI Music|Broadcast Music Inc.|Broadcast Music, Inc."},
    Society{"023", "BUMA|BUMA/STEMRA|BUMA-STEMRA"},
    Society{"026", "CASH"},
    Society{"034", "HFA|Harry Fox Agency"},
    Society{"035", "GEMA"},
    Society{"036", "IPRS"},
    Society{"038", "JASRAC"},
    Society{"040", "KODA"},
    Society{"044", "MCPS"},
    Society{"050", "OSA"},
    Society{"052", "PRS|PRS for Music|PRSFM"},
    Society{"055", "SABAM"},
    Society{"058", "SACEM|SDRM"},
    Society{"059", "SACM"},
    Society{"061", "SADAIC"},
    Society{"063", "SAMRO"},
    Society{"069", "SPA"},
    Society{"071", "SESAC|SESAC Inc.|SESAC Inc"},
    Society{"072", "SGAE"},
    Society{"074", "SIAE"},
    Society{"078", "STEMRA"},
    Society{"079", "STIM"},
    Society{"080", "SUISA"},
    Society{"084", "SAYCO"},
    Society{"088", "CMRRA"},
    Society{"089", "TEOSTO"},
    Society{"090", "TONO"},
    Society{"093", "UBC"},
    Society{"094", "RAO"},
    Society{"097", "ZAIKS"},
    Society{"099", "NS|None|No society|Non-society"},
    Society{"101", "SOCAN"},
    Society{"104", "MACP"},
    Society{"106", "COMPASS"},
    Society{"118", "KOMCA"},
    Society{"119", "MCSC"},
    Society{"128", "IMRO"},
    Society{"161", "MUST"},
    Society{"201", "ABRAMUS"},
    Society{"319", "ICE"},
    Society{"707", "MusicMark"},
    Society{"778", "GMR|Global Music Rights"},
};

constexpr std::size_t kDigits = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits that `text` starts with, where nothing but a hyphen and a name follow.
std::string_view leading_code(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  const std::string_view rest = trimmed(text.substr(digits.size()));
  const bool alone =
      rest.empty() || rest.starts_with('-') || rest.starts_with("\xE2\x80\x93");  // An en dash.
  return alone && digits.size() <= kDigits ? digits : std::string_view();
}

const Society* by_code(std::string_view code) {
  const auto* const found =
      std::find_if(kSocieties.begin(), kSocieties.end(),
                   [&](const Society& society) { return society.code == code; });
  return found == kSocieties.end() ? nullptr : found;
}

/// A society with the days between which a party is of it.
struct Membership {
  std::string society;
  std::optional<Day> from;
  std::optional<Day> until;
};

Membership membership_of(const std::string& text) {
  Membership one{.society = text, .from = {}, .until = {}};
  const std::size_t blank = text.rfind(' ');
  const std::size_t dots = blank == text.npos ? text.npos : text.find("..", blank);
  if (dots == text.npos) return one;
  one.from = parse_day(std::string_view(text).substr(blank + 1, dots - blank - 1));
  one.until = parse_day(std::string_view(text).substr(dots + 2));
  if (one.from || one.until) one.society = std::string(trimmed(text.substr(0, blank)));
  return one;
}

}  // namespace

std::string society_on(std::string_view text, const std::optional<Day>& day) {
  std::string found;
  for (const std::string& part : split(text, '|')) {
    const Membership one = membership_of(part);
    const bool holds =
        !day || ((!one.from || *one.from <= *day) && (!one.until || *day <= *one.until));
    if (holds) found = one.society;
  }
  return found;
}

std::string society_code(std::string_view given) {
  const std::string society = society_on(given, std::nullopt);
  const std::string_view text = society;
  if (const std::string_view digits = leading_code(text); !digits.empty()) {
    std::string code(digits);
    code.insert(0, kDigits - code.size(), '0');
    return code;
  }
  const std::string lower = to_lower_ascii(text);
  for (const Society& listed : kSocieties) {
    for (const std::string& name : split(listed.names, '|')) {
      if (to_lower_ascii(name) == lower) return std::string(listed.code);
    }
  }
  return {};
}

std::string society_name(std::string_view text) {
  const Society* const society = by_code(society_code(text));
  if (society == nullptr) return std::string(text);
  return split(society->names, '|').front();
}

}  // namespace engine::catalogue
