// The commands about licences on record. Their keys: license_key_command.h.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kLicenseAddCommand;
extern const Command kLicenseLsCommand;
extern const Command kLicenseShowCommand;
extern const Command kLicenseRevokeCommand;

}  // namespace engine::cli
