// The two ways in which a row states shares, told apart by their sums.
#pragma once

#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <vector>

namespace engine::catalogue {

/// Adds the shares of `more` to the terms of the same kind and territory in `terms`, or the terms
/// that are not there.
void add_shares(std::vector<ShareTerm>& terms, const std::vector<ShareTerm>& more);

/// Checks what a row says of shares, and brings terms of ownership to parts of the whole work.
///
/// Shares of a side (`share_bp`): all of a side have one or none has, writers add up to 100 %, and
/// publishers too (or, where they say whose they are, to what their writers have). Shares by right:
/// writers and publishers have 100 % together, and stay as they are; or 100 % each, and are halved.
/// Where a side has no `share_bp`, it gets what its shares by right come to.
/// Errors: kInvalidInput, with the columns and what is expected.
Result<void> settle_shares(std::vector<Contribution>& writers,
                           std::vector<Contribution>& publishers);

}  // namespace engine::catalogue
