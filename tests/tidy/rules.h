// The rules of the house that a compiler cannot see, as functions over a tree of files, so that
// each can be shown a made-up bad tree. Which folder may include which, and which library has which
// one place, is data at the top of rules.cpp; a change there is a design decision and reviewed as
// one.
#pragma once

#include <cstddef>
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace tidy {

struct File {
  std::string path;  ///< From the root of the tree, with '/'.
  std::string text;
  bool executable = false;
};

/// Ordered by path.
using Tree = std::vector<File>;

/// Everything below `root` but build folders, hidden folders and files over a megabyte; .ci is
/// read.
Tree read_tree(const std::filesystem::path& root);

struct Finding {
  std::string path;
  std::size_t line = 0;  ///< From 1; 0 when it is about the whole file.
  std::string message;   ///< What is wrong and what to do.

  friend bool operator==(const Finding&, const Finding&) = default;
};

std::ostream& operator<<(std::ostream& out, const Finding& finding);

using Findings = std::vector<Finding>;

/// Folders include downwards only; an #include "..." names a file of the tree from its root.
Findings wrong_includes(const Tree& tree);
/// Each heavy library is named in its one place.
Findings libraries_out_of_place(const Tree& tree);
/// Function bodies of at most 70 lines.
Findings long_functions(const Tree& tree);
/// Files of at most 500 lines, lines of at most 100 columns; no tab, no carriage return, no blank
/// at the end of a line, a newline at the end.
Findings untidy_layout(const Tree& tree);
/// No marker of unfinished work.
Findings unfinished_work(const Tree& tree);
/// Every .cpp is built by a CMakeLists.txt; every header is included by somebody else.
Findings dead_files(const Tree& tree);
/// A header starts with a comment that says what it is, and has #pragma once.
Findings unexplained_headers(const Tree& tree);
/// Scripts are executable, name their interpreter, and stop at the first error.
Findings unsafe_scripts(const Tree& tree);
/// A folder below tests/golden that has one file of a case has all of them.
Findings incomplete_golden_cases(const Tree& tree);
/// Where money is reckoned with, nothing is ever a floating number.
Findings floating_money(const Tree& tree);
/// Documents and sources name no place of one machine, and documents do not praise.
Findings banned_words(const Tree& tree);

}  // namespace tidy
