#include "engine/catalogue/territories.h"

#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace engine::catalogue {
namespace {

constexpr std::size_t kDigits = 4;

/// ISO 3166-1: alpha-2 and number, of today's countries that TIS has.
constexpr std::string_view kCountries =
    "AD020 AE784 AF004 AG028 AL008 AM051 AO024 AR032 AT040 AU036 AZ031 BA070 BB052 BD050 BE056 "
    "BF854 BG100 BH048 BI108 BJ204 BN096 BO068 BR076 BS044 BT064 BW072 BY112 BZ084 CA124 CD180 "
    "CF140 CG178 CH756 CI384 CL152 CM120 CN156 CO170 CR188 CU192 CV132 CY196 CZ203 DE276 DJ262 "
    "DK208 DM212 DO214 DZ012 EC218 EE233 EG818 EH732 ER232 ES724 ET231 FI246 FJ242 FM583 FR250 "
    "GA266 GB826 GD308 GE268 GH288 GM270 GN324 GQ226 GR300 GT320 GW624 GY328 HK344 HN340 HR191 "
    "HT332 HU348 ID360 IE372 IL376 IN356 IQ368 IR364 IS352 IT380 JM388 JO400 JP392 KE404 KG417 "
    "KH116 KI296 KM174 KN659 KP408 KR410 KW414 KZ398 LA418 LB422 LC662 LI438 LK144 LR430 LS426 "
    "LT440 LU442 LV428 LY434 MA504 MC492 MD498 ME499 MG450 MH584 MK807 ML466 MM104 MN496 MO446 "
    "MR478 MT470 MU480 MV462 MW454 MX484 MY458 MZ508 NA516 NC540 NE562 NG566 NI558 NL528 NO578 "
    "NP524 NR520 NZ554 OM512 PA591 PE604 PF258 PG598 PH608 PK586 PL616 PR630 PT620 PW585 PY600 "
    "QA634 RO642 RS688 RU643 RW646 SA682 SB090 SC690 SD729 SE752 SG702 SI705 SK703 SL694 SM674 "
    "SN686 SO706 SR740 SS728 ST678 SV222 SY760 SZ748 TD148 TG768 TH764 TJ762 TL626 TM795 TN788 "
    "TO776 TR792 TT780 TV798 TW158 TZ834 UA804 UG800 US840 UY858 UZ860 VA336 VC670 VE862 VN704 "
    "VU548 WS882 YE887 ZA710 ZM894 ZW716";

struct Group {
  std::string_view code;
  std::string_view name;
  std::string_view members;  ///< Countries, and groups that lie in it whole.
};

// Source: CISAC, Territory Information System.
constexpr std::array kGroups = {
    Group{"2100", "Africa",
          "AO BW BI CM CV CF TD KM CG CD BJ GQ ET ER DJ GA GM GH GN CI KE LS LR MG MW ML MR MU MZ "
          "NA NE NG GW RW ST SN SC SL SO ZA ZW SS SD EH SZ TG UG TZ BF ZM 2128"},
    Group{"2101", "America", "2102 2134"},
    Group{"2102", "American Continent", "2113 2129 2132"},
    Group{"2103", "Antilles", "AG BB CU DM DO GD HT JM PR KN LC VC TT"},
    Group{"2104", "APEC Countries",
          "AU BN CA CL CN TW HK ID JP KR MO MY MX NZ PG PE PH PR RU SG VN TH US"},
    Group{"2105", "ASEAN Countries", "BN MM KH ID LA MY PH SG VN TH"},
    Group{"2106", "Asia", "AZ AM CN TW CY GE HK IL JP KZ KP KR KG LB MO SY TJ TR TM UZ 2125 2133"},
    Group{"2107", "Australasia", "AU SB FJ NC VU NZ"},
    Group{"2108", "Balkans", "AL BA BG HR GR ME RO RS SI MK"},
    Group{"2109", "Baltic States", "EE LV LT"},
    Group{"2110", "Benelux", "BE LU NL"},
    Group{"2111", "British Isles", "IE GB"},
    Group{"2112", "British West Indies", "AG BS BB DM GD JM KN LC VC TT"},
    Group{"2113", "Central America", "BZ CR SV GT HN NI PA"},
    Group{"2114", "Commonwealth",
          "AG BS BB BZ CA DM KI GD GY JM MT NR PG KN LC VC TO TT TV GB WS 2115 2116 2117"},
    Group{"2115", "Commonwealth African Territories",
          "BW CM GM GH KE LS MW MU MZ NA NG SC SL ZA SZ UG TZ ZM"},
    Group{"2116", "Commonwealth Asian Territories", "BD BN LK CY IN MY MV PK SG"},
    Group{"2117", "Commonwealth Australasian Territories", "AU SB FJ VU NZ"},
    Group{"2118", "Commonwealth of Independent States", "AZ AM BY KZ KG MD RU TJ TM UA UZ"},
    Group{"2119", "Eastern Europe", "AL BG BY CZ EE HU LV LT MD PL RO RU SK UA"},
    Group{"2120", "Europe", "IS MT 2111 2122"},
    Group{"2121", "European Economic Area", "IS LI NO 2123"},
    Group{"2122", "European Continent",
          "AD AT BE BA HR FI FR DE GR VA IT LI LU MC ME NL PT SM RS SI ES CH MK 2119 2131"},
    Group{"2123", "European Union",
          "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"},
    Group{"2124", "GSA Countries", "AT DE CH"},
    Group{"2125", "Middle East", "AF BH BD BT LK IN IR IQ JO KW MV MN OM NP PK QA SA AE YE"},
    Group{"2126", "NAFTA Countries", "CA MX PR US"},
    Group{"2127", "Nordic Countries", "DK FI IS NO SE"},
    Group{"2128", "North Africa", "DZ LY MA TN EG"},
    Group{"2129", "North America", "CA MX US"},
    Group{"2130", "Oceania", "PF KI NR FM MH PW PG TO TV WS 2107"},
    Group{"2131", "Scandinavia", "DK NO SE"},
    Group{"2132", "South America", "AR BO BR CL CO EC GY PY PE SR UY VE"},
    Group{"2133", "South East Asia", "BN MM KH ID LA MY PH TL SG VN TH"},
    Group{"2134", "West Indies", "BS 2103"},
    Group{kWorld, "World", "2100 2101 2106 2120 2130"},
};

using Codes = std::map<std::string, std::string, std::less<>>;

/// Four digits by alpha-2.
const Codes& countries() {
  static const Codes kByAlpha2 = [] {
    Codes codes;
    for (const std::string& entry : split(kCountries, ' ')) {
      codes.emplace(entry.substr(0, 2), "0" + entry.substr(2));
    }
    return codes;
  }();
  return kByAlpha2;
}

const Group* group_of(std::string_view code) {
  const auto* const found = std::find_if(kGroups.begin(), kGroups.end(),
                                         [&](const Group& group) { return group.code == code; });
  return found == kGroups.end() ? nullptr : found;
}

/// Every code that lies in each group, itself included.
const std::map<std::string, std::set<std::string, std::less<>>, std::less<>>& members() {
  static const auto kMembers = [] {
    std::map<std::string, std::set<std::string, std::less<>>, std::less<>> all;
    const auto fill = [&](const auto& self, const Group& group) -> const auto& {
      auto& codes = all[std::string(group.code)];
      if (!codes.empty()) return codes;
      codes.emplace(group.code);
      for (const std::string& member : split(group.members, ' ')) {
        if (const Group* const inner = group_of(member)) {
          const auto& theirs = self(self, *inner);
          codes.insert(theirs.begin(), theirs.end());
        } else {
          codes.insert(countries().at(member));
        }
      }
      return codes;
    };
    for (const Group& group : kGroups) fill(fill, group);
    return all;
  }();
  return kMembers;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= kDigits &&
         text.find_first_not_of("0123456789") == text.npos;
}

}  // namespace

std::string territory_code(std::string_view text) {
  text = trimmed(text);
  if (is_number(text)) {
    std::string code(text);
    code.insert(0, kDigits - code.size(), '0');
    const bool country = std::any_of(countries().begin(), countries().end(),
                                     [&](const auto& entry) { return entry.second == code; });
    return country || group_of(code) != nullptr ? code : std::string();
  }
  const std::string lower = to_lower_ascii(text);
  for (const Group& group : kGroups) {
    if (to_lower_ascii(group.name) == lower) return std::string(group.code);
  }
  std::string alpha2(text);
  for (char& c : alpha2) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto found = countries().find(alpha2);
  return found == countries().end() ? std::string() : found->second;
}

std::string territory_name(std::string_view code) {
  if (const Group* const group = group_of(code)) return std::string(group->name);
  for (const auto& [alpha2, number] : countries()) {
    if (number == code) return alpha2;
  }
  return std::string(code);
}

bool lies_in(std::string_view code, std::string_view group) {
  if (code == group || group == kWorld) return true;
  const auto found = members().find(group);
  return found != members().end() && found->second.contains(code);
}

}  // namespace engine::catalogue
