// What a container says of itself in words: title, comment, description, synopsis, and XMP where
// there is any. Nothing is decoded.
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ingest {

struct ContainerField {
  std::string name;  ///< In small letters, without the prefix of a maker: "comment", "xmp".
  std::string text;  ///< Well-formed UTF-8; of control characters line ends and tabs alone.

  friend bool operator==(const ContainerField&, const ContainerField&) = default;
};

struct ContainerText {
  std::vector<ContainerField> fields;  ///< Of the container, then of its streams; each once.
  bool cut = false;                    ///< There was more than the limits allow.

  /// The first of that name; empty when there is none.
  std::string_view find(std::string_view name) const;
};

/// The longest text of a field; a licence certificate of thousands of tracks fits.
constexpr std::size_t kContainerFieldBytesMax = 128 << 10;

/// Reads the header. Errors: as fingerprint_media, but for those of decoding.
engine::Result<ContainerText> read_container_text(const std::string& location);

}  // namespace ingest
