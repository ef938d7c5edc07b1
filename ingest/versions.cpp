#include "ingest/versions.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace ingest {
namespace {

std::string dotted(unsigned version) {
  return std::to_string(AV_VERSION_MAJOR(version)) + "." +
         std::to_string(AV_VERSION_MINOR(version)) + "." +
         std::to_string(AV_VERSION_MICRO(version));
}

}  // namespace

std::string libav_version() {
  return "libavformat " + dotted(avformat_version()) + ", libavcodec " + dotted(avcodec_version());
}

std::string libav_licence() { return avformat_license(); }

}  // namespace ingest
