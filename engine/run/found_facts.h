// What is said of a video in the file beside it, VIDEO.json, and in its own metadata: found by a
// scan, and put on record as facts of the video without taking the last word from people.
#pragma once

#include "engine/core/fingerprint.h"
#include "engine/core/result.h"
#include "engine/run/video_identity.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace engine::run {

class Workspace;

/// By whom the history of a video says that a scan has set its facts.
constexpr const char* kSidecarAuthor = "sidecar";
constexpr const char* kContainerAuthor = "container";

/// What a VIDEO.json says.
struct Sidecar {
  std::map<std::string, std::string> values;  ///< By field; without license_key.
  std::vector<std::string> keys;  ///< Of its license_key, then found in its description.
};

struct FoundFacts {
  std::optional<Sidecar> sidecar;                ///< Empty: there is none, or it cannot be read.
  std::optional<std::vector<std::string>> keys;  ///< In the container; empty: not looked at.
  /// What is wrong with either, naming the file and the way out. None of it stops a scan.
  std::vector<Error> warnings;
};

/// The file beside a video that says something of it: clip.mp4.json, else clip.json; empty when
/// there is none.
std::optional<std::string> sidecar_path(const std::string& video);

/// Looks for "clip.mp4.json", then "clip.json", beside the file; and for keys in the metadata of
/// the container where it may be new: the file has changed, or the engine has. What cannot be
/// opened as a container is judged by the tags of what was `heard` (null: nothing was). Threads:
/// any.
FoundFacts find_facts(const VideoSource& source, bool container_may_be_new,
                      const FingerprintedMedia* heard);

/// Makes the facts of the video, which is on record, say what was found:
///
/// - A field is set unless a person has said something of it: who set it or took it back last, and
///   has not undone that, has the last word. Undoing what a scan has set counts as that, too.
/// - What the file said before and no longer says is taken back. A file that is gone says nothing
///   new: what it said stays.
/// - license_key is the keys of the file and then those of the container, each once.
///
/// Finding the same again changes nothing. Returns what could not be set, and why. Errors: the
/// workspace cannot be read or written. Threads: those of the workspace.
Result<std::vector<Error>> put_found_facts(const VideoFacts& video, const FoundFacts& found,
                                           Workspace& workspace);

}  // namespace engine::run
