// A running service on a workspace with two tracks of two composers and a video with both.
#pragma once

#include "tests/program.h"
#include "tests/service/http_client.h"
#include "tests/stage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <memory>
#include <string>
#include <vector>

namespace service_tests {

using nlohmann::json;
using support::ask;
using support::HttpAnswer;
using support::HttpAsk;

/// One for a whole suite, since starting and scanning take their time.
class RunningService {
 public:
  /// `more` options of `serve`.
  explicit RunningService(std::vector<std::string> more = {});

  HttpAnswer get(const std::string& target, const std::string& token) const {
    return ask(port, {.method = "GET", .target = target, .token = token});
  }
  HttpAnswer send(const std::string& method, const std::string& target, const json& body) const {
    return ask(port, {.method = method,
                      .target = target,
                      .token = admin,
                      .body = body.dump(),
                      .content_type = "application/json"});
  }
  json must_get(const std::string& target) const;
  /// Until the job has ended; as it is then.
  json ended(const std::string& job) const;
  std::string make_token(const std::string& scopes) const;

  /// Starts (again), and waits until it answers.
  void start();
  /// SIGINT, and its end.
  support::Program::Ended stop();
  void kill();

  support::Stage stage;
  std::string video_path;
  std::uint16_t port = 0;
  std::string admin;
  std::string video;      ///< Ids.
  std::string own_use;    ///< Of music by Composer 1.
  std::string other_use;  ///< Of music by Composer 2.
  std::string own_track;
  std::string other_track;

 private:
  std::vector<std::string> more_;
  std::unique_ptr<support::Program> program_;
};

}  // namespace service_tests
