// The list of music broadcast that SUISA takes of radio and television: one row a cue.
//
// Source: its 21 columns, in order, as stations in Switzerland send them (times hh:mm:ss, days
// YYYY-MM-DD). What neither sound nor the catalogue can say is left empty; a composer is never
// guessed from an artist.
#pragma once

#include "reports/cue_sheet.h"

#include <optional>
#include <string>

namespace reports {

/// `on_air`: at what time of day the first moment of the video was broadcast; without it the column
/// of times stays empty.
std::string suisa_list_csv(const CueSheet& sheet,
                           std::optional<engine::MediaTime> on_air = std::nullopt);

}  // namespace reports
