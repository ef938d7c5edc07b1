// A credit as libraries write it in one line: "Ann Author (PRS) [00014107338] 50%".
#pragma once

#include "engine/catalogue/model.h"

#include <string_view>

namespace engine::catalogue {

/// Name, and the society in round brackets, the IPI in square ones and the share at the end, where
/// there are any. What does not look like these stays part of the name.
Contribution contribution_of_credit(std::string_view text, ContributionKind kind);

}  // namespace engine::catalogue
