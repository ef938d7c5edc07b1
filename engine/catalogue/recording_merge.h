// How what is said of a recording now and what was said before become one.
#pragma once

#include "engine/catalogue/model.h"

namespace engine::catalogue {

/// The form in which recordings are stored: UTF-8 without control characters, compact ISRC, writers
/// before publishers. A path stays byte for byte what opens the file.
Recording cleaned(Recording recording);

/// What `work` leaves empty is taken from `earlier`: its id never, writers and publishers as a
/// whole.
void fill_work(Work& work, const Work& earlier);

/// The same for a recording; its id and its work are left as they are.
void fill_recording(Recording& recording, const Recording& earlier);

}  // namespace engine::catalogue
