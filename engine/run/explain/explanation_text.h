// An explanation for people at a terminal.
#pragma once

#include "engine/run/explain/explained_video.h"

#include <string>

namespace engine::explain {

std::string explanation_text(const ExplainedVideo& video);

}  // namespace engine::explain
