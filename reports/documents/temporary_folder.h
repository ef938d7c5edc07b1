// A folder for what a library can only write to, or read from, a file.
#pragma once

#include "engine/core/result.h"

#include <string>
#include <utility>

namespace reports::documents {

/// Only this user may look into it; gone, with all it holds, when this is.
class TemporaryFolder {
 public:
  /// Errors: kUnavailable.
  static engine::Result<TemporaryFolder> make();

  TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
  TemporaryFolder& operator=(TemporaryFolder&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
  }
  ~TemporaryFolder();

  std::string file(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace reports::documents
