#include "tests/tidy/source_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <regex>

namespace tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool is_space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

/// Walks over text, copying code and blanking everything else.
class Masker {
 public:
  explicit Masker(std::string_view text) : text_(text) { masked_.reserve(text.size()); }

  std::string run() && {
    while (at_ < text_.size()) step();
    return std::move(masked_);
  }

 private:
  void step() {
    if (ahead("//")) {
      blank_until(std::min(text_.find('\n', at_), text_.size()));
    } else if (ahead("/*")) {
      blank_past("*/", at_ + 2);
    } else if (text_[at_] == '"' && starts_raw_string()) {
      const std::size_t open = std::min(text_.find('(', at_), text_.size() - 1);
      blank_past(")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"", open);
    } else if (text_[at_] == '"' || (text_[at_] == '\'' && !separates_digits())) {
      blank_literal(text_[at_]);
    } else {
      masked_.push_back(text_[at_++]);
    }
  }

  bool ahead(std::string_view what) const { return text_.substr(at_, what.size()) == what; }

  /// The identifier or number that ends where the walk stands.
  std::string_view word_before() const {
    std::size_t start = at_;
    while (start > 0 && (is_word(text_[start - 1]) || text_[start - 1] == '\'')) --start;
    return text_.substr(start, at_ - start);
  }

  bool starts_raw_string() const {
    constexpr std::array<std::string_view, 5> kPrefixes{"R", "LR", "uR", "UR", "u8R"};
    return std::ranges::find(kPrefixes, word_before()) != kPrefixes.end();
  }

  bool separates_digits() const {
    const std::string_view word = word_before();
    return !word.empty() && std::isdigit(static_cast<unsigned char>(word.front())) != 0;
  }

  void blank_literal(char quote) {
    masked_.push_back(quote);
    ++at_;
    while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
      blank_until(std::min(at_ + (text_[at_] == '\\' ? 2 : 1), text_.size()));
    }
    if (at_ < text_.size()) masked_.push_back(text_[at_++]);
  }

  void blank_past(std::string_view end, std::size_t from) {
    const std::size_t found = text_.find(end, from);
    blank_until(found == text_.npos ? text_.size() : found + end.size());
  }

  void blank_until(std::size_t end) {
    for (; at_ < end; ++at_) masked_.push_back(text_[at_] == '\n' ? '\n' : ' ');
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string masked_;
};

/// Directives, with the lines they continue on, as spaces: a macro's braces need not balance.
void blank_directives(std::string& code) {
  bool inside = false;
  for (std::size_t start = 0; start < code.size();) {
    const std::size_t end = std::min(code.find('\n', start), code.size());
    const std::size_t first = std::min(code.find_first_not_of(" \t", start), end);
    inside = inside || (first < end && code[first] == '#');
    const bool continues = end > start && code[end - 1] == '\\';
    if (inside)
      std::fill(code.begin() + std::ptrdiff_t(start), code.begin() + std::ptrdiff_t(end), ' ');
    inside = inside && continues;
    start = end + 1;
  }
}

std::string squeezed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_space(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// `template <...>` in front of a declaration taken off, so that its `class` is not taken for one.
std::string_view without_template(std::string_view header) {
  while (header.starts_with("template")) {
    int depth = 0;
    std::size_t at = header.find('<');
    for (; at < header.size(); ++at) {
      if (header[at] == '<') ++depth;
      if (header[at] == '>' && --depth == 0) break;
    }
    if (at >= header.size()) return {};
    header.remove_prefix(at + 1);
    header.remove_prefix(std::min(header.find_first_not_of(' '), header.size()));
  }
  return header;
}

enum class Brace { kScope, kFunction, kOther };

/// What the brace after `header` opens, when it stands in a namespace or a class.
Brace brace_after(std::string_view header) {
  static const std::regex kType(R"(^(inline )?(class|struct|union|enum|namespace|extern)\b)");
  const std::string_view plain = without_template(header);
  if (std::regex_search(plain.begin(), plain.end(), kType)) return Brace::kScope;
  if (plain.empty() || plain.back() == '=' || plain.find('(') == plain.npos) return Brace::kOther;
  // Inside a call's arguments it is a value: to_array({...}).
  const bool balanced = std::ranges::count(plain, '(') == std::ranges::count(plain, ')');
  return balanced ? Brace::kFunction : Brace::kOther;
}

/// Finds bodies by following braces; `header_` is where the current declaration began.
class BodyFinder {
 public:
  explicit BodyFinder(std::string_view code) : code_(code) {}

  std::vector<FunctionBody> run() && {
    for (; at_ < code_.size(); ++at_) {
      const char c = code_[at_];
      if (c == '\n') ++line_;
      if (c == '{') open();
      if (c == '}') close();
      if (in_scope() && (c == ';' || (c == ':' && after_access()))) header_ = at_ + 1;
    }
    return std::move(bodies_);
  }

 private:
  struct Open {
    Brace kind;
    FunctionBody body;
  };

  /// Whether all of the declaration so far is `public`, `protected` or `private`.
  bool after_access() const {
    const std::string word = squeezed(code_.substr(header_, at_ - header_));
    return word == "public" || word == "protected" || word == "private";
  }

  bool in_scope() const { return open_.empty() || open_.back().kind == Brace::kScope; }

  void open() {
    std::string header;
    Brace kind = Brace::kOther;
    if (in_scope()) {
      header = squeezed(code_.substr(header_, at_ - header_));
      kind = brace_after(header);
    }
    if (kind == Brace::kScope) header_ = at_ + 1;
    open_.push_back({kind, {std::move(header), line_, 0}});
  }

  void close() {
    if (open_.empty()) return;
    Open closed = std::move(open_.back());
    open_.pop_back();
    // `X() : a_{1}, b_{2} {`: after a member's initialiser the same declaration goes on.
    const std::size_t next = code_.find_first_not_of(" \t\n", at_ + 1);
    const bool goes_on = closed.kind != Brace::kScope && next != code_.npos &&
                         (code_[next] == ',' || code_[next] == '{' || code_[next] == ')');
    if (goes_on || !in_scope()) return;
    header_ = at_ + 1;
    if (closed.kind != Brace::kFunction) return;
    closed.body.last_line = line_;
    bodies_.push_back(std::move(closed.body));
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t header_ = 0;
  std::vector<Open> open_;
  std::vector<FunctionBody> bodies_;
};

}  // namespace

std::string code_only(std::string_view text) { return Masker(text).run(); }

std::vector<FunctionBody> function_bodies(std::string_view text) {
  std::string code = code_only(text);
  blank_directives(code);
  return BodyFinder(code).run();
}

std::vector<Include> includes(std::string_view text) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^">]+)[">])");
  const std::string code = code_only(text);
  const std::vector<std::string_view> code_lines = lines(code);
  const std::vector<std::string_view> text_lines = lines(text);
  std::vector<Include> found;
  for (std::size_t i = 0; i < code_lines.size(); ++i) {
    // The directive must be code; its name, a literal, is only in the text.
    if (code_lines[i].find("include") == std::string_view::npos) continue;
    std::match_results<std::string_view::const_iterator> match;
    if (std::regex_search(text_lines[i].begin(), text_lines[i].end(), match, kInclude)) {
      found.push_back({match[2].str(), match[1].str() == "\"", i + 1});
    }
  }
  return found;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    found.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

}  // namespace tidy
