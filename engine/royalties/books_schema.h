// The tables of the books.
#pragma once

#include "engine/storage/database.h"

namespace engine::royalties {

storage::Migration books_schema();

}  // namespace engine::royalties
