// The tables and views of the catalogue.
#pragma once

#include "engine/storage/database.h"

namespace engine::catalogue {

/// Component "catalogue". The views are documented in catalogue_schema.cpp and stay.
storage::Migration schema();

}  // namespace engine::catalogue
