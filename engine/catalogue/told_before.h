// What the rows of a file have said so far, as far as is needed to notice that one says something
// again, or says otherwise.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace engine::catalogue {

/// Remembers some hundred bytes of a row, whatever the row holds.
class ToldBefore {
 public:
  /// What this row says that an earlier one has said already, or said otherwise. Remembers the row
  /// when there is nothing.
  std::optional<Error> add(std::uint64_t line, const Recording& recording,
                           const std::filesystem::path& audio);

 private:
  /// Of each part of a work a digest; 0 where nothing is said of it.
  using WorkDigest = std::array<std::uint64_t, 4>;
  static WorkDigest digest_of(const Work& work);

  std::map<std::string, std::uint64_t> ids_;  // Lines by what they name, to find it again.
  std::map<std::string, std::uint64_t> audio_;
  std::map<std::string, WorkDigest> works_;
};

}  // namespace engine::catalogue
