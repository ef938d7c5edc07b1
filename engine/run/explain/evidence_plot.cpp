#include "engine/run/explain/evidence_plot.h"

#include "engine/core/text.h"
#include "engine/run/explain/words.h"
#include "matcher/alignment.h"
#include "reports/documents/panel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace engine::explain {
namespace {

using namespace reports::documents;  // NOLINT: the words of a picture.
using matcher::Case;
using matcher::PeriodEvidence;
using matcher::SeenPeak;
using Outcome = matcher::Alignment::Outcome;

constexpr double kWidth = 1120;
constexpr double kLeft = 76;
constexpr double kInner = 964;
constexpr double kHeadHeight = 66;
constexpr double kTraceHeight = 170;
constexpr double kPeaksHeight = 210;
constexpr double kFootHeight = 170;
constexpr double kBetween = 66;  ///< For the labels of one panel and the title of the next.
constexpr double kLegendBelow = 47;
constexpr double kCaseHeight =
    kHeadHeight + kTraceHeight + kPeaksHeight + kFootHeight + 3 * kBetween + 30;

double seconds(MediaTime time) { return static_cast<double>(time.count()) / 1e6; }
double wide(float value) { return static_cast<double>(value); }

std::vector<Tick> time_ticks(const Scale& scale, int wanted) {
  std::vector<Tick> marks = labelled(ticks(scale, wanted));
  for (Tick& tick : marks) {
    if (scale.high >= 60) tick.label = to_clock(MediaTime{std::llround(tick.value * 1e6)});
  }
  return marks;
}

std::string time_label(const Scale& scale) {
  return scale.high >= 60 ? "time in the video, min:s" : "time in the video, s";
}

/// Draws one case, from `top` down.
class CasePicture {
 public:
  CasePicture(const Case& one, const ExplainedVideo& video, double top, Drawing& drawing)
      : case_(one), video_(video), top_(top), drawing_(drawing) {
    const auto& periods = one.evidence.periods;
    time_ = {seconds(periods.front().in_video.start), seconds(periods.back().in_video.end)};
  }

  void draw() {
    draw_head();
    double at = top_ + kHeadHeight;
    draw_trace(at);
    at += kTraceHeight + kBetween;
    draw_peaks(at);
    at += kPeaksHeight + kBetween;
    draw_bands(at);
    draw_wrong_scores(at);
    draw_residuals(at);
  }

 private:
  void draw_head();
  void draw_trace(double top);
  void draw_running_sum(const Panel& panel, const Scale& sums);
  void draw_ends(const Panel& panel);
  void draw_peaks(double top);
  void draw_bands(double top);
  void draw_wrong_scores(double top);
  void draw_residuals(double top);

  std::vector<Point> dots(const Panel& panel, Outcome outcome) const;

  const Case& case_;
  const ExplainedVideo& video_;
  double top_;
  Drawing& drawing_;
  Scale time_;
};

void CasePicture::draw_head() {
  drawing_.add(Text{{kLeft, top_ + 4},
                    std::string(outcome_word(case_)) + ": " +
                        shortened(video_.title(case_.track), 46) + " in " +
                        shortened(video_.name.substr(video_.name.rfind('/') + 1), 46),
                    16,
                    {palette::kInk},
                    Anchor::kStart,
                    true});
  drawing_.add(Text{
      {kLeft, top_ + 23}, shortened(decision_text(case_, video_), 150), 11, {palette::kFaint}});
}

/// What is inside the ends, added up.
std::vector<double> running_sum(const std::vector<PeriodEvidence>& periods) {
  std::vector<double> sums;
  double sum = 0;
  for (const PeriodEvidence& period : periods) {
    if (period.inside) sums.push_back(sum += wide(period.ratio));
  }
  return sums;
}

/// Makes both scales, whose highs are known, show zero at the same height.
void align_zeros(Scale& a, Scale& b) {
  const auto below = [](const Scale& scale) { return -scale.low / (scale.high - scale.low); };
  const double share = std::max({below(a), below(b), 0.08});
  for (Scale* scale : {&a, &b}) scale->low = -scale->high * share / (1 - share);
}

void CasePicture::draw_trace(double top) {
  const auto& periods = case_.evidence.periods;
  Scale ratios{0, 1};
  for (const PeriodEvidence& period : periods) {
    ratios.low = std::min(ratios.low, wide(period.ratio) * 1.05);
    ratios.high = std::max(ratios.high, wide(period.ratio) * 1.05);
  }
  Scale sums{0, wide(score_needed(case_)) * 1.15};
  for (const double sum : running_sum(periods)) {
    sums.low = std::min(sums.low, sum * 1.05);
    sums.high = std::max(sums.high, sum * 1.05);
  }
  align_zeros(ratios, sums);
  const Panel panel{{kLeft, top}, kInner, kTraceHeight, time_, ratios};
  panel.draw_y_axis("evidence per half second", labelled(ticks(ratios, 5)), drawing_);
  for (const PeriodEvidence& period : periods) {
    const Point from = panel.place(seconds(period.in_video.start), 0);
    const Point to = panel.place(seconds(period.in_video.end), wide(period.ratio));
    const auto colour = !period.inside      ? palette::kMissing
                        : period.ratio >= 0 ? palette::kBlue
                                            : palette::kVermilion;
    drawing_.add(Box{{from.x + 0.3, std::min(from.y, to.y)},
                     std::max(0.4, to.x - from.x - 0.6),
                     std::abs(from.y - to.y),
                     {colour, 0.85}});
  }
  draw_ends(panel);
  draw_running_sum(panel, sums);
  panel.draw_frame("Evidence over time (log-likelihood ratio)", drawing_);
  panel.draw_x_axis(time_label(time_), time_ticks(time_, 10), drawing_);
  draw_legend({kLeft + kInner, top - 8},
              {{"for", {palette::kBlue}},
               {"against", {palette::kVermilion}},
               {"outside the ends", {palette::kMissing}},
               {"running sum", {palette::kGreen}, true},
               {"sum needed", {palette::kInk}, true, true}},
              drawing_);
}

void CasePicture::draw_running_sum(const Panel& panel, const Scale& sums) {
  const auto height_of = [&](double sum) {
    return panel.at.y + panel.height * (1 - sums.share(sum));
  };
  const double needed = height_of(wide(score_needed(case_)));
  drawing_.add(
      Line{{{panel.at.x, needed}, {panel.at.x + panel.width, needed}}, {palette::kInk}, 1, true});
  Line line{{}, {palette::kGreen}, 2.2};
  double sum = 0;
  for (const PeriodEvidence& period : case_.evidence.periods) {
    if (!period.inside) continue;
    if (line.points.empty()) {
      line.points.push_back({panel.place(seconds(period.in_video.start), 0).x, height_of(0)});
    }
    sum += wide(period.ratio);
    line.points.push_back({panel.place(seconds(period.in_video.end), 0).x, height_of(sum)});
  }
  drawing_.add(std::move(line));
  panel.draw_right_axis("running sum", sums, labelled(ticks(sums, 5)), drawing_);
}

void CasePicture::draw_ends(const Panel& panel) {
  for (const MediaTime end : {case_.in_video.start, case_.in_video.end}) {
    const Point top = panel.place(seconds(end), panel.y.high);
    drawing_.add(Line{{top, {top.x, panel.at.y + panel.height}}, {palette::kFaint}, 1.2, true});
  }
}

std::vector<Point> CasePicture::dots(const Panel& panel, Outcome outcome) const {
  std::vector<Point> points;
  for (const SeenPeak& peak : case_.evidence.seen) {
    if (peak.outcome == outcome) points.push_back(panel.place(seconds(peak.time), wide(peak.hz)));
  }
  return points;
}

void CasePicture::draw_peaks(double top) {
  const Scale hertz{90, 4000, true};
  const Panel panel{{kLeft, top}, kInner, kPeaksHeight, time_, hertz};
  panel.draw_y_axis(
      "frequency, Hz",
      {{100, "100"}, {200, "200"}, {500, "500"}, {1000, "1k"}, {2000, "2k"}, {4000, "4k"}},
      drawing_);
  drawing_.add(Dots{dots(panel, Outcome::kMissing), {palette::kMissing}, 2.2});
  drawing_.add(Dots{dots(panel, Outcome::kExplained), {palette::kOrange}, 2.8});
  drawing_.add(Dots{dots(panel, Outcome::kFound), {palette::kBlue}, 2.8});
  draw_ends(panel);
  panel.draw_frame("The track's peaks at this place", drawing_);
  panel.draw_x_axis(time_label(time_), time_ticks(time_, 10), drawing_);
  std::vector<LegendEntry> legend{{"found in the video", {palette::kBlue}},
                                  {"missing", {palette::kMissing}}};
  if (!case_.beside.empty()) {
    legend.insert(legend.begin() + 1, {"found, but another claim's", {palette::kOrange}});
  }
  draw_legend({kLeft + kInner, top - 8}, legend, drawing_);
}

void CasePicture::draw_bands(double top) {
  constexpr double kLabels = 92;
  const auto& bands = case_.evidence.bands;
  Scale counts{0, 1};
  for (const auto& band : bands) {
    counts.high = std::max(counts.high, 1.05 * static_cast<double>(band.peaks.expected));
  }
  const Panel panel{{kLeft + kLabels - 44, top}, 250, kFootHeight, counts, {0, 1}};
  const double row = kFootHeight / static_cast<double>(std::max<std::size_t>(1, bands.size()));
  double at = top;
  for (const auto& band : bands) {
    const auto bar = [&](double value, double from, double height, Ink ink) {
      drawing_.add(Box{
          {panel.at.x, at + from * row}, panel.place(value, 0).x - panel.at.x, height * row, ink});
    };
    bar(band.peaks.expected, 0.1, 0.8, {palette::kMissing, 0.4});
    bar(band.peaks.found, 0.1, 0.45, {palette::kBlue});
    bar(wide(band.peaks.by_chance), 0.55, 0.35, {palette::kOrange});
    const std::string name = std::string(band.channel == 0 ? "mid " : "side ") +
                             std::to_string(band.low_hz) + "–" + std::to_string(band.high_hz);
    drawing_.add(Text{{panel.at.x - 6, at + row / 2 + 3},
                      name,
                      std::min(9.5, row),
                      {palette::kInk},
                      Anchor::kEnd});
    at += row;
  }
  panel.draw_frame("Peaks by band, Hz", drawing_);
  panel.draw_x_axis("peaks", labelled(ticks(counts, 4)), drawing_);
  draw_legend({panel.at.x + panel.width, top + kFootHeight + kLegendBelow},
              {{"expected", {palette::kMissing}},
               {"found", {palette::kBlue}},
               {"by chance", {palette::kOrange}}},
              drawing_);
}

void CasePicture::draw_wrong_scores(double top) {
  const auto& evidence = case_.evidence;
  const auto [least, most] =
      std::minmax_element(evidence.wrong_scores.begin(), evidence.wrong_scores.end());
  const double score = wide(evidence.score);
  Scale scores{std::min(wide(*least), score), std::max({wide(*most), score, 1.0})};
  const double margin = 0.06 * (scores.high - scores.low);
  scores = {scores.low - margin, scores.high + margin};
  const Panel panel{{kLeft + 370, top}, 250, kFootHeight, scores, {0, 1}};
  // Spread over the height by number, so that equal scores do not hide each other.
  Dots wrong{{}, {palette::kOrange, 0.8}, 6};
  for (std::size_t i = 0; i < evidence.wrong_scores.size(); ++i) {
    const double height = 0.12 + 0.76 * static_cast<double>(i * 7 % 32) / 31;
    wrong.points.push_back(panel.place(wide(evidence.wrong_scores[i]), height));
  }
  drawing_.add(std::move(wrong));
  drawing_.add(Line{{panel.place(score, 0.02), panel.place(score, 0.98)}, {palette::kBlue}, 3});
  panel.draw_frame("This place against wrong ones", drawing_);
  panel.draw_x_axis(
      "score; this one stands " + rounded(wide(evidence.deviations), 1) + " deviations above",
      labelled(ticks(scores, 4)), drawing_);
  draw_legend({panel.at.x + panel.width, top + kFootHeight + kLegendBelow},
              {{"here", {palette::kBlue}, true}, {"wrong", {palette::kOrange}}}, drawing_);
}

void CasePicture::draw_residuals(double top) {
  const Scale span{seconds(case_.in_video.start), seconds(case_.in_video.end)};
  const Scale hertz{-8.5, 8.5};
  const Panel panel{{kLeft + 720, top}, 244, kFootHeight, span, hertz};
  panel.draw_y_axis("off, Hz", labelled({-8, -4, 0, 4, 8}), drawing_);
  Dots found{{}, {palette::kBlue, 0.5}, 2.4};
  for (const SeenPeak& peak : case_.evidence.seen) {
    if (peak.outcome != Outcome::kFound) continue;
    found.points.push_back(panel.place(seconds(peak.time), wide(peak.off_hz)));
  }
  drawing_.add(std::move(found));
  panel.draw_frame("How far off found peaks are", drawing_);
  panel.draw_x_axis(time_label(span), time_ticks(span, 4), drawing_);
}

}  // namespace

Result<PlotKind> plot_kind(const std::string& file) {
  const std::string name = to_lower_ascii(file);
  if (name.ends_with(".svg")) return PlotKind::kSvg;
  if (name.ends_with(".png")) return PlotKind::kPng;
  return fail(Errc::kUsage, file + ": --plot draws .svg and .png; give the file one of these ends");
}

std::vector<const Case*> plotted_cases(const ExplainedVideo& video) {
  const matcher::Explanation& explanation = video.explanation;
  std::vector<const Case*> cases;
  const auto take = [&](const std::vector<Case>& from) {
    for (const Case& one : from) {
      if (cases.size() < kPlottedMost && !one.evidence.periods.empty()) cases.push_back(&one);
    }
  };
  take(explanation.claims);
  if (video.track || cases.empty()) take(explanation.refused);
  return cases;
}

Drawing evidence_drawing(const ExplainedVideo& video) {
  constexpr double kMargin = 34;
  const std::vector<const Case*> cases = plotted_cases(video);
  Drawing drawing{kWidth, kMargin + kCaseHeight * static_cast<double>(cases.size()), {}};
  drawing.add(Box{{0, 0}, drawing.width, drawing.height, {"#ffffff"}});
  double top = kMargin;
  for (const Case* one : cases) {
    if (one != cases.front()) {
      drawing.add(Line{{{0, top - 30}, {kWidth, top - 30}}, {palette::kGrid}});
    }
    CasePicture(*one, video, top, drawing).draw();
    top += kCaseHeight;
  }
  return drawing;
}

Result<std::string> evidence_plot(const ExplainedVideo& video, PlotKind kind) {
  if (plotted_cases(video).empty()) {
    return fail(Errc::kNotFound, video.name +
                                     ": nothing was claimed or looked at, so there is no evidence "
                                     "to draw");
  }
  const Drawing drawing = evidence_drawing(video);
  if (kind == PlotKind::kSvg) return svg_of(drawing);
  return png_of(drawing);
}

}  // namespace engine::explain
