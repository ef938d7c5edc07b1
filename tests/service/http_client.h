// A client as others have them: whole requests, and raw bytes for what no client would send.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace support {

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;
};

struct HttpAsk {
  std::string method = "GET";
  std::string target = "/";
  std::string token{};
  std::string body{};
  std::string content_type{};
  std::vector<std::string> headers{};  ///< "Name: value".
};

/// Errors: std::runtime_error when there is no answer.
HttpAnswer ask(std::uint16_t port, const HttpAsk& wanted);

/// Sends bytes as they are, and reads until the other side closes or `seconds` are over.
std::string ask_raw(std::uint16_t port, std::string_view bytes, double seconds);

}  // namespace support
