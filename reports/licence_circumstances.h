// Uses as licences look at them: from what is on record of the track, the video, and the use.
#pragma once

#include "engine/licences/use_circumstances.h"
#include "reports/reported_uses.h"
#include "reports/use_index.h"

#include <cstdint>
#include <optional>
#include <string>

namespace reports {

/// "5000", "1,200,000" or "1 200 000": how many. Empty for anything else.
std::optional<std::int64_t> audience_of(std::string text);

/// One use for each, in their order. Text that is on record and cannot be read counts as not known,
/// and is told as such. A use is alone when its track makes up nine tenths of the video and is
/// 20 dB above everything else.
engine::licences::UsesToJudge circumstances_of(const ReportedUses& report);
/// Recordings and videos have the numbers that they have in the index.
engine::licences::UsesToJudge circumstances_of(const UseIndex& index);

}  // namespace reports
