// A work registration: the records of one NWR or REV transaction as a work and its recordings, and
// back.
#pragma once

#include "engine/catalogue/cwr/record.h"
#include "engine/catalogue/model.h"
#include "engine/core/result.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace engine::catalogue::cwr {

/// How much of a file a mistake costs: CISAC's levels.
enum class Level : std::uint8_t {
  kField,        ///< FR: a field is left empty.
  kRecord,       ///< RR: a record is left out.
  kTransaction,  ///< TR: a work is left out.
  kGroup,        ///< GR: said of a group; its works are read all the same.
  kFile,         ///< ER: said of the whole file.
};
std::string level_name(Level level);  ///< "FR", "RR", ...

struct Line {
  std::uint64_t number = 0;  ///< In the file, from 1.
  std::string text;
};

/// A mistake in one of the lines.
using Complaint = std::function<void(const Line& line, Level level, const std::string& what)>;

/// The recordings of the work: those the transaction tells of, and one that waits for its audio
/// where it tells of none. Records that are wrong are complained of and left out; those that have
/// no place in the catalogue are kept in the work's details.
/// Errors: kInvalidInput when the work cannot be told from others, or nobody could read it.
Result<std::vector<Recording>> read_transaction(std::span<const Line> lines,
                                                const Complaint& complain);

/// What CWR needs and the catalogue lacks, each as "what: how to mend it"; empty when all is there.
std::vector<std::string> lacking(const Work& work);

/// The lines of a NWR transaction, the `number`-th of its group, from 0. `recordings` are those of
/// the work. Nothing must be lacking.
std::vector<std::string> write_transaction(const Work& work,
                                           const std::vector<Recording>& recordings,
                                           Version version, std::uint32_t number);

}  // namespace engine::catalogue::cwr
