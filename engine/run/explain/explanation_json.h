// An explanation for programs: schema cuetrace.explain/1. Fields may be added; none is renamed.
#pragma once

#include "engine/run/explain/explained_video.h"

#include <string>

namespace engine::explain {

/// One JSON object on one line.
std::string explanation_json(const ExplainedVideo& video);

}  // namespace engine::explain
