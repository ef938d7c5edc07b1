// Who changes what people say of videos.
#pragma once

#include "engine/ledger/amendments.h"
#include "engine/run/cli/arguments.h"

#include <optional>
#include <string>

namespace engine::cli {

/// --by NAME; else the name of whoever is logged in.
void declare_author(std::optional<std::string>& by, Arguments& arguments);

/// At the time of the call.
ledger::Author author_of(const std::optional<std::string>& by);

}  // namespace engine::cli
