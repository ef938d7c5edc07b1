// What is asked of tracks: the limits, and how grave it is when one is passed.
#pragma once

#include "engine/catalogue/quality/finding.h"
#include "engine/core/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// The values by default are those of a production music library. Units as kLimits says.
struct QualityLimits {
  QualityLimits();

  std::int32_t loudness_min = -1600;
  std::int32_t loudness_max = -1400;
  std::int32_t true_peak_max = -100;
  std::int32_t clips_max = 0;
  std::int32_t dc_max = 1000;
  std::int32_t head_silence_max = 500;
  std::int32_t tail_silence_max = 3000;
  std::int32_t balance_max = 1200;
  std::int32_t correlation_min = 0;
  std::int32_t rate_min = 44'100;
  std::int32_t bits_min = 16;
  std::int32_t tempo_tolerance = 400;
  std::int32_t length_tolerance = 100;
  std::int32_t offset_tolerance = 50;
  std::int32_t stems_residual_max = -3000;

  /// Columns of the catalogue CSV, or "writers" or "publishers".
  std::vector<std::string> required_tags{"bpm", "key", "moods", "instruments", "uses"};
  std::vector<std::string> wanted_versions{"full", "instrumental", "no-melody", "stinger"};

  /// By Rule; empty where the rule is off.
  std::array<std::optional<Severity>, kRules.size()> severities;

  /// One setting, "NAME=VALUE": a limit of kLimits; "required-tags" or "wanted-versions" with names
  /// separated by '|'; or a rule with "error", "warning", "note" or "off". Errors: kUsage, saying
  /// what there is to choose from.
  Result<void> set(std::string_view setting);

  /// A setting a line; blank lines and lines that begin with '#' are left out. Errors: kUsage, with
  /// the line.
  Result<void> set_all(std::string_view text);

  std::optional<Severity> severity(Rule rule) const {
    return severities[static_cast<std::size_t>(rule)];
  }
};

struct LimitInfo {
  std::string_view name;
  std::int32_t QualityLimits::*value;
  unsigned places;  ///< Decimals that the value is counted in: -1600 with 2 is -16.00.
  std::string_view unit;
};

inline constexpr std::array kLimits{
    LimitInfo{"loudness-min", &QualityLimits::loudness_min, 2, "LUFS"},
    LimitInfo{"loudness-max", &QualityLimits::loudness_max, 2, "LUFS"},
    LimitInfo{"true-peak-max", &QualityLimits::true_peak_max, 2, "dBTP"},
    LimitInfo{"clips-max", &QualityLimits::clips_max, 0, "runs"},
    LimitInfo{"dc-max", &QualityLimits::dc_max, 4, "%"},
    LimitInfo{"head-silence-max", &QualityLimits::head_silence_max, 3, "s"},
    LimitInfo{"tail-silence-max", &QualityLimits::tail_silence_max, 3, "s"},
    LimitInfo{"balance-max", &QualityLimits::balance_max, 2, "dB"},
    LimitInfo{"correlation-min", &QualityLimits::correlation_min, 3, ""},
    LimitInfo{"rate-min", &QualityLimits::rate_min, 0, "Hz"},
    LimitInfo{"bits-min", &QualityLimits::bits_min, 0, "bit"},
    LimitInfo{"tempo-tolerance", &QualityLimits::tempo_tolerance, 2, "%"},
    LimitInfo{"length-tolerance", &QualityLimits::length_tolerance, 3, "s"},
    LimitInfo{"offset-tolerance", &QualityLimits::offset_tolerance, 3, "s"},
    LimitInfo{"stems-residual-max", &QualityLimits::stems_residual_max, 2, "dB"},
};

/// Loudness and peak as others ask for them.
struct QualityProfile {
  std::string_view name;
  std::int32_t loudness_min;
  std::int32_t loudness_max;
  std::int32_t true_peak_max;
};

/// Sources: EBU R 128 (2020); ATSC A/85:2013; AES TD1008 and what streaming platforms publish.
inline constexpr std::array kQualityProfiles{
    QualityProfile{"library", -1600, -1400, -100},
    QualityProfile{"ebu-r128", -2350, -2250, -100},
    QualityProfile{"atsc-a85", -2600, -2200, -200},
    QualityProfile{"streaming", -1500, -1300, -100},
};

void apply(const QualityProfile& profile, QualityLimits& limits);

}  // namespace engine::catalogue
