// An index of made tracks, for tests that ask it things.
#pragma once

#include "engine/core/fingerprint_record.h"
#include "matcher/index.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <stdexcept>
#include <utility>

namespace matcher {

inline engine::TrackId id_of(const engine::FingerprintedMedia& media) {
  return engine::track_id_of(media.fingerprint);
}

/// Throws when it cannot be opened.
inline Index opened(const std::filesystem::path& folder, Access access = Access::kWrite) {
  auto index = Index::open(folder, access);
  if (!index) throw std::runtime_error(index.error().message());
  return *std::move(index);
}

class IndexFixture : public testing::Test {
 protected:
  engine::TrackId add(const engine::FingerprintedMedia& track) {
    EXPECT_TRUE(index_.add(track));
    return id_of(track);
  }

  support::TempDir folder_;
  Index index_ = opened(folder_.path() / "index");
};

}  // namespace matcher
