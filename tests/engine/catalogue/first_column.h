// What a query of the catalogue's database gives, for tests of its tables and views.
#pragma once

#include "engine/storage/database.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace engine::catalogue {

/// The first column of every row.
inline std::vector<std::string> first_column(storage::Database& database, std::string_view sql) {
  std::vector<std::string> texts;
  EXPECT_TRUE(database.each(sql, {}, [&](const storage::Row& row) -> Result<void> {
    texts.push_back(row.text(0));
    return {};
  }));
  return texts;
}

}  // namespace engine::catalogue
