// The ledger's tables and views, step by step.
#pragma once

#include "engine/storage/database.h"

namespace engine::ledger {

storage::Migration ledger_schema();

}  // namespace engine::ledger
