// The commands about licensed tracks.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kCatalogAddCommand;
extern const Command kCatalogCheckCommand;
extern const Command kCatalogExportCommand;
extern const Command kCatalogImportCommand;
extern const Command kCatalogLsCommand;
extern const Command kCatalogQcCommand;
extern const Command kCatalogRmCommand;
extern const Command kCatalogShowCommand;

}  // namespace engine::cli
