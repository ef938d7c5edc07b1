// A recording of the catalogue, as licences see it.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/licences/use_circumstances.h"

#include <optional>

namespace engine::licences {

/// What licences may call it, the catalogues it is of, who holds rights in it (writers, publishers,
/// artist, label and library), and whether its owners claim more of a right than there is: of all
/// time and the world, since one place where they do is enough to hold the money there.
Music music_of(const catalogue::Recording& recording);

}  // namespace engine::licences
