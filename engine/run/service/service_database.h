// service.db: what the service keeps for itself, beside the ledger of the workspace: tokens, jobs,
// answers to repeated requests, webhooks. A copy of the ledger that is handed out has none of it.
#pragma once

#include "engine/core/result.h"
#include "engine/storage/database.h"

#include <filesystem>

namespace engine::service {

/// A connection of its own to WORKSPACE/service.db, which is made when there is none. Several
/// processes may have one: tokens are made beside a running service. Errors: those of
/// storage::Database::open; kNewerFormat.
Result<storage::Database> open_service_database(const std::filesystem::path& workspace);

}  // namespace engine::service
