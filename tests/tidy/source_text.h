// Just enough of C++ to check house rules on: what is code and what is not, which functions there
// are and how long. A lexer and a brace counter, not a parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

/// `text` with comments, and the insides of string and character literals, as spaces. Newlines
/// stay, so that lines and columns still fit. Knows raw strings and digit separators.
std::string code_only(std::string_view text);

struct FunctionBody {
  std::string header;          ///< What stands before the brace, white space squeezed.
  std::size_t first_line = 0;  ///< Of the opening brace, counted from 1.
  std::size_t last_line = 0;   ///< Of the closing brace.

  std::size_t line_count() const { return last_line - first_line + 1; }
};

/// Every function body outside other functions, in order: free functions, members, test cases,
/// lambdas that initialise a namespace-scope variable. Lambdas inside functions count as part of
/// them.
std::vector<FunctionBody> function_bodies(std::string_view text);

struct Include {
  std::string name;     ///< engine/core/result.h
  bool quoted = false;  ///< "name" rather than <name>.
  std::size_t line = 0;
};

std::vector<Include> includes(std::string_view text);

std::vector<std::string_view> lines(std::string_view text);

}  // namespace tidy
