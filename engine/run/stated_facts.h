// What a row of a file, or a command line, says of a video: each field checked and in the form in
// which it is kept.
#pragma once

#include "engine/core/result.h"
#include "engine/run/video_file.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine::run {

struct StatedFacts {
  std::map<std::string, std::string> values;  ///< By name of field (engine/ledger/video_facts.h).
  std::vector<std::string> unknown;           ///< Names that are no fields, as they were given.
  std::vector<std::string> problems;          ///< Why a value is none; its field is left out.
};

/// Keys of licences come out in their canonical form, whatever they are given as: typed, as a
/// certificate, or within other words; what is no key stays as it is.
StatedFacts stated_facts(const VideoRow& row);

/// The values of a list "A|B|C", with keys of licences in their canonical form; each once.
std::vector<std::string> listed_keys(std::string_view list);

/// Puts a word at the end of a list that does not have it yet.
void add_once(std::string word, std::vector<std::string>& words);

}  // namespace engine::run
