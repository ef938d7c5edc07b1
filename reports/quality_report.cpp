#include "reports/quality_report.h"

#include "engine/core/csv.h"
#include "engine/core/text.h"
#include "reports/table.h"

#include <algorithm>
#include <functional>

namespace reports {
namespace {

using engine::fixed_point;
using engine::to_ms;
using engine::TrackMeasurement;
using engine::catalogue::Finding;
using engine::catalogue::Recording;
using engine::catalogue::Severity;

constexpr std::size_t kTellingDigits = 8;

/// Calls `visit` with the subject of each finding (one of the two is null) and the finding.
template <class Visit>
void each_finding(const QualityReport& report, const Visit& visit) {
  for (const CheckedTrack& track : report.tracks) {
    for (const Finding& finding : track.findings) visit(&track, nullptr, finding);
  }
  for (const CheckedWork& work : report.works) {
    for (const Finding& finding : work.findings) visit(nullptr, &work, finding);
  }
}

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string track_id(const Recording& recording) {
  return recording.track ? to_string(*recording.track) : std::string();
}

std::string summary(const QualityReport& report) {
  std::size_t counts[3] = {};
  each_finding(report, [&](auto, auto, const Finding& finding) {
    ++counts[static_cast<std::size_t>(finding.severity)];
  });
  const auto good = static_cast<std::size_t>(
      std::count_if(report.tracks.begin(), report.tracks.end(),
                    [](const CheckedTrack& track) { return track.findings.empty(); }));
  return counted(report.tracks.size(), "track") + ", " + std::to_string(good) +
         " without findings: " + counted(counts[2], "error") + ", " +
         counted(counts[1], "warning") + ", " + counted(counts[0], "note") + "\n";
}

/// A column of figures: its name in files, its title for people, and its text for a track.
struct Figure {
  std::string_view name;
  std::string_view title;
  std::string (*text)(const TrackMeasurement&);
};

std::string centi(const std::optional<std::int32_t>& value) {
  return value ? fixed_point(*value, 2) : std::string();
}

std::string milli(const std::optional<std::int32_t>& value) {
  return value ? fixed_point(*value, 3) : std::string();
}

using M = const TrackMeasurement&;
constexpr Figure kFigures[] = {
    {"integrated_lufs", "LUFS", [](M m) { return centi(m.integrated_centi_lufs); }},
    {"range_lu", "LRA", [](M m) { return centi(m.range_centi_lu); }},
    {"max_momentary_lufs", "Max M", [](M m) { return centi(m.max_momentary_centi_lufs); }},
    {"max_short_term_lufs", "Max S", [](M m) { return centi(m.max_short_term_centi_lufs); }},
    {"true_peak_dbtp", "dBTP", [](M m) { return centi(m.true_peak_centi_db); }},
    {"sample_peak_dbfs", "dBFS", [](M m) { return centi(m.sample_peak_centi_db); }},
    {"clip_runs", "Clips", [](M m) { return std::to_string(m.clip_runs); }},
    {"dc_percent", "DC %", [](M m) { return fixed_point(m.dc_ppm, 4); }},
    {"head_silence_s", "Head s", [](M m) { return fixed_point(to_ms(m.head_silence), 3); }},
    {"tail_silence_s", "Tail s", [](M m) { return fixed_point(to_ms(m.tail_silence), 3); }},
    {"correlation", "Corr", [](M m) { return milli(m.correlation_permille); }},
    {"side_db", "Side dB", [](M m) { return centi(m.side_centi_db); }},
    {"balance_db", "Bal dB", [](M m) { return centi(m.balance_centi_db); }},
    {"bpm", "BPM",
     [](M m) { return m.tempo ? fixed_point(m.tempo->centi_bpm, 2) : std::string(); }},
    {"bpm_confidence", "Sure",
     [](M m) { return m.tempo ? fixed_point(m.tempo->confidence_permille, 3) : std::string(); }},
    {"key", "Key", [](M m) { return m.key ? to_string(m.key->key) : std::string(); }},
    {"key_confidence", "Sure",
     [](M m) { return m.key ? fixed_point(m.key->confidence_permille, 3) : std::string(); }},
    {"codec", "Codec", [](M m) { return m.format.codec; }},
    {"rate_hz", "Hz", [](M m) { return std::to_string(m.format.rate_hz); }},
    {"bits", "Bits",
     [](M m) { return m.format.bits > 0 ? std::to_string(m.format.bits) : std::string(); }},
    {"layout", "Layout", [](M m) { return m.format.layout; }},
};

}  // namespace

void keep_from(Severity least, QualityReport& report) {
  const auto prune = [least](std::vector<Finding>& findings) {
    std::erase_if(findings, [least](const Finding& one) { return one.severity < least; });
  };
  for (CheckedTrack& track : report.tracks) prune(track.findings);
  for (CheckedWork& work : report.works) prune(work.findings);
}

std::size_t count_from(Severity least, const QualityReport& report) {
  std::size_t count = 0;
  each_finding(report, [&](auto, auto, const Finding& finding) {
    count += finding.severity >= least ? 1 : 0;
  });
  return count;
}

std::string quality_table(const QualityReport& report) {
  Table table({{"Track"},
               {"Title"},
               {"Version"},
               {"Level"},
               {"Rule"},
               {"Found"},
               {"Wanted"},
               {"How to mend it"}});
  bool any = false;
  each_finding(
      report, [&](const CheckedTrack* track, const CheckedWork* work, const Finding& finding) {
        any = true;
        const std::string id = track ? track_id(track->recording).substr(0, kTellingDigits) : "";
        table.add({id, track ? track->recording.title : work->work.title,
                   track ? track->recording.version : "(work)",
                   std::string(to_string(finding.severity)), std::string(name_of(finding.rule)),
                   finding.measured, finding.wanted, finding.remedy});
      });
  return (any ? table.text() + "\n" : std::string()) + summary(report);
}

std::string quality_csv(const QualityReport& report) {
  using Row = std::vector<std::string>;
  std::string text = engine::csv_row(Row{"track_id", "recording_id", "work_id", "title", "version",
                                         "path", "level", "rule", "found", "wanted", "remedy"});
  each_finding(
      report, [&](const CheckedTrack* track, const CheckedWork* work, const Finding& finding) {
        Row row = track ? Row{track_id(track->recording), track->recording.id,
                              track->recording.work.id,   track->recording.title,
                              track->recording.version,   track->recording.path}
                        : Row{"", "", work->work.id, work->work.title, "", ""};
        row.insert(row.end(),
                   {std::string(to_string(finding.severity)), std::string(name_of(finding.rule)),
                    finding.measured, finding.wanted, finding.remedy});
        text += engine::csv_row(row);
      });
  return text;
}

std::string measurement_table(const QualityReport& report) {
  std::vector<Column> columns{{"Track"}, {"Title"}};
  for (const Figure& figure : kFigures) {
    const bool words = figure.name == "key" || figure.name == "codec" || figure.name == "layout";
    columns.push_back({std::string(figure.title), !words});
  }
  Table table(std::move(columns));
  std::size_t measured = 0;
  for (const CheckedTrack& track : report.tracks) {
    if (!track.measured) continue;
    ++measured;
    std::vector<std::string> row{track_id(track.recording).substr(0, kTellingDigits),
                                 track.recording.title};
    for (const Figure& figure : kFigures) row.push_back(figure.text(*track.measured));
    table.add(row);
  }
  return table.text() + "\n" + std::to_string(measured) + " of " +
         counted(report.tracks.size(), "track") + " measured\n";
}

std::string measurement_csv(const QualityReport& report) {
  std::vector<std::string> row{"track_id", "title", "path"};
  for (const Figure& figure : kFigures) row.emplace_back(figure.name);
  std::string text = engine::csv_row(row);
  for (const CheckedTrack& track : report.tracks) {
    if (!track.measured) continue;
    row = {track_id(track.recording), track.recording.title, track.recording.path};
    for (const Figure& figure : kFigures) row.push_back(figure.text(*track.measured));
    text += engine::csv_row(row);
  }
  return text;
}

}  // namespace reports
