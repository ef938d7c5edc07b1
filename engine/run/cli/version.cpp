#include "engine/run/cli/version.h"

#include "ingest/versions.h"

namespace engine::cli {

std::string version_text() {
  std::string text = "cuetrace " CUETRACE_VERSION "\n";
  text += ingest::libav_version() +
          ", Chromaprint " CUETRACE_CHROMAPRINT_VERSION ", oneTBB " CUETRACE_TBB_VERSION
          ", RocksDB " CUETRACE_ROCKSDB_VERSION ", SQLite " CUETRACE_SQLITE_VERSION "\n";
  text += "Source licence: Apache-2.0\n";
  text += "Licence of this binary: " + ingest::libav_licence() +
          ", which the linked FFmpeg libraries bring; see LICENSING.md\n";
  return text;
}

}  // namespace engine::cli
