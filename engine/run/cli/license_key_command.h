// The commands about keys of licences: make a pair to sign with, issue, verify, embed.
#pragma once

#include "engine/run/cli/command.h"

namespace engine::cli {

extern const Command kLicenseEmbedCommand;
extern const Command kLicenseIssueCommand;
extern const Command kLicenseKeygenCommand;
extern const Command kLicenseVerifyCommand;

/// Where the pair lies in a workspace unless it is named.
constexpr const char* kPrivateKeyFile = "license-key.pem";
constexpr const char* kPublicKeyFile = "license-key.pub.pem";

}  // namespace engine::cli
