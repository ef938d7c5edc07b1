// The table is read from above; the first row that fits the axes has the codes. Sources: the legend
// of the ASCAP and BMI template, BMI's payment classes, APRA AMCOS's guide to cue sheets, S4C's and
// the BBC's forms, CWR 2.2 (BLTVR), and the allowed value sets of DDEX.
#include "reports/usage_code.h"

#include <algorithm>
#include <array>

namespace reports {
namespace {

using F = Function;
using P = Perception;
using V = Vocality;
using Pos = Position;

constexpr std::size_t kCodeSets = 7;

/// One combination of axes and its codes. Empty axes fit any value.
struct Row {
  std::optional<bool> rolled_up;
  std::optional<F> function;
  std::optional<Pos> position;
  std::optional<P> perception;
  std::optional<V> vocality;
  std::array<std::string_view, kCodeSets> codes;  // By CodeSet.

  bool fits(const UsageAxes& axes) const {
    return (!rolled_up || *rolled_up == axes.rolled_up) &&
           (!function || *function == axes.function) && (!position || *position == axes.position) &&
           (!perception || *perception == axes.perception) &&
           (!vocality || *vocality == axes.vocality);
  }
};

constexpr auto kAny = std::nullopt;

// clang-format off
constexpr std::array kTable{
    // rolled up, function, position, perception, vocality:
    //   US template, US extended, BMI class, APRA, UK, CWR, DDEX
    Row{true, kAny, kAny, kAny, V::kVocal,
        {"BV", "BV", "Background", "Background", "Background", "R", "RolledUpCue"}},
    Row{true, kAny, kAny, kAny, kAny,
        {"BI", "BI", "Background", "Background", "Background", "R", "RolledUpCue"}},

    Row{kAny, F::kLogo, kAny, kAny, kAny,
        {"Logo", "LOGO", "Logo", "", "", "L", "AudioLogo"}},

    Row{kAny, F::kTheme, Pos::kClosing, kAny, kAny,
        {"ET", "CT", "Theme", "Theme", "Signature", "T", "Theme"}},
    Row{kAny, F::kTheme, Pos::kOpening, kAny, kAny,
        {"MT", "OT", "Theme", "Theme", "Signature", "T", "Theme"}},
    Row{kAny, F::kTheme, kAny, kAny, kAny,
        {"MT", "MT", "Theme", "Theme", "Signature", "T", "Theme"}},

    Row{kAny, F::kBumper, kAny, kAny, V::kVocal,
        {"BV", "BUMPER", "Background", "Background", "Background", "B", "Bumper"}},
    Row{kAny, F::kBumper, kAny, kAny, V::kInstrumental,
        {"BI", "BUMPER", "Background", "Background", "Background", "B", "Bumper"}},
    Row{kAny, F::kBumper, kAny, kAny, V::kUnknown,
        {"", "BUMPER", "Background", "Background", "Background", "B", "Bumper"}},

    Row{kAny, kAny, kAny, P::kVisual, V::kVocal,
        {"VV", "VV", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    Row{kAny, kAny, kAny, P::kVisual, V::kInstrumental,
        {"VI", "VI", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    Row{kAny, kAny, kAny, P::kVisual, V::kUnknown,
        {"", "", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},

    Row{kAny, kAny, kAny, P::kSource, V::kVocal,
        {"VV", "VS", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    Row{kAny, kAny, kAny, P::kSource, V::kInstrumental,
        {"VI", "VS", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},
    Row{kAny, kAny, kAny, P::kSource, V::kUnknown,
        {"", "VS", "Feature", "Featured", "Visual", "V", "OnScreenMusic"}},

    Row{kAny, F::kFeature, kAny, kAny, V::kVocal,
        {"BV", "FV", "Feature", "Featured", "Featured", "V", "EssentialPart"}},
    Row{kAny, F::kFeature, kAny, kAny, V::kInstrumental,
        {"BI", "FI", "Feature", "Featured", "Featured", "V", "EssentialPart"}},
    Row{kAny, F::kFeature, kAny, kAny, V::kUnknown,
        {"", "", "Feature", "Featured", "Featured", "V", "EssentialPart"}},

    Row{kAny, kAny, kAny, kAny, V::kVocal,
        {"BV", "BV", "Background", "Background", "Background", "B", "Background"}},
    Row{kAny, kAny, kAny, kAny, V::kInstrumental,
        {"BI", "BI", "Background", "Background", "Background", "B", "Background"}},
    Row{kAny, kAny, kAny, kAny, V::kUnknown,
        {"", "", "Background", "Background", "Background", "B", "Background"}},
};
// clang-format on

constexpr std::array<std::string_view, kCodeSets> kSetNames{"us", "us-extended", "bmi", "apra",
                                                            "uk", "cwr",         "ddex"};

/// Whether a code for these axes rests on what nobody has said. A theme and a logo are what they
/// are whether they are seen or not.
bool rests_on_unknowns(const UsageAxes& axes) {
  if (axes.rolled_up) return false;
  if (axes.function == F::kTheme || axes.function == F::kLogo) return false;
  return axes.function == F::kUnknown || axes.perception == P::kUnknown;
}

std::string theme_type(const UsageAxes& axes) {
  if (axes.function != F::kTheme) return "";
  switch (axes.position) {
    case Pos::kOpening: return "OpeningTheme";
    case Pos::kMain: return "MainTheme";
    case Pos::kClosing: return "ClosingTheme";
    case Pos::kSegment: return "SegmentTheme";
    case Pos::kTitle: return "TitleTheme";
    case Pos::kUnknown:
    case Pos::kNone: break;
  }
  return "";
}

std::string cue_origin(Origin origin) {
  switch (origin) {
    case Origin::kCommissioned: return "SpeciallyCommissionedMusic";
    case Origin::kLibrary: return "LibraryMusic";
    case Origin::kCommercial:
    case Origin::kPublicDomain: return "PreexistingMusic";
    case Origin::kLive:
    case Origin::kVideo:
    case Origin::kUnknown: break;
  }
  return "Unknown";
}

}  // namespace

UsageCode usage_code(const UsageAxes& axes, CodeSet set) {
  const auto* const row = std::ranges::find_if(kTable, [&](const Row& r) { return r.fits(axes); });
  std::string text(row->codes[static_cast<std::size_t>(set)]);  // The last rows fit anything.
  if (set == CodeSet::kUsExtended && axes.origin == Origin::kPublicDomain) text = "PD";
  return {text, !text.empty() && rests_on_unknowns(axes)};
}

std::string us_code(const UsageAxes& axes) {
  const UsageCode code = usage_code(axes, CodeSet::kUsTemplate);
  return code.text + (code.assumed || code.text.empty() ? "?" : "");
}

std::string_view code_set_name(CodeSet set) { return kSetNames[static_cast<std::size_t>(set)]; }

std::optional<CodeSet> code_set_named(std::string_view name) {
  const auto* const found = std::ranges::find(kSetNames, name);
  if (found == kSetNames.end()) return std::nullopt;
  return static_cast<CodeSet>(found - kSetNames.begin());
}

DdexUsage ddex_usage(const UsageAxes& axes) {
  DdexUsage usage;
  usage.cue_use_type = usage_code(axes, CodeSet::kDdex).text;
  usage.theme_type = theme_type(axes);
  usage.cue_origin = cue_origin(axes.origin);
  if (axes.perception == P::kBackground) usage.visual_perception_type = "Background";
  if (axes.perception == P::kVisual || axes.perception == P::kSource) {
    usage.visual_perception_type = "Visual";
  }
  if (axes.vocality == V::kVocal) usage.vocal_type = "Vocal";
  if (axes.vocality == V::kInstrumental) usage.vocal_type = "Instrumental";
  return usage;
}

}  // namespace reports
