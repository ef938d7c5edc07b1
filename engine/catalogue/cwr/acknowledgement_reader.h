// What a society answers to a registration: the records of one ACK transaction, which are its
// number and status, messages, and often the registration, repeated, with the ISWC it was given; or
// those of an ISW transaction, which is the registration with its ISWC alone.
#pragma once

#include "engine/catalogue/cwr/transaction.h"
#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <span>
#include <string>
#include <string_view>

namespace engine::catalogue::cwr {

/// Whether an answer begins with this line.
bool is_answer(const Line& line);

/// `society` is the one that sent the file. Errors: kInvalidInput when no work is named.
Result<Acknowledgement> read_acknowledgement(std::span<const Line> lines,
                                             const std::string& society);

/// What a status means that is none of success: "refuses it"; empty for all others.
std::string_view refusal_of(std::string_view status);

}  // namespace engine::catalogue::cwr
