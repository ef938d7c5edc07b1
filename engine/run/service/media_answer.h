// Media for players: the file as it is, in the parts that they ask for.
#pragma once

#include "engine/core/result.h"
#include "engine/run/service/route.h"

#include <string>

namespace engine::service {

/// With `format=wav` as sound that every browser plays, made once and kept in the workspace's
/// folder `playable`. Errors: kNotFound for what is no file here any more; those of decoding.
Result<HttpResponse> media_answer(const std::string& location, const Call& call);

}  // namespace engine::service
