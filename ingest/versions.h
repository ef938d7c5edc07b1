// What this build decodes with, for --version and doctor.
#pragma once

#include <string>

namespace ingest {

/// "libavformat 59.27.100, libavcodec 59.37.100": of the libraries loaded now.
std::string libav_version();

/// The licence those libraries were built under, e.g. "GPL version 2 or later". A binary that is
/// given on together with them is under it, whatever the licence of the source.
std::string libav_licence();

}  // namespace ingest
