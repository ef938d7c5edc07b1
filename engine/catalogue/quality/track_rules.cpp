#include "engine/catalogue/quality/track_rules.h"

#include "engine/catalogue/recording_fields.h"
#include "engine/core/musical_key.h"
#include "engine/core/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace engine::catalogue {
namespace {

/// Below these, what is heard is not set against what is declared. Half or double the tempo, and
/// what a triplet makes of it, are the same beat counted otherwise.
constexpr std::int32_t kSureOfTempo = 250;
constexpr std::int32_t kSureOfKey = 250;
constexpr std::array<double, 7> kSameBeat{1.0, 2.0, 0.5, 3.0, 1.0 / 3.0, 1.5, 2.0 / 3.0};

constexpr std::int32_t kSilentBelowCentiDb = -6000;
constexpr std::int32_t kAlikeBelowCentiDb = -6000;  ///< Left and right are the same.
constexpr MediaTime kLoopGapMax{20'000};
/// A step at the seam is heard as a click from this times its surroundings and this size on.
constexpr std::int64_t kClickRatio = 4;
constexpr std::int32_t kClickMinPpm = 10'000;

std::string centi(std::int32_t value, std::string_view unit) {
  return fixed_point(value, 2) + " " + std::string(unit);
}

std::string milli(std::int64_t value) { return fixed_point(value, 3); }

std::string seconds(MediaTime time) { return milli(to_ms(time)) + " s"; }

std::string at_most(std::string text) { return "at most " + std::move(text); }

void check_loudness(const TrackMeasurement& measured, const QualityLimits& limits,
                    FindingList& findings) {
  if (!measured.integrated_centi_lufs) return;
  const std::int32_t lufs = *measured.integrated_centi_lufs;
  const std::string found = "is at " + centi(lufs, "LUFS");
  const std::string wanted =
      "from " + fixed_point(limits.loudness_min, 2) + " to " + centi(limits.loudness_max, "LUFS");
  if (lufs > limits.loudness_max) {
    findings.add(Rule::kLoudness, found, wanted,
                 "turn it down by " + centi(lufs - limits.loudness_max, "dB"));
  } else if (lufs < limits.loudness_min) {
    const std::int32_t missing = limits.loudness_min - lufs;
    std::string remedy = "turn it up by " + centi(missing, "dB");
    const std::int32_t room = limits.true_peak_max - measured.true_peak_centi_db.value_or(0);
    if (room < missing) {
      remedy += ", through a limiter: its peaks leave " + centi(std::max(room, 0), "dB");
    }
    findings.add(Rule::kLoudness, found, wanted, std::move(remedy));
  }
}

void check_peaks(const TrackMeasurement& measured, const QualityLimits& limits,
                 FindingList& findings) {
  if (measured.clip_runs > limits.clips_max) {
    findings.add(Rule::kClipping,
                 std::to_string(measured.clip_runs) + " runs, " +
                     std::to_string(measured.clipped_samples) + " samples",
                 at_most(std::to_string(limits.clips_max) + " runs"),
                 "export it again from the mix, with headroom");
  }
  const auto peak = measured.true_peak_centi_db;
  if (!peak || *peak <= limits.true_peak_max) return;
  findings.add(Rule::kTruePeak, "peaks at " + centi(*peak, "dBTP"),
               at_most(centi(limits.true_peak_max, "dBTP")),
               "turn it down by " + centi(*peak - limits.true_peak_max, "dB") +
                   ", or set the limiter's ceiling for true peaks");
}

void check_ends(const Recording& recording, const TrackMeasurement& measured,
                const QualityLimits& limits, FindingList& findings) {
  const auto check = [&](Rule rule, MediaTime silence, std::int32_t most, std::string_view end) {
    if (to_ms(silence) <= most) return;
    findings.add(rule, seconds(silence), at_most(milli(most) + " s"),
                 "cut the silence at the " + std::string(end));
  };
  check(Rule::kHeadSilence, measured.head_silence, limits.head_silence_max, "start");
  check(Rule::kTailSilence, measured.tail_silence, limits.tail_silence_max, "end");

  if (recording.version != "loop") return;
  const MediaTime gap = measured.head_silence + measured.tail_silence;
  const std::int64_t usual =
      std::max<std::int64_t>(measured.seam_nearby_step_ppm * kClickRatio, kClickMinPpm);
  if (gap > kLoopGapMax) {
    findings.add(Rule::kLoopSeam, "a gap of " + seconds(gap), "none",
                 "cut it to whole bars, and store it without loss: MP3 and AAC add silence");
  } else if (measured.seam_step_ppm > usual) {
    findings.add(Rule::kLoopSeam,
                 "a step of " + fixed_point(measured.seam_step_ppm, 4) + " % of full scale",
                 at_most(fixed_point(usual, 4) + " %, as nearby"),
                 "cut it where the wave crosses zero, or cross-fade the ends");
  }
}

void check_stereo(const TrackMeasurement& measured, const QualityLimits& limits,
                  FindingList& findings) {
  const bool alike = measured.side_centi_db && *measured.side_centi_db <= kAlikeBelowCentiDb;
  if (measured.format.channels == 1 || alike) {
    findings.add(Rule::kMono, alike ? "left and right are the same" : "one channel", "stereo",
                 "deliver the stereo mix, if there is one");
  }
  if (measured.format.channels > 2) {
    findings.add(Rule::kSurround, measured.format.layout, "stereo",
                 "deliver a stereo mix beside it");
  }
  const auto balance = measured.balance_centi_db;
  if (balance && std::abs(*balance) > limits.balance_max) {
    findings.add(Rule::kOneSided,
                 std::string(*balance > 0 ? "right" : "left") + " softer by " +
                     centi(std::abs(*balance), "dB"),
                 at_most(centi(limits.balance_max, "dB")),
                 "see whether a channel was lost on export");
  }
  const auto correlation = measured.correlation_permille;
  if (correlation && *correlation < limits.correlation_min) {
    findings.add(Rule::kPhase, "correlation " + milli(*correlation),
                 "at least " + milli(limits.correlation_min),
                 "see whether a channel is inverted, or narrow the widest sounds");
  }
}

void check_format(const SoundFormat& format, const QualityLimits& limits, FindingList& findings) {
  if (format.rate_hz < limits.rate_min) {
    findings.add(Rule::kSampleRate, std::to_string(format.rate_hz) + " Hz",
                 "at least " + std::to_string(limits.rate_min) + " Hz",
                 "export it again from the mix; resampling brings nothing back");
  }
  if (format.bits == 0) {
    findings.add(Rule::kLossy, format.codec, "WAV, AIFF or FLAC",
                 "deliver what it was encoded from");
  } else if (format.bits < limits.bits_min) {
    findings.add(Rule::kBitDepth, std::to_string(format.bits) + " bit",
                 "at least " + std::to_string(limits.bits_min) + " bit",
                 "export it again from the mix");
  }
}

void check_tempo(const Recording& recording, const TrackMeasurement& measured,
                 const QualityLimits& limits, FindingList& findings) {
  const auto declared = parse_fixed_point(recording.bpm, 3);
  if (!declared || *declared <= 0 || !measured.tempo) return;
  if (measured.tempo->confidence_permille < kSureOfTempo) return;
  const double ratio = measured.tempo->centi_bpm * 10.0 / static_cast<double>(*declared);
  const double tolerance = limits.tempo_tolerance / 10'000.0;
  for (const double same : kSameBeat) {
    if (std::abs(ratio / same - 1.0) <= tolerance) return;
  }
  findings.add(Rule::kTempo, centi(measured.tempo->centi_bpm, "BPM"),
               recording.bpm + " BPM, as declared", "tap along, and correct the BPM");
}

void check_key(const Recording& recording, const TrackMeasurement& measured,
               FindingList& findings) {
  const auto declared = parse_key(recording.key);
  if (!declared || !measured.key || measured.key->confidence_permille < kSureOfKey) return;
  if (are_near(*declared, measured.key->key)) return;
  findings.add(Rule::kKey, to_string(measured.key->key), to_string(*declared) + ", as declared",
               "play along, and correct the key");
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

bool has_tag(const Recording& recording, const std::string& name) {
  const auto& contributions = recording.work.contributions;
  const auto any = [&](ContributionKind kind) {
    return std::any_of(contributions.begin(), contributions.end(),
                       [kind](const Contribution& one) { return one.kind == kind; });
  };
  if (name == "writers") return any(ContributionKind::kWriter);
  if (name == "publishers") return any(ContributionKind::kPublisher);
  if (name == "iswc") return !recording.work.iswc.empty();
  for (const RecordingField& field : kRecordingFields) {
    if (field.column == name) return !(recording.*field.text).empty();
  }
  return true;
}

/// What the sound has to say about tags that are missing: "heard: 120.02 BPM, C major".
std::string heard_instead(const std::vector<std::string>& missing,
                          const std::optional<TrackMeasurement>& measured) {
  const auto lacks = [&](std::string_view tag) {
    return std::find(missing.begin(), missing.end(), tag) != missing.end();
  };
  std::string heard;
  if (!measured) return heard;
  if (lacks("bpm") && measured->tempo && measured->tempo->confidence_permille >= kSureOfTempo) {
    heard += centi(measured->tempo->centi_bpm, "BPM");
  }
  if (lacks("key") && measured->key && measured->key->confidence_permille >= kSureOfKey) {
    heard += (heard.empty() ? "" : ", ") + to_string(measured->key->key);
  }
  return heard.empty() ? heard : "; heard: " + heard;
}

void check_tags(const Recording& recording, const std::optional<TrackMeasurement>& measured,
                const QualityLimits& limits, FindingList& findings) {
  std::vector<std::string> missing;
  for (const std::string& tag : limits.required_tags) {
    if (!has_tag(recording, tag)) missing.push_back(tag);
  }
  if (missing.empty()) return;
  findings.add(Rule::kTags, "without " + listed(missing), listed(limits.required_tags),
               "import them with a catalogue CSV" + heard_instead(missing, measured));
}

void check_measured(const Recording& recording, const TrackMeasurement& measured,
                    const QualityLimits& limits, FindingList& findings) {
  if (!measured.complete || measured.decode_errors > 0) {
    findings.add(Rule::kDamaged,
                 measured.complete ? std::to_string(measured.decode_errors) + " damaged packets"
                                   : "ends before its declared length",
                 "a whole file", "fetch or export it again, then add it anew");
  }
  if (measured.unplayable_samples > 0) {
    findings.add(Rule::kUnplayable,
                 std::to_string(measured.unplayable_samples) + " samples are no numbers", "none",
                 "export it again; a plug-in has failed");
  }
  check_format(measured.format, limits, findings);
  if (measured.sample_peak_centi_db.value_or(kSilentBelowCentiDb) <= kSilentBelowCentiDb) {
    findings.add(Rule::kSilent, "nothing above -60 dBFS", "sound", "export it again");
    return;  // What else there is to say of silence is no news.
  }
  check_peaks(measured, limits, findings);
  check_loudness(measured, limits, findings);
  if (std::abs(measured.dc_ppm) > limits.dc_max) {
    findings.add(Rule::kDcOffset, "off by " + fixed_point(measured.dc_ppm, 4) + " % of full scale",
                 at_most(fixed_point(limits.dc_max, 4) + " %"),
                 "put a high-pass filter of 10 Hz on the mix");
  }
  check_ends(recording, measured, limits, findings);
  check_stereo(measured, limits, findings);
  check_tempo(recording, measured, limits, findings);
  check_key(recording, measured, findings);
}

}  // namespace

void FindingList::add(Rule rule, std::string measured, std::string wanted, std::string remedy) {
  const auto severity = limits_.severity(rule);
  if (!severity) return;
  findings_.push_back({.rule = rule,
                       .severity = *severity,
                       .measured = std::move(measured),
                       .wanted = std::move(wanted),
                       .remedy = std::move(remedy)});
}

std::vector<Finding> FindingList::take() {
  std::stable_sort(findings_.begin(), findings_.end(),
                   [](const Finding& a, const Finding& b) { return a.rule < b.rule; });
  return std::move(findings_);
}

std::vector<Finding> check_track(const Recording& recording,
                                 const std::optional<TrackMeasurement>& measured,
                                 const QualityLimits& limits) {
  FindingList findings(limits);
  if (!recording.track) {
    findings.add(Rule::kMedia, "no audio", "audio", "import its file with column \"audio\"");
  } else if (!measured) {
    findings.add(Rule::kUnmeasured, "not measured", "measured",
                 "`cuetrace catalog qc --measure` decodes its file again");
  } else {
    check_measured(recording, *measured, limits, findings);
  }
  check_tags(recording, measured, limits, findings);
  return findings.take();
}

}  // namespace engine::catalogue
