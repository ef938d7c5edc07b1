#include "reports/documents/temporary_folder.h"

#include <cstdlib>
#include <filesystem>

namespace reports::documents {

engine::Result<TemporaryFolder> TemporaryFolder::make() {
  std::error_code error;
  const auto base = std::filesystem::temp_directory_path(error);
  std::string name = (base / ("cuetrace-" + std::string(6, 'X'))).string();
  if (error || mkdtemp(name.data()) == nullptr) {
    return engine::fail(engine::Errc::kUnavailable,
                        "no temporary folder can be made in '" + base.string() +
                            "'; set TMPDIR to a folder that can be written");
  }
  return TemporaryFolder(std::move(name));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace reports::documents
