// XMP as MP4 files hold it: in a box of their own beside all others (Adobe XMP specification part
// 3, 1.1.4). libav reads those that stand behind the index, and writes none.
#pragma once

#include "ingest/media_bytes.h"

#include <string>
#include <string_view>

namespace ingest {

/// The text of the first XMP box, its first `bytes_max` bytes; empty when there is none, or when
/// the bytes are no boxes. Reads the heads of the boxes alone.
std::string xmp_of_boxes(const MediaBytes& media, std::size_t bytes_max);

/// A box that holds it.
std::string xmp_box(std::string_view xmp);

}  // namespace ingest
