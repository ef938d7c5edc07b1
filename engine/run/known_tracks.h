// What matching is told of the tracks, beside their sound.
#pragma once

#include "engine/catalogue/catalogue.h"
#include "engine/core/result.h"
#include "matcher/families.h"
#include "matcher/index.h"

#include <string>

namespace engine::run {

struct KnownTracks {
  matcher::Families families;
  /// Stands for the set of tracks, and for the owners of those that have something in common with
  /// others: scans are made anew when either changes.
  std::string digest;
};

/// Errors: those of the catalogue.
Result<KnownTracks> known_tracks(const catalogue::Catalogue& catalogue,
                                 const matcher::Index& index);

}  // namespace engine::run
