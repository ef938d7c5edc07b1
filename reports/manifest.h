// A list of files and their SHA-256 digests, as sha256sum writes and checks it.
#pragma once

#include <map>
#include <string>

namespace reports {

/// "DIGEST  NAME" a line, by name. `files` has contents by name.
std::string manifest_of(const std::map<std::string, std::string>& files);

}  // namespace reports
