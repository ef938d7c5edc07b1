// The evidence of an explanation as a picture: for each claim (or, where nothing was claimed, each
// refused track) the trace over time, the peaks found and missing, and both against chance.
#pragma once

#include "engine/core/result.h"
#include "engine/run/explain/explained_video.h"
#include "reports/documents/drawing.h"

#include <cstddef>
#include <string>
#include <vector>

namespace engine::explain {

enum class PlotKind { kSvg, kPng };

/// By the end of a file's name. Errors: kUsage.
Result<PlotKind> plot_kind(const std::string& file);

/// More than this many cases make a picture that nobody reads.
constexpr std::size_t kPlottedMost = 8;

/// What a picture shows: the claims, or the refused when there are none; with a track that was
/// asked for, both. Not more than kPlottedMost.
std::vector<const matcher::Case*> plotted_cases(const ExplainedVideo& video);

reports::documents::Drawing evidence_drawing(const ExplainedVideo& video);

/// The bytes of the file. Errors: kNotFound (there is no evidence to draw), those of png_of.
Result<std::string> evidence_plot(const ExplainedVideo& video, PlotKind kind);

}  // namespace engine::explain
