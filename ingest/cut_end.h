// Tells from the last bytes of a file that its rest is missing, for the formats that need not say
// in front how long they are.
#pragma once

#include "ingest/media_bytes.h"

namespace ingest {

/// True for an Ogg file whose last page, or a fragmented MP4 whose last box, reaches beyond the
/// end of the file. False for all else, and where `bytes` cannot be read out of order.
/// Source: RFC 3533 section 6 (Ogg pages); ISO/IEC 14496-12 section 4.2 (boxes).
bool ends_inside_element(const MediaBytes& bytes);

}  // namespace ingest
