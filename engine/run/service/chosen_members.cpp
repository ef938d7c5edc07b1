#include "engine/run/service/chosen_members.h"

#include "engine/core/text.h"
#include "engine/run/json_text.h"
#include "engine/run/service/openapi.h"
#include "engine/run/service/problem.h"

#include <algorithm>

namespace engine::service {
namespace {

std::vector<std::string> names_in(const std::string& fields) {
  std::vector<std::string> names;
  for (const std::string& part : split(fields, ',')) names.emplace_back(trimmed(part));
  return names;
}

/// Walks JSON that this program has written: it is well-formed.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text) {}

  /// Steps over what stands there now, where it is `letter`.
  bool take(char letter) {
    skip_blanks();
    if (at_ >= text_.size() || text_[at_] != letter) return false;
    ++at_;
    return true;
  }

  /// The value that begins here, whatever it is, as it is written.
  std::string_view value() {
    skip_blanks();
    const std::size_t begin = at_;
    int depth = 0;
    for (; at_ < text_.size(); ++at_) {
      const char letter = text_[at_];
      if (letter == '"') skip_string();
      if (letter == '{' || letter == '[') ++depth;
      const bool closes = letter == '}' || letter == ']';
      if (depth == 0 && (closes || letter == ',' || letter == ':')) break;
      if (closes) --depth;
    }
    return trimmed(text_.substr(begin, at_ - begin));
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \n\r\t").find(text_[at_]) != text_.npos) ++at_;
  }

  /// To its last quote.
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

template <class Each>
void each_member(std::string_view object, Each each) {
  JsonWalk walk(object);
  for (walk.take('{'); !walk.take('}');) {
    const std::string_view quoted = walk.value();
    if (quoted.size() < 2 || !walk.take(':')) return;
    each(quoted.substr(1, quoted.size() - 2), walk.value());
    walk.take(',');
  }
}

std::string chosen(std::string_view object, const std::vector<std::string>& names) {
  run::JsonText cut = run::JsonText::object();
  each_member(object, [&](std::string_view name, std::string_view value) {
    if (std::ranges::find(names, name) != names.end()) cut.add(name, value);
  });
  return cut.text();
}

std::string chosen_of_each(std::string_view list, const std::vector<std::string>& names) {
  run::JsonText cut = run::JsonText::array();
  JsonWalk walk(list);
  for (walk.take('['); !walk.take(']'); walk.take(',')) {
    const std::string_view item = walk.value();
    if (item.empty()) break;
    cut.add(chosen(item, names));
  }
  return cut.text();
}

}  // namespace

std::optional<HttpResponse> refusal_of_fields(const Route& route, const HttpRequest& request) {
  const auto fields = request.parameter("fields");
  if (!fields) return std::nullopt;
  const std::vector<std::string> known = members_of(route.answer.schema);
  std::vector<ProblemDetail> faults;
  for (const std::string& name : names_in(*fields)) {
    if (std::ranges::find(known, name) != known.end()) continue;
    faults.push_back({"/query/fields", "\"" + name + "\" is none of " + joined(known, ", ")});
  }
  if (faults.empty()) return std::nullopt;
  return problem(400, "The request is malformed", faults.front().detail, faults);
}

std::string with_members(std::string_view json, const std::vector<std::string>& names) {
  run::JsonText page = run::JsonText::object();
  bool is_page = false;
  each_member(json, [&](std::string_view name, std::string_view value) {
    const bool items = name == "items" && value.starts_with('[');
    is_page = is_page || items;
    page.add(name, items ? chosen_of_each(value, names) : std::string(value));
  });
  return is_page ? page.text() : chosen(json, names);
}

void choose_members(const HttpRequest& request, HttpResponse& response) {
  const auto fields = request.parameter("fields");
  if (!fields || response.status != 200 || response.content_type != "application/json") return;
  response.body = with_members(response.body, names_in(*fields));
}

}  // namespace engine::service
